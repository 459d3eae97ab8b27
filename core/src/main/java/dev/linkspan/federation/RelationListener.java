package dev.linkspan.federation;

import dev.linkspan.store.FollowRelation;

/**
 * The application, hearing of relations that ended though no activity said so. They are gone from the store when it hears of
 * it; what a process was about to tell when it ended, nobody hears. Called from threads of the federation's own and, of hosts that
 * {@link Federation#block} blocks, from the caller's before that returns; so calls may overlap, and it has to be thread-safe. What
 * it throws is logged and changes nothing.
 */
public interface RelationListener {

    /** Listens to nothing. */
    static RelationListener none() {
        return new RelationListener() {};
    }

    /** Somebody follows one of our actors no longer: its inbox is gone (410), for days or together with the actor itself. */
    default void onGone(FollowRelation follower) {}

    /**
     * All relations with actors of a host ended, in both directions: it is blocked.
     *
     * @param authority the host, with a port that is not the default
     * @param relations how many there were
     */
    default void onBlocked(String authority, int relations) {}
}
