package dev.linkspan.relay;

import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a relay lives, and the ids that follow from it. The paths are fixed: Friendica knows a relay by the path
 * {@code /actor}, and Mastodon and Misskey by an inbox that is letter for letter what their administrators typed.
 *
 * @param origin scheme and authority without a slash at the end, say {@code https://relay.example}
 */
public record RelayIdentity(String origin) {

    /** Checks the origin. */
    public RelayIdentity {
        if (Authority.of(origin).isEmpty() || !hasNoPath(origin)) {
            throw new IllegalArgumentException(
                    "base-url: '" + origin + "' (expected: scheme and host only, such as https://relay.example)");
        }
    }

    /** The identity at a base URL, in its canonical spelling: no default port, lower case, no slash at the end. */
    public static RelayIdentity at(String baseUrl) {
        String origin = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        String canonical = new RelayIdentity(origin).authority().toString();
        return new RelayIdentity(origin.substring(0, origin.indexOf("://") + 3).toLowerCase(Locale.ROOT) + canonical);
    }

    private static boolean hasNoPath(String origin) {
        try {
            URI uri = new URI(origin);
            return uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Host and port. */
    public Authority authority() {
        return Authority.of(origin).orElseThrow();
    }

    /** The actor's id. */
    public String actor() {
        return origin + "/actor";
    }

    /** The inbox, also the shared one. */
    public String inbox() {
        return origin + "/inbox";
    }

    /** The outbox. */
    public String outbox() {
        return origin + "/outbox";
    }

    /** The collection that Announces are addressed to. */
    public String followers() {
        return origin + "/followers";
    }

    /** The collection of those the relay follows. */
    public String following() {
        return origin + "/following";
    }

    /** The id of an activity of ours. */
    public String activity(String name) {
        return origin + "/activities/" + name;
    }
}
