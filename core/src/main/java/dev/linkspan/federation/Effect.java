package dev.linkspan.federation;

/**
 * What an activity changed about who follows whom, before listeners heard of it. An activity that is handled again, for a
 * listener failed, had the same effect, unless the process ended in between: then it may say {@link #NONE}.
 */
public enum Effect {
    /**
     * Nothing. A Move that had none is its actor's word alone: nobody of ours follows that actor, or no longer, so nobody asked
     * whether it is true.
     */
    NONE,
    /** Its actor follows one of ours from now on. */
    FOLLOWER_ADDED,
    /** Its actor asks to follow one of ours, and waits for the answer. */
    FOLLOWER_WAITS,
    /** Its actor asked to follow one of ours and was refused; if it followed before, it does no longer. */
    FOLLOWER_REFUSED,
    /** Its actor follows one of ours no longer, or no longer asks to. */
    FOLLOWER_REMOVED,
    /** Its actor is followed by one of ours from now on: it accepts. */
    FOLLOWING_ACCEPTED,
    /** Its actor is not followed by one of ours, or no longer: it refuses. */
    FOLLOWING_REJECTED,
    /** Relations with its actor ended, in both directions: it blocked one of ours, or is deleted. */
    RELATIONS_ENDED,
    /** Its actor moved, and the new account says so too. Those of ours who follow go on following there, as the policy says. */
    MOVED
}
