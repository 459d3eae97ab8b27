package dev.linkspan.federation;

import dev.linkspan.discovery.RemoteActor;

/** Who may follow whom. May block; thread-safe. */
@FunctionalInterface
public interface FollowPolicy {

    /** What to answer. */
    enum Answer {
        /** Accept, at once. */
        ACCEPT,
        /** Nothing yet: {@link LocalAccount#acceptFollower} or {@link LocalAccount#rejectFollower} answers later. */
        WAIT,
        /** Reject. */
        REJECT
    }

    /** What to answer to a Follow. */
    Answer answer(String handle, LocalActor.Present actor, RemoteActor follower);

    /** Whoever asks is accepted, but for actors that approve their followers themselves: the default. */
    static FollowPolicy byProfile() {
        return (handle, actor, follower) -> actor.approvesFollowers() ? Answer.WAIT : Answer.ACCEPT;
    }
}
