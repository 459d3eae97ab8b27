package dev.linkspan.store;

import java.time.Instant;
import java.util.Optional;

/**
 * That a remote actor follows a local one, or the other way round; direction and actors are its key.
 *
 * @param direction who follows whom
 * @param local the id of our actor
 * @param remote the id of the other one
 * @param authority the remote actor's host with a port that is not the default; the lane it is served by
 * @param inbox the remote actor's own inbox
 * @param sharedInbox its host's shared inbox, if it has one
 * @param state where the relation stands
 * @param followId the id of the latest Follow: a stranger's word, if it is a follower's
 * @param since when the following was first asked for, to the millisecond
 */
public record FollowRelation(
        Direction direction,
        String local,
        String remote,
        String authority,
        String inbox,
        Optional<String> sharedInbox,
        State state,
        String followId,
        Instant since) {

    /** Who follows whom. */
    public enum Direction {
        /** The remote actor follows the local one. */
        FOLLOWER,
        /** The local actor follows the remote one. */
        FOLLOWING
    }

    /** Where a relation stands. */
    public enum State {
        /** Asked for and not answered. */
        PENDING,
        /** In force. */
        ACCEPTED,
        /** Refused, and remembered as such by whoever wants to; a federation keeps no such relation. */
        REJECTED
    }

    /** This relation in another state. */
    public FollowRelation with(State newState) {
        return new FollowRelation(direction, local, remote, authority, inbox, sharedInbox, newState, followId, since);
    }

    /** This relation with the remote actor having its post elsewhere. */
    public FollowRelation with(String newInbox, Optional<String> newSharedInbox) {
        return new FollowRelation(
                direction, local, remote, authority, newInbox, newSharedInbox, state, followId, since);
    }

    /** This relation by another Follow. */
    public FollowRelation withFollowId(String id) {
        return new FollowRelation(direction, local, remote, authority, inbox, sharedInbox, state, id, since);
    }

    /** This relation as it comes back from every form of the store. */
    FollowRelation asStored() {
        return new FollowRelation(
                direction,
                local,
                remote,
                authority,
                inbox,
                sharedInbox,
                state,
                followId,
                Instant.ofEpochMilli(Columns.millis(since)));
    }
}
