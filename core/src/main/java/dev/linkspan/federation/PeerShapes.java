package dev.linkspan.federation;

/** What single servers need on top of the shape in which all get what our actors send. Thread-safe; must return at once. */
@FunctionalInterface
public interface PeerShapes {

    /**
     * The shape for a server; {@link ActivityShape#AS_WRITTEN} for what all get. Servers for whom the same is written share one
     * copy, whichever object wrote it.
     *
     * @param authority its host, with a port that is not the default
     */
    ActivityShape of(String authority);

    /** Everybody gets the same. */
    static PeerShapes none() {
        return authority -> ActivityShape.AS_WRITTEN;
    }
}
