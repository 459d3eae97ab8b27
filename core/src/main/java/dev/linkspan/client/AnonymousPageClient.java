package dev.linkspan.client;

import dev.linkspan.httpsignatures.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Fetches pages as nobody. Each hop is judged anew. */
final class AnonymousPageClient implements PageClient {

    private final Transport transport;
    private final AddressGuard guard;
    private final Duration deadline;

    AnonymousPageClient(Transport transport, AddressGuard guard, Duration deadline) {
        this.transport = transport;
        this.guard = guard;
        this.deadline = deadline;
    }

    @Override
    public FetchedPage get(URI uri, String accept, int maxBytes) {
        Fields fields = Fields.of("Accept", accept);
        return fetch(Hop.first(uri, deadline), new DocumentRequests(transport, guard, fields, maxBytes));
    }

    private static FetchedPage fetch(Hop hop, DocumentRequests requests) {
        Optional<Fetched.Unreachable> refusal = requests.refusal(hop);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return switch (requests.send(hop, Fields.none())) {
            case Exchange.Failed failed -> new Fetched.Unreachable(failed.failure(), failed.detail());
            case Exchange.Answered answered ->
                switch (HopResult.of(hop, answered)) {
                    case HopResult.Arrived arrived -> page(hop.uri(), arrived.answer());
                    case HopResult.Refused refused -> refused.refused();
                    case HopResult.Redirected redirected -> fetch(redirected.next(), requests);
                };
        };
    }

    private static FetchedPage page(URI uri, Exchange.Answered answer) {
        List<String> types = answer.fields().all("Content-Type");
        String type = types.size() == 1 ? types.getFirst() : "";
        int end = type.indexOf(';');
        String essence = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return new FetchedPage.Page(uri, essence, answer.fields(), answer.body());
    }
}
