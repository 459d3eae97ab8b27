package dev.linkspan.relay;

import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The control messages that belong to a subscription's state. */
final class SubscriptionAnswer {

    private final OwnActivities own;
    private final ActivityLog log;

    SubscriptionAnswer(OwnActivities own, ActivityLog log) {
        this.own = own;
        this.log = log;
    }

    /** Under this key the log remembers that a Follow was accepted, also when a later one has taken its place. */
    static String followKey(String actor, String followId) {
        return "follow " + actor + " " + followId;
    }

    /**
     * What to write and send when a subscription reaches its state, or is asked for again.
     *
     * @param before the subscription so far, if there was one
     */
    Decision.Subscribe answer(Optional<Subscription> before, Subscription subscription) {
        return switch (subscription.state()) {
            case PENDING -> new Decision.Subscribe(before, subscription, List.of());
            case REJECTED -> reject(before, subscription);
            case ACCEPTED -> accept(before, subscription);
        };
    }

    private Decision.Subscribe reject(Optional<Subscription> before, Subscription subscription) {
        List<NewEntry> control = new ArrayList<>();
        control.add(own.control(own.answer("Reject", subscription), subscription));
        // Otherwise it would go on sending to us, and be refused.
        control.addAll(farewell(subscription));
        return new Decision.Subscribe(before, subscription.notFollowedBack(), control);
    }

    private Decision.Subscribe accept(Optional<Subscription> before, Subscription subscription) {
        List<NewEntry> control = new ArrayList<>();
        OwnActivity accept = own.answer("Accept", subscription);
        String key = followKey(subscription.actor(), subscription.followId());
        control.add(log.seen(key) ? own.control(accept, subscription) : own.control(key, accept, subscription));
        if (subscription.style() == Style.PUBLIC || subscription.followBack() == FollowBack.ACCEPTED) {
            return new Decision.Subscribe(before, subscription, control);
        }
        // The Accept first: some servers take our Follow only from a relay that they count as theirs.
        // A new id each time: a server that knows the old one may answer nothing.
        String id = own.newId();
        Subscription followed = subscription.followingBackBy(id);
        control.add(own.control(own.followBack(id, followed.actor()), followed));
        return new Decision.Subscribe(before, followed, control);
    }

    /** What to send when a subscription ends. */
    List<NewEntry> farewell(Subscription subscription) {
        return subscription
                .followBackId()
                .map(id -> List.of(own.control(own.undoFollow(id, subscription.actor()), subscription)))
                .orElse(List.of());
    }
}
