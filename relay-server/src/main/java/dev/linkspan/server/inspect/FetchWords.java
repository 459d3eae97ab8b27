package dev.linkspan.server.inspect;

import dev.linkspan.client.Fetched;
import java.net.URISyntaxException;

/** Why an address gave no document, for whoever asked for it. */
final class FetchWords {

    private FetchWords() {}

    static String of(URISyntaxException e) {
        return "the address is no URI: see its character " + (Math.max(e.getIndex(), 0) + 1);
    }

    static String of(Fetched.Refused refused) {
        return switch (refused.status()) {
            case 200 -> "the server answers, but not with a document: " + refused.detail();
            case 401, 403 ->
                "status " + refused.status()
                        + ": the server shows it to nobody, or only to who signs the request; this one is not signed";
            case 404 -> "status 404: the server has no such document";
            case 406 -> "status 406: the server does not have it as ActivityStreams";
            case 410 -> "status 410: the server had it, and it was deleted";
            case 429 -> "status 429: the server is asked too often; try again later";
            default -> "the server answers with " + refused.detail() + " (expected: 200)";
        };
    }

    static String of(Fetched.Unreachable none, boolean allowPrivateNetwork) {
        String what =
                switch (none.failure()) {
                    case FORBIDDEN ->
                        allowPrivateNetwork
                                ? "it is not asked"
                                : "it is not asked (--allow-private-network asks private addresses and plain http, too)";
                    case UNRESOLVED -> "there is no such host";
                    case CONNECT -> "no connection, or it broke";
                    case TLS -> "no secure connection";
                    case TIMEOUT -> "no answer in time";
                    case TOO_LARGE -> "the answer is too long";
                    case PROTOCOL -> "the answer is no HTTP";
                    case BUSY -> "too many requests to this host";
                };
        return what + ": " + none.detail();
    }
}
