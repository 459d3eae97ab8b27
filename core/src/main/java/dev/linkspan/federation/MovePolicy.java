package dev.linkspan.federation;

/** Whether those of our actors who follow somebody that moves follow the new account. May block; thread-safe. */
@FunctionalInterface
public interface MovePolicy {

    /**
     * Whether one of ours goes on following there; it then no longer follows the old account. The move is verified.
     *
     * @param handle who follows
     * @param from the id of the old account
     * @param to the id of the new one
     */
    boolean follows(String handle, String from, String to);

    /** Everybody does, as on Mastodon: the default. */
    static MovePolicy followAll() {
        return (handle, from, to) -> true;
    }

    /** Nobody does by itself: a listener that hears of {@link Effect#MOVED} may ask people first. */
    static MovePolicy stay() {
        return (handle, from, to) -> false;
    }
}
