package dev.linkspan.httpsignatures;

import java.util.Locale;
import java.util.Set;

/** Which messages must cover a digest of their body. */
final class BodyRule {

    private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH");

    private BodyRule() {}

    static boolean mustCoverDigest(HttpMessage message, Body body) {
        return mustCoverDigest(Coverage.Floor.WHOLE_MESSAGE, message, body);
    }

    static boolean mustCoverDigest(Coverage.Floor floor, HttpMessage message, Body body) {
        return switch (floor) {
            case WHOLE_MESSAGE -> body.length() > 0 || isWithContent(message);
            // Mastodon looks at GET and POST only; all else is as for the whole message.
            case MASTODON -> !isGet(message) && (body.length() > 0 || isWithContent(message));
            case NOTHING -> false;
        };
    }

    static boolean isPost(HttpMessage.Request request) {
        return request.method().equalsIgnoreCase("POST");
    }

    private static boolean isGet(HttpMessage message) {
        return message instanceof HttpMessage.Request request
                && request.method().equalsIgnoreCase("GET");
    }

    private static boolean isWithContent(HttpMessage message) {
        return message instanceof HttpMessage.Request request
                && (WITH_CONTENT.contains(request.method())
                        || WITH_CONTENT.contains(request.method().toUpperCase(Locale.ROOT)));
    }
}
