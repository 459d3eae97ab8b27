package dev.linkspan.federation;

import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Follow;
import java.util.List;
import java.util.Optional;

/**
 * Our actors follow others. Only the one who was asked can answer, and only what was asked: an Accept of a Follow that we
 * never sent changes nothing.
 */
final class FollowingRule {

    private final Follows follows;

    FollowingRule(Follows follows) {
        this.follows = follows;
    }

    void accepted(Activity accept, String actor) {
        Optional<FollowRelation> relation = asked(accept, actor);
        relation.filter(r -> r.state() == State.PENDING)
                .ifPresent(r -> follows.put(relation, r.with(State.ACCEPTED), List.of()));
    }

    void rejected(Activity reject, String actor) {
        asked(reject, actor).ifPresent(r -> follows.remove(r, List.of()));
    }

    void forget(String local, String remote) {
        follows.find(Direction.FOLLOWING, local, remote).ifPresent(r -> follows.remove(r, List.of()));
    }

    /** The Follow that is answered, by its id, or by what it says of itself where a server gave it another id. */
    private Optional<FollowRelation> asked(Activity answer, String actor) {
        Optional<FollowRelation> byId = answer.objectId().flatMap(id -> follows.byFollowId(Direction.FOLLOWING, id));
        Optional<FollowRelation> relation = byId.isPresent()
                ? byId
                : answer.object()
                        .embedded(Follow.class)
                        .flatMap(Follow::actorId)
                        .flatMap(local -> follows.find(Direction.FOLLOWING, local, actor));
        return relation.filter(r -> r.remote().equals(actor));
    }
}
