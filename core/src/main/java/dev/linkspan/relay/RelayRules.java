package dev.linkspan.relay;

import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Subscription.FollowBack;
import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import java.util.function.Function;

/** Which rule decides about which activity. */
final class RelayRules {

    private final RelayContext relay;
    private final FollowRule follow;
    private final UndoRule undo;
    private final AnswerRule answer;
    private final CreateRule create;
    private final UpdateRule update;
    private final DeleteRule delete;
    private final AnnounceRule announce;

    RelayRules(RelayContext relay) {
        this.relay = relay;
        Publication publication = new Publication(relay.policy(), relay.clock());
        this.follow = new FollowRule(relay);
        this.undo = new UndoRule(relay);
        this.answer = new AnswerRule(relay);
        this.create = new CreateRule(relay, publication);
        this.update = new UpdateRule(publication);
        this.delete = new DeleteRule(relay, publication);
        this.announce = new AnnounceRule(relay, publication);
    }

    Decision decide(VerifiedActivity verified) {
        return switch (verified.activity()) {
            case Follow a -> inPerson(verified, follow::decide);
            case Undo a -> inPerson(verified, undo::decide);
            case Accept a -> inPerson(verified, v -> answer.decide(v, FollowBack.ACCEPTED));
            case Reject a -> inPerson(verified, v -> answer.decide(v, FollowBack.REJECTED));
            case Create a -> published(verified, create.decide(verified));
            case Update a -> published(verified, update.decide(verified));
            case Move a -> published(verified, update.decide(verified));
            case Delete a -> published(verified, delete.decide(verified));
            case Announce a -> published(verified, announce.decide(verified));
            case Activity a -> published(verified, new Decision.Ignore("type_not_relayed"));
        };
    }

    /** A document's own signature names no addressee: who unsubscribed elsewhere must not be unsubscribed here by others. */
    private static Decision inPerson(VerifiedActivity verified, Function<VerifiedActivity, Decision> rule) {
        return verified.signer().equals(verified.actor())
                ? rule.apply(verified)
                : new Decision.Refuse(
                        Refusal.SIGNER_NOT_ACTOR, "this must be signed by " + verified.actor() + " itself");
    }

    private Decision published(VerifiedActivity verified, Decision decision) {
        return relay.mayPublish(verified.supplier())
                ? decision
                : notSubscribed(verified.supplier().toString());
    }

    static Decision.Refuse notSubscribed(String host) {
        return new Decision.Refuse(
                Refusal.NOT_SUBSCRIBED,
                host + " does not subscribe to this relay: follow it first, or wait for the operator to approve");
    }
}
