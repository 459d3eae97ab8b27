package dev.linkspan.relay;

import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import java.util.ArrayList;
import java.util.List;

/** The control messages that belong to a subscription's state. */
final class SubscriptionAnswer {

    private final OwnActivities own;

    SubscriptionAnswer(OwnActivities own) {
        this.own = own;
    }

    /** What to write and send when a subscription reaches its state, or is asked for again. */
    Decision.Subscribe answer(Subscription subscription) {
        return switch (subscription.state()) {
            case PENDING -> new Decision.Subscribe(subscription, List.of());
            case REJECTED ->
                new Decision.Subscribe(
                        subscription, List.of(own.control(own.answer("Reject", subscription), subscription)));
            case ACCEPTED -> accept(subscription);
        };
    }

    private Decision.Subscribe accept(Subscription subscription) {
        List<NewEntry> control = new ArrayList<>();
        control.add(own.control(own.answer("Accept", subscription), subscription));
        if (subscription.style() == Style.PUBLIC || subscription.followBack() == FollowBack.ACCEPTED) {
            return new Decision.Subscribe(subscription, control);
        }
        // The Accept first: some servers take our Follow only from a relay that they count as theirs.
        // A new id each time: a server that knows the old one may answer nothing.
        String id = own.newId();
        Subscription followed = subscription.followingBackBy(id);
        control.add(own.control(own.followBack(id, followed.actor()), followed));
        return new Decision.Subscribe(followed, control);
    }

    /** What to send when a subscription ends. */
    List<NewEntry> farewell(Subscription subscription) {
        return subscription
                .followBackId()
                .map(id -> List.of(own.control(own.undoFollow(id, subscription.actor()), subscription)))
                .orElse(List.of());
    }
}
