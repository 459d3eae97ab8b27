package dev.linkspan.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One actor's subscription in one style; the pair is its key.
 *
 * @param actor the id of the actor that follows, usually an instance actor
 * @param style what it follows
 * @param authority the actor's host with a port that is not the default; the lane it is served by
 * @param inbox the actor's own inbox
 * @param sharedInbox the shared inbox, if it has one
 * @param state where the subscription stands
 * @param followId the id of the latest Follow
 * @param followObject the Follow's object as received, for the Accept
 * @param followBack where our own Follow of the actor stands
 * @param followBackId the id of that Follow, if we sent one
 * @param since when the actor first asked
 */
public record Subscription(
        String actor,
        Style style,
        String authority,
        String inbox,
        Optional<String> sharedInbox,
        State state,
        String followId,
        String followObject,
        FollowBack followBack,
        Optional<String> followBackId,
        Instant since) {

    /** Where a subscription stands. */
    public enum State {
        /** Waits for the operator's word. */
        PENDING,
        /** Gets posts. */
        ACCEPTED,
        /** Refused; kept so that asking again does not bother the operator again. */
        REJECTED
    }

    /** Where our own Follow of a subscriber stands; only actor style has one. */
    public enum FollowBack {
        /** None is needed. */
        NONE,
        /** Sent and not answered. */
        SENT,
        /** Accepted: the subscriber sends us its posts. */
        ACCEPTED,
        /** Rejected: we deliver all the same. */
        REJECTED
    }

    /** This subscription in another state. */
    public Subscription with(State newState) {
        return with(newState, followBack, followBackId);
    }

    /** This subscription without a Follow of ours. */
    public Subscription notFollowedBack() {
        return with(state, FollowBack.NONE, Optional.empty());
    }

    /** This subscription after we sent a Follow of this id to its actor. */
    public Subscription followingBackBy(String id) {
        return with(state, FollowBack.SENT, Optional.of(id));
    }

    /** This subscription with our Follow of the actor in another state. */
    public Subscription with(FollowBack newFollowBack) {
        return with(state, newFollowBack, followBackId);
    }

    /** This subscription, asked for at another time. */
    public Subscription with(Instant newSince) {
        return new Subscription(
                actor,
                style,
                authority,
                inbox,
                sharedInbox,
                state,
                followId,
                followObject,
                followBack,
                followBackId,
                newSince);
    }

    private Subscription with(State newState, FollowBack newFollowBack, Optional<String> newFollowBackId) {
        return new Subscription(
                actor,
                style,
                authority,
                inbox,
                sharedInbox,
                newState,
                followId,
                followObject,
                newFollowBack,
                newFollowBackId,
                since);
    }
}
