package dev.linkspan.federation;

import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Block;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;

/** Who follows whom: what activities of others change about it. Done before the listeners hear of them, and as often. */
final class RelationRules {

    private final FollowerRule followers;
    private final FollowingRule following;

    RelationRules(FollowerRule followers, FollowingRule following) {
        this.followers = followers;
        this.following = following;
    }

    /**
     * Applies what an activity says.
     *
     * @return whether it is for anybody here to hear of: a Follow of nobody, and an answer to a Follow that nobody sent, are not
     * @throws RetryLaterException if what it takes cannot be had now
     */
    boolean apply(Inbound<Activity> inbound) throws RetryLaterException {
        switch (inbound.activity()) {
            case Follow follow -> {
                return followers.asked(follow, inbound);
            }
            case Accept accept -> {
                return following.accepted(accept, inbound.actor()) || !isOfFollow(accept);
            }
            case Reject reject -> {
                return following.rejected(reject, inbound.actor()) || !isOfFollow(reject);
            }
            case Undo undo -> followers.undone(undo, inbound.actor());
            case Block block -> forget(block, inbound.actor());
            case Delete delete -> forget(delete, inbound.actor());
            case Activity other -> {}
        }
        return true;
    }

    /** Invitations and requests are answered, too, and those are the application's. */
    private static boolean isOfFollow(Activity answer) {
        return answer.object().embedded(Follow.class).isPresent();
    }

    /** Whoever blocks one of ours is not followed by it any more, and does not follow it. */
    private void forget(Block block, String actor) {
        block.objectId().ifPresent(ours -> {
            followers.forget(ours, actor);
            following.forget(ours, actor);
        });
    }

    /** The deletion of an account. */
    private void forget(Delete delete, String actor) {
        if (delete.objectId().filter(actor::equals).isPresent()) {
            followers.forgetEverywhere(actor);
        }
    }
}
