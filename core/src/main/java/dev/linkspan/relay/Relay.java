package dev.linkspan.relay;

import dev.linkspan.discovery.ActorDirectory;
import dev.linkspan.inbox.Gatekeeper;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.AppendResult;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The relay itself: takes verified activities, decides, and makes the decision durable in one act. What it appends to the
 * log is delivered by others. Blocks until durable; thread-safe.
 */
public final class Relay {

    private final RelayContext context;
    private final RelayRules rules;

    /**
     * A relay.
     *
     * @param identity where it lives
     * @param policy what its operator decided
     * @param store what it remembers
     * @param actors how it finds the actors that follow it
     * @param clock the time
     * @param random where its activities' ids come from; must not be predictable
     */
    public Relay(
            RelayIdentity identity,
            RelayPolicy policy,
            Store store,
            ActorDirectory actors,
            InstantSource clock,
            RandomGenerator random) {
        this.context =
                new RelayContext(identity, policy, store, actors, new OwnActivities(identity, clock, random), clock);
        this.rules = new RelayRules(context);
    }

    /** What became of an activity. */
    public sealed interface Outcome {
        /**
         * It changed something or is on its way.
         *
         * @param what a word for the log
         */
        record Accepted(String what) implements Outcome {}

        /**
         * There was nothing to do.
         *
         * @param reason one of a closed set of words
         */
        record Ignored(String reason) implements Outcome {}

        /**
         * It is not acceptable.
         *
         * @param refused why
         */
        record Refused(InboxResult.Refused refused) implements Outcome {}
    }

    /** Decides about a verified activity and carries it out. */
    public Outcome accept(VerifiedActivity activity) {
        return switch (rules.decide(activity)) {
            case Decision.Ignore ignore -> new Outcome.Ignored(ignore.reason());
            case Decision.Refuse refuse -> new Outcome.Refused(new InboxResult.Refused(refuse.code(), refuse.detail()));
            case Decision.Append append ->
                switch (context.store().log().append(append.entries())) {
                    case AppendResult.Appended appended -> new Outcome.Accepted("relayed");
                    case AppendResult.Duplicate duplicate -> new Outcome.Ignored("duplicate");
                };
            case Decision.Subscribe subscribe -> {
                put(subscribe);
                yield new Outcome.Accepted("subscription_" + word(subscribe.subscription()));
            }
            case Decision.Unsubscribe unsubscribe -> {
                remove(unsubscribe.subscription(), unsubscribe.control());
                yield new Outcome.Accepted("unsubscribed");
            }
        };
    }

    /** Refuses before verification what would be refused after it, for want of a subscription. */
    public Gatekeeper gatekeeper() {
        return (signer, activity) -> {
            boolean free =
                    switch (activity) {
                        case Activity.Follow a -> true;
                        case Activity.Undo a -> true;
                        case Activity.Accept a -> true;
                        case Activity.Reject a -> true;
                        // An account's deletion goes to everyone it knew; it is answered without being verified.
                        case Activity.Delete a -> a.object().id().equals(a.actor());
                        case Activity.Create a -> false;
                        case Activity.Update a -> false;
                        case Activity.Move a -> false;
                        case Activity.Announce a -> false;
                        case Activity.Other a -> false;
                    };
            if (free || context.mayPublish(signer)) {
                return Optional.empty();
            }
            Decision.Refuse refuse = RelayRules.notSubscribed(signer.toString());
            return Optional.of(new InboxResult.Refused(refuse.code(), refuse.detail()));
        };
    }

    /**
     * Accepts a subscription that waits for the operator, or one that was rejected.
     *
     * @return whether there is one
     */
    public boolean approve(String actor, Style style) {
        return answer(actor, style, State.ACCEPTED);
    }

    /**
     * Rejects a subscription, also an accepted one; the subscriber is told, and asking again does not help it.
     *
     * @return whether there is one
     */
    public boolean reject(String actor, Style style) {
        return answer(actor, style, State.REJECTED);
    }

    /** Ends all subscriptions of a host, telling each subscriber with a Reject. */
    public void removeAll(Authority authority) {
        for (Subscription subscription : context.store().subscriptions().on(authority.toString())) {
            Decision.Subscribe rejection =
                    new SubscriptionAnswer(context.own()).answer(subscription.with(State.REJECTED));
            remove(subscription, rejection.control());
        }
    }

    private boolean answer(String actor, Style style, State state) {
        Optional<Subscription> subscription = context.store().subscriptions().find(actor, style);
        subscription.ifPresent(s -> put(new SubscriptionAnswer(context.own()).answer(s.with(state))));
        return subscription.isPresent();
    }

    private void put(Decision.Subscribe subscribe) {
        context.store().subscriptions().put(subscribe.subscription(), subscribe.control());
    }

    private void remove(Subscription subscription, List<NewEntry> control) {
        context.store().subscriptions().remove(subscription.actor(), subscription.style(), control);
    }

    private static String word(Subscription subscription) {
        return switch (subscription.state()) {
            case PENDING -> "pending";
            case ACCEPTED -> "accepted";
            case REJECTED -> "rejected";
        };
    }
}
