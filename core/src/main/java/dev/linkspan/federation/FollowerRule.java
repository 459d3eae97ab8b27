package dev.linkspan.federation;

import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
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
    private final Correspondents correspondents;
    private final OwnMessages messages;
    private final InstantSource clock;

    FollowerRule(
            FederationAddresses addresses,
            OwnActors actors,
            FollowPolicy policy,
            Follows follows,
            Correspondents correspondents,
            OwnMessages messages,
            InstantSource clock) {
        this.addresses = addresses;
        this.actors = actors;
        this.policy = policy;
        this.follows = follows;
        this.correspondents = correspondents;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * A Follow of one of ours: it is remembered and answered in one act. Asked again, it is answered again.
     *
     * @return whether there is somebody to follow
     */
    boolean asked(Follow follow, Inbound<?> inbound) throws RetryLaterException {
        Optional<String> local = follow.objectId();
        Optional<String> handle = local.flatMap(addresses::handleOf);
        Optional<LocalActor.Present> actor = handle.flatMap(actors::present);
        if (local.isEmpty() || handle.isEmpty() || actor.isEmpty()) {
            log.info("a Follow of {}, who is not here", LogText.of(local.orElse("nobody")));
            return false;
        }
        Optional<RemoteActor> follower = correspondents.find(inbound.actor());
        if (follower.isEmpty()) {
            return false;
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
                return true;
            }
        }
        throw new RetryLaterException("this relation changes all the time");
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
            case REJECTED -> follows.put(before, relation, List.of(messages.answer("Reject", handle, relation, key)));
        };
    }

    private static State state(FollowPolicy.Answer answer) {
        return switch (answer) {
            case ACCEPT -> State.ACCEPTED;
            case WAIT -> State.PENDING;
            case REJECT -> State.REJECTED;
        };
    }

    /** A Follow taken back, by its id or by what it was. Only by whoever made it. */
    void undone(Undo undo, String actor) throws RetryLaterException {
        for (int i = 0; i < TRIES; i++) {
            Optional<FollowRelation> relation = taken(undo, actor);
            if (relation.isEmpty() || follows.remove(relation.get(), List.of())) {
                return;
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

    void forget(String local, String remote) {
        follows.find(Direction.FOLLOWER, local, remote).ifPresent(r -> follows.remove(r, List.of()));
    }

    void forgetEverywhere(String remote) {
        follows.removeRemote(remote);
    }
}
