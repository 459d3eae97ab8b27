package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.store.NewEntry;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.LogText;
import dev.linkspan.vocab.Undo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Others follow our actors. */
final class FollowerRule {

    private static final Logger log = LoggerFactory.getLogger(FollowerRule.class);
    private static final int TRIES = 10;

    private final FederationAddresses addresses;
    private final OwnActors actors;
    private final FollowPolicy policy;
    private final Follows follows;
    private final ActivityLog activities;
    private final Correspondents correspondents;
    private final OwnMessages messages;
    private final InstantSource clock;

    /** Which entry of the log made one a follower; in memory, as it matters for as long as the same comes by other inboxes. */
    private final Cache<Pair, Long> made =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private record Pair(String local, String remote) {}

    FollowerRule(
            FederationAddresses addresses,
            OwnActors actors,
            FollowPolicy policy,
            Follows follows,
            ActivityLog activities,
            Correspondents correspondents,
            OwnMessages messages,
            InstantSource clock) {
        this.addresses = addresses;
        this.actors = actors;
        this.policy = policy;
        this.follows = follows;
        this.activities = activities;
        this.correspondents = correspondents;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * A Follow of one of ours: it is remembered and answered in one act. Asked again, it is answered again.
     *
     * @return the effect, none of a Follow under an id that came before if all is as it was; empty if there is nobody to follow
     */
    Optional<Effect> asked(Follow follow, Inbound<?> inbound) throws RetryLaterException {
        Optional<String> local = follow.objectId();
        Optional<String> handle = local.flatMap(addresses::handleOf);
        Optional<LocalActor.Present> actor = handle.flatMap(actors::present);
        if (local.isEmpty() || handle.isEmpty() || actor.isEmpty()) {
            log.info("a Follow of {}, who is not here", LogText.of(local.orElse("nobody")));
            return Optional.empty();
        }
        Optional<RemoteActor> follower = correspondents.find(inbound.actor());
        if (follower.isEmpty()) {
            return Optional.empty();
        }
        FollowPolicy.Answer answer = policy.answer(handle.get(), actor.get(), follower.get());
        for (int i = 0; i < TRIES; i++) {
            Optional<FollowRelation> before = follows.find(Direction.FOLLOWER, local.get(), inbound.actor());
            // Who was let in once is not asked to wait again: some servers ask every day.
            State state = before.filter(r -> r.state() == State.ACCEPTED && answer == FollowPolicy.Answer.WAIT)
                    .map(FollowRelation::state)
                    .orElse(state(answer));
            Instant since = before.map(FollowRelation::since).orElseGet(clock::instant);
            FollowRelation relation = relation(local.get(), follower.get(), state, inbound.id(), since);
            if (answer(before, relation, handle.get(), Optional.of("answer " + inbound.offset()))) {
                return Optional.of(
                        inbound.envelope().isAgain() && isAsBefore(before, relation)
                                ? Effect.NONE
                                : effect(before, relation, inbound.offset()));
            }
        }
        throw new RetryLaterException("this relation changes all the time");
    }

    private static boolean isAsBefore(Optional<FollowRelation> before, FollowRelation now) {
        // Of who is refused nothing is kept.
        return before.map(FollowRelation::state).orElse(State.REJECTED) == now.state();
    }

    private Effect effect(Optional<FollowRelation> before, FollowRelation now, long offset) {
        return switch (now.state()) {
            case ACCEPTED -> added(before, now, offset) ? Effect.FOLLOWER_ADDED : Effect.NONE;
            case PENDING -> Effect.FOLLOWER_WAITS;
            case REJECTED -> Effect.FOLLOWER_REFUSED;
        };
    }

    private boolean added(Optional<FollowRelation> before, FollowRelation now, long offset) {
        Pair pair = new Pair(now.local(), now.remote());
        Optional<FollowRelation> accepted = before.filter(r -> r.state() == State.ACCEPTED);
        if (accepted.isEmpty()) {
            made.put(pair, offset);
            return true;
        }
        // The same Follow once more may be the one that made it: the process ended before listeners had heard.
        return accepted.get().followId().equals(now.followId())
                && made.asMap().computeIfAbsent(pair, unknown -> offset) == offset;
    }

    private FollowRelation relation(String local, RemoteActor follower, State state, String followId, Instant since) {
        return new FollowRelation(
                Direction.FOLLOWER,
                local,
                follower.id(),
                Authority.of(follower.id()).orElseThrow().toString(),
                follower.inbox(),
                follower.sharedInbox(),
                state,
                followId,
                since);
    }

    /**
     * An answer to a Follow, by policy or by the actor itself; false if the relation changed meanwhile.
     *
     * @param key what is answered: under one key it is answered once
     */
    boolean answer(Optional<FollowRelation> before, FollowRelation relation, String handle, Optional<String> key) {
        return switch (relation.state()) {
            case PENDING -> follows.put(before, relation, List.of());
            case ACCEPTED -> follows.put(before, relation, List.of(messages.answer("Accept", handle, relation, key)));
            case REJECTED -> refuse(before, messages.answer("Reject", handle, relation, key));
        };
    }

    /** Nothing is kept of it: strangers without number may ask, and the policy is asked again each time. */
    private boolean refuse(Optional<FollowRelation> before, NewEntry answer) {
        if (before.isPresent()) {
            return follows.remove(before.get(), List.of(answer));
        }
        activities.append(answer);
        return true;
    }

    private static State state(FollowPolicy.Answer answer) {
        return switch (answer) {
            case ACCEPT -> State.ACCEPTED;
            case WAIT -> State.PENDING;
            case REJECT -> State.REJECTED;
        };
    }

    /** A Follow taken back, by its id or by what it was. Only by whoever made it. */
    Effect undone(Undo undo, String actor) throws RetryLaterException {
        for (int i = 0; i < TRIES; i++) {
            Optional<FollowRelation> relation = taken(undo, actor);
            if (relation.isEmpty()) {
                return Effect.NONE;
            }
            if (follows.remove(relation.get(), List.of())) {
                return Effect.FOLLOWER_REMOVED;
            }
        }
        throw new RetryLaterException("this relation changes all the time");
    }

    private Optional<FollowRelation> taken(Undo undo, String actor) {
        // By what it was first: ids are whatever their makers like.
        Optional<FollowRelation> named = undo.object()
                .embedded(Follow.class)
                .flatMap(Follow::objectId)
                .flatMap(local -> follows.find(Direction.FOLLOWER, local, actor));
        return named.or(() -> undo.objectId()
                .flatMap(id -> follows.byFollowId(Direction.FOLLOWER, id))
                .filter(relation -> relation.remote().equals(actor)));
    }

    /** Whether there was something to forget. */
    boolean forget(String local, String remote) {
        return follows.find(Direction.FOLLOWER, local, remote)
                .filter(r -> follows.remove(r, List.of()))
                .isPresent();
    }

    /** Whether there was something to forget. */
    boolean forgetEverywhere(String remote) {
        return follows.removeRemote(remote) > 0;
    }
}
