package dev.linkspan.federation;

import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Block;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import java.util.Optional;

/** Who follows whom: what activities of others change about it. Done before the listeners hear of them. */
final class RelationRules {

    private final FollowerRule followers;
    private final FollowingRule following;
    private final MoveRule moves;

    RelationRules(FollowerRule followers, FollowingRule following, MoveRule moves) {
        this.followers = followers;
        this.following = following;
        this.moves = moves;
    }

    /**
     * Applies what an activity says.
     *
     * @return the effect; empty if it is for nobody here to hear of: a Follow of nobody, an answer to a Follow that nobody sent,
     *     either under an id that came before if it changes nothing, a Move, of somebody whom ours follow, that is not confirmed
     * @throws RetryLaterException if what it takes cannot be had now
     */
    Optional<Effect> apply(Inbound<Activity> inbound) throws RetryLaterException {
        boolean repeated = inbound.envelope().isAgain();
        return switch (inbound.activity()) {
            case Follow follow -> followers.asked(follow, inbound).filter(effect -> !repeated || effect != Effect.NONE);
            case Accept accept ->
                repeated && !following.isAwaited(accept, inbound.actor())
                        ? Optional.empty()
                        : answered(accept, following.accepted(accept, inbound.actor()), Effect.FOLLOWING_ACCEPTED);
            case Reject reject ->
                repeated && !following.isKept(reject, inbound.actor())
                        ? Optional.empty()
                        : answered(reject, following.rejected(reject, inbound.actor()), Effect.FOLLOWING_REJECTED);
            case Undo undo -> Optional.of(followers.undone(undo, inbound.actor()));
            case Block block -> Optional.of(forget(block, inbound.actor()));
            case Delete delete -> Optional.of(forget(delete, inbound.actor()));
            case Move move -> moves.moved(move, inbound.actor(), inbound.id());
            case Activity other -> Optional.of(Effect.NONE);
        };
    }

    /** Invitations and requests are answered, too, and those are the application's. */
    private static Optional<Effect> answered(Activity answer, boolean ours, Effect effect) {
        boolean ofFollow = answer.object().embedded(Follow.class).isPresent();
        return ours ? Optional.of(effect) : Optional.of(Effect.NONE).filter(none -> !ofFollow);
    }

    /** Whoever blocks one of ours is not followed by it any more, and does not follow it. */
    private Effect forget(Block block, String actor) {
        return block.objectId()
                .map(ours -> {
                    boolean follower = followers.forget(ours, actor);
                    boolean followed = following.forget(ours, actor);
                    return ended(follower || followed);
                })
                .orElse(Effect.NONE);
    }

    /** The deletion of an account. */
    private Effect forget(Delete delete, String actor) {
        return ended(delete.objectId().filter(actor::equals).isPresent() && followers.forgetEverywhere(actor));
    }

    private static Effect ended(boolean some) {
        return some ? Effect.RELATIONS_ENDED : Effect.NONE;
    }
}
