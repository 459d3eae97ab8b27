package dev.linkspan.federation;

import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Follow;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Our actors follow others. Only the one who was asked can answer, and only what was asked: an Accept of a Follow that we
 * never sent changes nothing.
 */
final class FollowingRule {

    private static final int TRIES = 10;

    private final FederationAddresses addresses;
    private final Follows follows;

    FollowingRule(FederationAddresses addresses, Follows follows) {
        this.addresses = addresses;
        this.follows = follows;
    }

    /** Whether an answer is of a Follow that one of ours sent. */
    boolean accepted(Activity accept, String actor) throws RetryLaterException {
        return answered(
                accept,
                actor,
                relation -> relation.state() != State.PENDING
                        || follows.put(Optional.of(relation), relation.with(State.ACCEPTED), List.of()));
    }

    /** Whether an answer is of a Follow that one of ours sent. */
    boolean rejected(Activity reject, String actor) throws RetryLaterException {
        return answered(reject, actor, relation -> follows.remove(relation, List.of()));
    }

    private boolean answered(Activity answer, String actor, Predicate<FollowRelation> change)
            throws RetryLaterException {
        for (int i = 0; i < TRIES; i++) {
            Optional<FollowRelation> relation = asked(answer, actor);
            if (relation.isEmpty()) {
                return false;
            }
            if (change.test(relation.get())) {
                return true;
            }
        }
        throw new RetryLaterException("this relation changes all the time");
    }

    /** Whether an answer is of a Follow that one of ours sent and that was not accepted yet. */
    boolean isAwaited(Activity answer, String actor) {
        return asked(answer, actor).filter(r -> r.state() == State.PENDING).isPresent();
    }

    /** Whether an answer is of a Follow that one of ours sent, accepted or not. */
    boolean isKept(Activity answer, String actor) {
        return asked(answer, actor).isPresent();
    }

    /** Whether there was something to forget. */
    boolean forget(String local, String remote) {
        return follows.find(Direction.FOLLOWING, local, remote)
                .filter(r -> follows.remove(r, List.of()))
                .isPresent();
    }

    /** The Follow that is answered, by its id, or by what it says of itself where a server gave it another id. */
    private Optional<FollowRelation> asked(Activity answer, String actor) {
        Optional<String> id = answer.objectId();
        Optional<FollowRelation> relation = id.filter(addresses::isOurs).isPresent()
                // An id of ours is the Follow's own: a late answer to another is none to this one.
                ? id.flatMap(ours -> follows.byFollowId(Direction.FOLLOWING, ours))
                : answer.object()
                        .embedded(Follow.class)
                        .flatMap(Follow::actorId)
                        .flatMap(local -> follows.find(Direction.FOLLOWING, local, actor));
        return relation.filter(r -> r.remote().equals(actor));
    }
}
