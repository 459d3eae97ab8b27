package dev.linkspan.vocab;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a sender's {@code Collection-Synchronization} field says about its followers on the receiver's server. It counts
 * only if the request's signature covers it, and only {@linkplain #isAbout about the sender's own followers}. A relay does
 * not pass it on.
 *
 * @param collectionId the sender's followers collection
 * @param url where the part that concerns the receiver can be fetched
 * @param digest of that part
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/8fcf/fep-8fcf.md">FEP-8fcf</a>
 */
public record CollectionSynchronization(String collectionId, String url, FollowersDigest digest) {

    /** The field's name. */
    public static final String FIELD = "Collection-Synchronization";

    private static final int MAX_LENGTH = 8 * 1024;

    /** Refuses what cannot be written between quotes. */
    public CollectionSynchronization {
        if (!isQuotable(collectionId) || !isQuotable(url)) {
            throw new IllegalArgumentException(
                    "ids: " + collectionId + ", " + url + " (expected: http(s) URIs without quotes)");
        }
    }

    /** Reads the field; empty if it is malformed, and then to be ignored. Takes linear time. */
    public static Optional<CollectionSynchronization> parse(String field) {
        if (field.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        int at = 0;
        while (at < field.length()) {
            int equals = field.indexOf('=', at);
            if (equals < 0 || equals + 1 == field.length() || field.charAt(equals + 1) != '"') {
                return Optional.empty();
            }
            int end = field.indexOf('"', equals + 2);
            if (end < 0) {
                return Optional.empty();
            }
            String name = field.substring(at, equals).strip();
            if (name.isEmpty() || parameters.put(name, field.substring(equals + 2, end)) != null) {
                return Optional.empty();
            }
            at = afterComma(field, end + 1);
            if (at < 0) {
                return Optional.empty();
            }
        }
        return of(parameters);
    }

    /** Whether it is about the followers of this sender and would make us ask none but its own server. */
    public boolean isAbout(String sendersFollowers) {
        return collectionId.equals(sendersFollowers) && haveSameOrigin(url, sendersFollowers);
    }

    /** The field's value. */
    public String value() {
        return "collectionId=\"" + collectionId + "\", url=\"" + url + "\", digest=\"" + digest.hex() + "\"";
    }

    /** Whether two URIs have the same scheme and authority. */
    static boolean haveSameOrigin(String one, String other) {
        return scheme(one).isPresent() && scheme(one).equals(scheme(other)) && Authority.same(one, other);
    }

    private static Optional<CollectionSynchronization> of(Map<String, String> parameters) {
        String collectionId = parameters.getOrDefault("collectionId", "");
        String url = parameters.getOrDefault("url", "");
        if (!isQuotable(collectionId) || !isQuotable(url)) {
            return Optional.empty();
        }
        return FollowersDigest.parse(parameters.getOrDefault("digest", ""))
                .map(digest -> new CollectionSynchronization(collectionId, url, digest));
    }

    /** Where the next parameter starts, the end if there is none, or -1 if something else follows. */
    private static int afterComma(String field, int from) {
        int at = from;
        while (at < field.length() && field.charAt(at) == ' ') {
            at++;
        }
        if (at == field.length()) {
            return at;
        }
        return field.charAt(at) == ',' && at + 1 < field.length() ? at + 1 : -1;
    }

    // URIs hold neither quotes nor control characters, so Authority.of refuses both.
    private static boolean isQuotable(String uri) {
        return Authority.of(uri).isPresent();
    }

    private static Optional<String> scheme(String uri) {
        try {
            return Optional.ofNullable(new URI(uri).getScheme()).map(scheme -> scheme.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
