package dev.linkspan.httpsignatures;

import java.util.Locale;
import java.util.Set;

/** Which requests must cover a digest of their body. */
final class BodyRule {

    private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH");

    private BodyRule() {}

    static boolean mustCoverDigest(HttpMessage.Request message, Body body) {
        return body.length() > 0 || WITH_CONTENT.contains(message.method().toUpperCase(Locale.ROOT));
    }
}
