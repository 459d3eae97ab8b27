package dev.linkspan.discovery;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.BudgetedTransport;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Fetched;
import dev.linkspan.client.FetchedPage;
import dev.linkspan.client.PageClient;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.Reading;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.JsonReading;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.LogText;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The web as one task sees it: every request passes its guard and is paid from its budget. */
final class Web {

    private static final String ANY_JSON = "+json";

    private final BudgetedTransport transport;
    private final AddressGuard guard;
    private final DocumentClient documents;
    private final PageClient pages;
    private final DocumentReader reader;

    Web(BudgetedTransport transport, AddressGuard guard, DocumentClient documents, DocumentReader reader) {
        this.transport = transport;
        this.guard = guard;
        this.documents = documents;
        this.pages = PageClient.anonymous(transport, guard);
        this.reader = reader;
    }

    /** What a fetch gave: something of this kind, or nothing. */
    sealed interface Answer<T> {
        record Got<T>(T value) implements Answer<T> {}

        record None<T>(Missing missing) implements Answer<T> {}
    }

    /** An ActivityStreams document, and where it was found. */
    record Document(ReceivedDocument document, URI foundAt) {}

    /** A JSON document of another kind, and where it was found. */
    record Json(JsonObject object, URI foundAt) {}

    Answer<Document> document(String url) {
        Optional<URI> uri = uri(url);
        if (uri.isEmpty()) {
            return noAddress(url);
        }
        return switch (documents.get(uri.get())) {
            case Fetched.Document document ->
                switch (reader.read(document.body())) {
                    case ReceivedDocument received -> new Answer.Got<>(new Document(received, document.finalUri()));
                    case Reading.Refused refused -> none(Missing.unusable(url, refused.detail()));
                };
            case Fetched.Refused refused -> none(Missing.of(url, refused));
            case Fetched.Unreachable unreachable -> none(Missing.of(url, unreachable));
        };
    }

    Answer<Json> json(String url, String accept, int maxBytes) {
        return switch (page(url, accept, maxBytes)) {
            case Answer.None<FetchedPage.Page> none -> new Answer.None<>(none.missing());
            case Answer.Got<FetchedPage.Page> got -> json(url, got.value());
        };
    }

    Answer<FetchedPage.Page> page(String url, String accept, int maxBytes) {
        Optional<URI> uri = uri(url);
        if (uri.isEmpty()) {
            return noAddress(url);
        }
        return switch (pages.get(uri.get(), accept, maxBytes)) {
            case FetchedPage.Page page -> new Answer.Got<>(page);
            case Fetched.Refused refused -> none(Missing.of(url, refused));
            case Fetched.Unreachable unreachable -> none(Missing.of(url, unreachable));
        };
    }

    /**
     * Asks at the well-known address of a host: by {@code https}, and only if our guard allows plain {@code http}, as in
     * tests, by that if the other is not answered.
     *
     * @param ask asks at what stands before the path
     */
    <T> T atHost(String authority, Function<String, T> ask) {
        List<String> bases = bases(authority);
        T answer = ask.apply(bases.getFirst());
        boolean again =
                bases.size() > 1 && answer instanceof Missing missing && missing.reason() == Missing.Reason.UNREACHABLE;
        return again ? ask.apply(bases.getLast()) : answer;
    }

    private List<String> bases(String authority) {
        String https = "https://" + authority;
        String http = "http://" + authority;
        if (uri(http + "/").filter(uri -> guard.refusal(uri).isEmpty()).isEmpty()) {
            return List.of(https);
        }
        // Who names a port means a server for tests, most of which have no TLS, and some hang when they are offered it.
        return authority.indexOf(':') < 0 ? List.of(https, http) : List.of(http, https);
    }

    /** This, or that the budget is spent if that is why. */
    Missing orSpent(Missing missing) {
        return transport
                .spent()
                .map(detail -> new Missing(Missing.Reason.BUDGET_SPENT, detail))
                .orElse(missing);
    }

    static Answer<Json> json(String url, FetchedPage.Page page) {
        String type = page.mediaType();
        if (!type.equals("application/json") && !(type.startsWith("application/") && type.endsWith(ANY_JSON))) {
            return new Answer.None<>(Missing.unusable(url, "media type: '" + LogText.of(type) + "' (expected: JSON)"));
        }
        return switch (JsonText.read(page.body())) {
            case JsonReading.Document document -> new Answer.Got<>(new Json(document.object(), page.finalUri()));
            case JsonReading.Malformed malformed -> new Answer.None<>(Missing.unusable(url, malformed.detail()));
        };
    }

    private <T> Answer<T> none(Missing missing) {
        return new Answer.None<>(orSpent(missing));
    }

    private static <T> Answer<T> noAddress(String url) {
        return new Answer.None<>(
                new Missing(Missing.Reason.UNUSABLE_NAME, "'" + LogText.of(url) + "' is no http(s) address"));
    }

    private static Optional<URI> uri(String url) {
        try {
            return Origin.of(url).isPresent() ? Optional.of(new URI(url)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
