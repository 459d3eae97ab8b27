package dev.linkspan.federation;

import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.store.NewEntry;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One of our actors, to act in its name. Thread-safe; everything blocks until it is durable, some until it is fetched. */
public final class LocalAccount {

    private static final int TRIES = 10;

    private final String handle;
    private final FederationAddresses addresses;
    private final OwnActors actors;
    private final Follows follows;
    private final Outbox outbox;
    private final OwnMessages messages;
    private final FollowerRule followers;
    private final Correspondents correspondents;
    private final Departure departure;
    private final InstantSource clock;

    LocalAccount(
            String handle,
            FederationAddresses addresses,
            OwnActors actors,
            Follows follows,
            Outbox outbox,
            OwnMessages messages,
            FollowerRule followers,
            Correspondents correspondents,
            Departure departure,
            InstantSource clock) {
        this.handle = handle;
        this.addresses = addresses;
        this.actors = actors;
        this.follows = follows;
        this.outbox = outbox;
        this.messages = messages;
        this.followers = followers;
        this.correspondents = correspondents;
        this.departure = departure;
        this.clock = clock;
    }

    /** The part of its name before the {@code @}. */
    public String handle() {
        return handle;
    }

    /** Its id. */
    public String id() {
        return addresses.actor(handle);
    }

    /** The id of the collection of its followers, to address what is for them. */
    public String followersId() {
        return addresses.followers(handle);
    }

    /**
     * Sends an activity to those whom it names: in {@code to}, {@code cc}, {@code bto}, {@code bcc} and {@code audience} by
     * their ids, the followers by {@link #followersId()}. What stands in {@code bto} and {@code bcc} is taken out. Its id and
     * actor are filled in. Returns when it is in the log. What has an id that was sent before is not sent again.
     *
     * @throws IllegalArgumentException if it is another actor's, or its id is on another server
     * @throws dev.linkspan.store.StoreException if it could not be written: then it is not sent
     */
    public Sent send(Activity activity) {
        return outbox.send(handle, activity);
    }

    /**
     * As {@link #send(Activity)}, to these and nobody else. An actor that neither {@code to} nor {@code cc} names gets it in
     * its own inbox, since nothing else tells its server for whom it is.
     */
    public Sent send(Activity activity, Recipients recipients) {
        return outbox.send(handle, activity, recipients);
    }

    /**
     * Asks to follow an actor; asked already, it is not asked again. If no answer ever comes, {@link #unfollow} and then this
     * ask anew.
     *
     * @return how it stands: {@link State#PENDING} until it is answered
     * @throws IllegalArgumentException if there is no such actor, or no actor of ours who could follow it
     * @throws IllegalStateException if its server cannot be reached
     */
    public State follow(String actorId) {
        if (!actors.isPresent(handle)) {
            throw OwnActors.unknown(handle);
        }
        RemoteActor actor = actor(actorId);
        for (int i = 0; i < TRIES; i++) {
            Optional<FollowRelation> before = follows.find(Direction.FOLLOWING, id(), actorId);
            if (before.filter(r -> r.state() != State.REJECTED).isPresent()) {
                return before.get().state();
            }
            FollowRelation wanted = new FollowRelation(
                    Direction.FOLLOWING,
                    id(),
                    actorId,
                    Authority.of(actorId).orElseThrow().toString(),
                    actor.inbox(),
                    actor.sharedInbox(),
                    State.PENDING,
                    messages.newId(),
                    clock.instant());
            if (follows.put(before, wanted, List.of(messages.follow(handle, wanted)))) {
                return State.PENDING;
            }
        }
        throw changing(actorId);
    }

    private RemoteActor actor(String actorId) {
        try {
            return correspondents
                    .find(actorId)
                    .orElseThrow(() ->
                            new IllegalArgumentException("actor: " + actorId + " (expected: the id of an actor)"));
        } catch (RetryLaterException e) {
            throw new IllegalStateException("the server of " + actorId + " cannot be reached: " + e.getMessage(), e);
        }
    }

    /**
     * Follows an actor no longer.
     *
     * @return whether it did
     */
    public boolean unfollow(String actorId) {
        return end(Direction.FOLLOWING, actorId);
    }

    /**
     * Lets in who asked to follow.
     *
     * @return whether somebody did
     */
    public boolean acceptFollower(String actorId) {
        for (int i = 0; i < TRIES; i++) {
            Optional<FollowRelation> before = follows.find(Direction.FOLLOWER, id(), actorId);
            if (before.isEmpty()) {
                return false;
            }
            if (followers.answer(before, before.get().with(State.ACCEPTED), handle, Optional.empty())) {
                return true;
            }
        }
        throw changing(actorId);
    }

    /**
     * Does not let in who asked to follow, or sends away who follows; it is told.
     *
     * @return whether it asked or followed
     */
    public boolean rejectFollower(String actorId) {
        return end(Direction.FOLLOWER, actorId);
    }

    private boolean end(Direction direction, String actorId) {
        for (int i = 0; i < TRIES; i++) {
            Optional<FollowRelation> before = follows.find(direction, id(), actorId);
            if (before.isEmpty()) {
                return false;
            }
            FollowRelation relation = before.get();
            NewEntry message =
                    switch (direction) {
                        case FOLLOWING -> messages.undoFollow(handle, relation);
                        case FOLLOWER -> messages.answer("Reject", handle, relation, Optional.empty());
                    };
            if (follows.remove(relation, List.of(message))) {
                return true;
            }
        }
        throw changing(actorId);
    }

    private static IllegalStateException changing(String actorId) {
        return new IllegalStateException("the relation with " + actorId + " changes all the time; try again");
    }

    /**
     * Tells its followers that it moved to another account; their servers follow that one for them, if both accounts say so. So it
     * is checked first: the actor's own profile, as the application gives it, must have {@code movedTo} the new account, and
     * that must name this one in {@code alsoKnownAs}. Repeated, it is told once. Nothing else changes: the application decides
     * what an actor that moved may still do.
     *
     * @param target the id of the new account
     * @return what became of it: whether followers are told, and if not, what is missing
     */
    public MoveResult move(String target) {
        return departure.move(handle, target);
    }

    /** Its relations in one state, the newest first, a page at a time. */
    public Follows.Page relations(Direction direction, State state, Optional<String> cursor, int limit) {
        return follows.page(direction, id(), state, cursor, limit);
    }

    /** How many relations in one state it has. */
    public long count(Direction direction, State state) {
        return follows.count(direction, id(), state);
    }
}
