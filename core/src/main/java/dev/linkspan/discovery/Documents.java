package dev.linkspan.discovery;

import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Exchange.Failure;
import dev.linkspan.client.Fetched;
import dev.linkspan.client.HostBudget;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.store.DomainRules;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.LogText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Fetches documents by id, if the rules and the budget of their host allow. */
final class Documents {

    /** Real actors and keys stay far below; parsed, a document takes many times its size. */
    private static final int MAX_BYTES = 128 * 1024;

    private final DocumentClient client;
    private final DomainRules rules;
    private final HostBudget budget;
    private final Authority own;

    Documents(DocumentClient client, DomainRules rules, HostBudget budget, Authority own) {
        this.client = client;
        this.rules = rules;
        this.budget = budget;
        this.own = own;
    }

    /** What became of a fetch. */
    sealed interface Result {
        /** A document, and the URL that it was found at in the end. */
        record Document(AsObject object, String url, String finalUrl) implements Result {}

        record Missing(Reason reason, String detail) implements Result {}
    }

    /** Why this id must not even be asked for, if so. Costs nothing. */
    Optional<Result.Missing> refusal(String id) {
        Optional<Authority> authority = Authority.of(id);
        if (authority.isEmpty()) {
            return missing(Reason.INVALID, "'" + shorten(id) + "' is no http(s) URI");
        }
        if (authority.get().equals(own)) {
            return missing(Reason.INVALID, "'" + shorten(id) + "' claims to be on this very server");
        }
        if (rules.isBlocked(authority.get().host())) {
            return missing(Reason.BLOCKED, authority.get().host() + " is blocked here");
        }
        return Optional.empty();
    }

    Result get(String id) {
        Optional<Result.Missing> refusal = refusal(id);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String url = withoutFragment(id);
        String host = Authority.of(url).map(Authority::toString).orElseThrow();
        if (!budget.take(host)) {
            return new Result.Missing(Reason.UNAVAILABLE, "too many fetches from " + host + " just now");
        }
        try {
            return read(url, client.get(new URI(url)));
        } catch (URISyntaxException e) {
            return new Result.Missing(Reason.INVALID, "'" + shorten(id) + "' is no URI");
        }
    }

    private static Result read(String url, Fetched fetched) {
        return switch (fetched) {
            case Fetched.Document document -> read(url, document);
            case Fetched.Refused refused ->
                new Result.Missing(reasonFor(refused.status()), url + ": " + refused.detail());
            case Fetched.Unreachable unreachable ->
                new Result.Missing(
                        unreachable.failure() == Failure.FORBIDDEN ? Reason.INVALID : Reason.UNAVAILABLE,
                        url + ": " + unreachable.detail());
        };
    }

    private static Result read(String url, Fetched.Document document) {
        if (document.body().length() > MAX_BYTES) {
            return new Result.Missing(Reason.INVALID, url + ": the document is larger than " + MAX_BYTES + " bytes");
        }
        return switch (JsonText.parse(document.body())) {
            case JsonText.Result.Document json ->
                new Result.Document(
                        AsObject.of(json.object()),
                        url,
                        withoutFragment(document.finalUri().toString()));
            case JsonText.Result.Malformed malformed ->
                new Result.Missing(Reason.INVALID, url + ": " + malformed.detail());
        };
    }

    private static Reason reasonFor(int status) {
        return switch (status) {
            case 410 -> Reason.GONE;
            // A server in secure mode that could not verify us may do so the next time.
            case 401, 403, 408, 429 -> Reason.UNAVAILABLE;
            case 404 -> Reason.NOT_FOUND;
            // A page for people, too many redirects, a status of its own: none says that there is nothing.
            default -> status >= 500 ? Reason.UNAVAILABLE : Reason.INVALID;
        };
    }

    static String withoutFragment(String id) {
        int hash = id.indexOf('#');
        return hash < 0 ? id : id.substring(0, hash);
    }

    static String shorten(String text) {
        return LogText.of(text);
    }

    private static Optional<Result.Missing> missing(Reason reason, String detail) {
        return Optional.of(new Result.Missing(reason, detail));
    }
}
