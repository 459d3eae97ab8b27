package dev.linkspan.relay;

import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import java.util.List;
import java.util.Optional;

/** An Accept or Reject counts only if it answers the Follow that we sent to that very actor. */
final class AnswerRule {

    private final RelayContext relay;

    AnswerRule(RelayContext relay) {
        this.relay = relay;
    }

    Decision decide(VerifiedActivity answer, FollowBack outcome) {
        Optional<String> followId = answer.activity().object().id();
        Optional<Subscription> subscription = relay.store()
                .subscriptions()
                .find(answer.actor(), Style.ACTOR)
                .filter(s -> followId.isPresent() && s.followBackId().equals(followId));
        if (subscription.isEmpty()) {
            return new Decision.Ignore("answer_to_nothing_asked");
        }
        return new Decision.Subscribe(subscription, subscription.get().with(outcome), List.of());
    }
}
