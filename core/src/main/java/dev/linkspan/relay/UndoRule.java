package dev.linkspan.relay;

import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Ref;
import java.util.Optional;

/**
 * An Undo of a Follow unsubscribes its verified sender, whoever the embedded Follow names. An embedded Follow whose id is
 * not the one we remember still counts: servers forget ids, and this Undo is the newer word.
 */
final class UndoRule {

    private final RelayContext relay;

    UndoRule(RelayContext relay) {
        this.relay = relay;
    }

    Decision decide(VerifiedActivity undo) {
        Ref<Entity> object = undo.activity().object();
        Optional<Subscription> subscription = byFollowId(undo.actor(), object.id())
                .or(() -> object.embedded().flatMap(follow -> byEmbedded(undo.actor(), follow)));
        if (subscription.isEmpty()) {
            return new Decision.Ignore("undo_of_nothing_known");
        }
        return new Decision.Unsubscribe(subscription.get(), relay.answers().farewell(subscription.get()));
    }

    private Optional<Subscription> byFollowId(String actor, Optional<String> followId) {
        if (followId.filter(relay.identity().actor()::equals).isPresent()) {
            // snac, when it never saw an Accept, names whom it followed.
            return relay.store().subscriptions().find(actor, Style.ACTOR);
        }
        for (Style style : Style.values()) {
            Optional<Subscription> subscription = relay.store()
                    .subscriptions()
                    .find(actor, style)
                    .filter(s -> followId.isPresent() && s.followId().equals(followId.get()));
            if (subscription.isPresent()) {
                return subscription;
            }
        }
        return Optional.empty();
    }

    private Optional<Subscription> byEmbedded(String actor, Entity follow) {
        if (!follow.is("Follow")) {
            return Optional.empty();
        }
        if (follow.id()
                .filter(id -> relay.store().log().seen(SubscriptionAnswer.followKey(actor, id)))
                .isPresent()) {
            // A late Undo of a Follow that a newer one has replaced.
            return Optional.empty();
        }
        String object = follow.ref("object").id().orElse("");
        if (Public.is(object)) {
            return relay.store().subscriptions().find(actor, Style.PUBLIC);
        }
        return object.equals(relay.identity().actor())
                ? relay.store().subscriptions().find(actor, Style.ACTOR)
                : Optional.empty();
    }
}
