package dev.linkspan.federation;

import dev.linkspan.store.FollowRelation;

/**
 * The application, hearing of relations that ended though no activity said so. They are gone from the store when it hears of
 * it; what a process was about to tell when it ended, nobody hears. Called from a thread of the federation's own, one call at a
 * time; what it throws is logged and changes nothing.
 */
public interface RelationListener {

    /** Listens to nothing. */
    static RelationListener none() {
        return new RelationListener() {};
    }

    /** Somebody follows one of our actors no longer: its inbox is gone (410). */
    default void onGone(FollowRelation follower) {}

    /**
     * All relations with actors of a host ended, in both directions: it is blocked.
     *
     * @param authority the host, with a port that is not the default
     * @param relations how many there were
     */
    default void onBlocked(String authority, int relations) {}
}
