package dev.linkspan.vocab;

import java.util.List;

/** The special collection that everyone is a member of, in its three spellings. */
public final class Public {

    /** The full URI; the only spelling that every server understands. */
    public static final String URI = "https://www.w3.org/ns/activitystreams#Public";

    private Public() {}

    /**
     * Whether an id is that of the public collection.
     *
     * @see <a href="https://www.w3.org/TR/activitypub/#public-addressing">ActivityPub §5.6</a>
     */
    public static boolean is(String id) {
        return id.equals(URI) || id.equals("as:Public") || id.equals("Public");
    }

    /** The id as it stands; the full URI for a short spelling of the public collection. */
    static String spelled(String id) {
        return id.length() <= 9 && is(id) ? URI : id;
    }

    /** Whether one of these ids is. */
    public static boolean isIn(List<String> ids) {
        return ids.stream().anyMatch(Public::is);
    }
}
