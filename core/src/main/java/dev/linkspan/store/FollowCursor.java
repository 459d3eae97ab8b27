package dev.linkspan.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page of relations ended. It comes back from strangers, in the address of a collection's page.
 *
 * @param sinceMillis when the last relation was asked for
 * @param remote its remote actor
 */
record FollowCursor(long sinceMillis, String remote) {

    /** Before the newest relation. */
    static final FollowCursor START = new FollowCursor(Long.MAX_VALUE, "");

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((sinceMillis + " " + remote).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads one; empty for what is none. */
    static Optional<FollowCursor> of(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int space = plain.indexOf(' ');
            return space < 0
                    ? Optional.empty()
                    : Optional.of(
                            new FollowCursor(Long.parseLong(plain.substring(0, space)), plain.substring(space + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The page that these relations make.
     *
     * @param found one more than the limit, if there are more
     */
    static Follows.Page page(List<FollowRelation> found, int limit) {
        if (found.size() <= limit) {
            return new Follows.Page(found, Optional.empty());
        }
        FollowRelation last = found.get(limit - 1);
        FollowCursor next = new FollowCursor(Columns.millis(last.since()), last.remote());
        return new Follows.Page(found.subList(0, limit), Optional.of(next.text()));
    }

    /** A page of none would never end. */
    static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: at least 1)");
        }
    }
}
