package dev.linkspan.relay;

import dev.linkspan.discovery.ActorDirectory;
import dev.linkspan.inbox.Gatekeeper;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.AppendResult;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The relay itself: takes verified activities, decides, and makes the decision durable in one act. What it appends to the
 * log is delivered by others. Blocks until durable; thread-safe.
 */
public final class Relay {

    /** So often another node may be first with the same subscription before we ask the sender to come again. */
    private static final int TRIES = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RelayContext context;
    private final RelayRules rules;
    private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

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
        record Accepted(String what) implements Outcome {

            private static final Accepted RELAYED = new Accepted("relayed");

            /** Whether it is a post on its way to subscribers, as nearly all are. */
            public boolean isRelayed() {
                return equals(RELAYED);
            }
        }

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
        if (activity.activity() instanceof Follow) {
            // Outside of the lock: how long this takes is up to the follower.
            context.actors().find(activity.actor());
        }
        if (!isAboutSubscribing(activity.activity())) {
            return decideAndAct(activity);
        }
        Lock lock = lockFor(activity.origin());
        lock.lock();
        try {
            return decideAndAct(activity);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isAboutSubscribing(Activity activity) {
        return activity instanceof Follow
                || activity instanceof Undo
                || activity instanceof Accept
                || activity instanceof Reject;
    }

    /**
     * One act on the subscriptions of a host at a time on this node, so that deciding anew, because another one was first, is
     * rare.
     */
    private Lock lockFor(Authority authority) {
        return locks[Math.floorMod(authority.hashCode(), locks.length)];
    }

    private Outcome decideAndAct(VerifiedActivity activity) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Outcome> outcome = decideAndActOnce(activity);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new Outcome.Refused(new InboxResult.Refused(
                Refusal.OVERLOADED, "this subscription changes all the time", Optional.of(PATIENCE)));
    }

    /** Empty if another node changed what was decided upon before the decision was written. */
    private Optional<Outcome> decideAndActOnce(VerifiedActivity activity) {
        if (context.store().domainRules().isBlocked(activity.origin().host())) {
            // Blocked while the request was being verified.
            return Optional.of(new Outcome.Refused(
                    new InboxResult.Refused(Refusal.BLOCKED, activity.origin().host() + " is blocked")));
        }
        return switch (rules.decide(activity)) {
            case Decision.Ignore ignore -> Optional.of(new Outcome.Ignored(ignore.reason()));
            case Decision.Refuse refuse ->
                Optional.of(new Outcome.Refused(new InboxResult.Refused(refuse.code(), refuse.detail())));
            case Decision.Append append ->
                Optional.of(
                        switch (context.store().log().append(append.entries())) {
                            case AppendResult.Appended appended -> Outcome.Accepted.RELAYED;
                            case AppendResult.Duplicate duplicate -> new Outcome.Ignored("duplicate");
                        });
            case Decision.Subscribe subscribe ->
                put(subscribe)
                        ? Optional.of(new Outcome.Accepted("subscription_" + word(subscribe.subscription())))
                        : Optional.empty();
            case Decision.Unsubscribe unsubscribe ->
                remove(unsubscribe.subscription(), unsubscribe.control())
                        ? Optional.of(new Outcome.Accepted("unsubscribed"))
                        : Optional.empty();
        };
    }

    /** Answers before verification what would come to the same after it. */
    public Gatekeeper gatekeeper() {
        return (signer, activity) -> switch (activity) {
            case Follow a -> Optional.empty();
            case Undo a -> ifKnown(signer, "undo_of_nothing_known");
            case Accept a -> ifKnown(signer, "answer_to_nothing_asked");
            case Reject a -> ifKnown(signer, "answer_to_nothing_asked");
            case Create a -> ifMayPublish(signer);
            case Update a -> ifMayPublish(signer);
            case Move a -> ifMayPublish(signer);
            case Announce a -> ifMayPublish(signer);
            // An account's deletion goes to everyone it knew; it is answered without a fetch.
            case Delete a -> a.objectId().equals(a.actorId()) ? Optional.empty() : ifMayPublish(signer);
            case Activity a -> ifMayPublish(signer);
        };
    }

    private Optional<InboxResult> ifKnown(Authority signer, String otherwise) {
        return context.store().subscriptions().on(signer.toString()).isEmpty()
                ? Optional.of(new InboxResult.Ignored(otherwise))
                : Optional.empty();
    }

    private Optional<InboxResult> ifMayPublish(Authority signer) {
        if (context.mayPublish(signer)) {
            return Optional.empty();
        }
        Decision.Refuse refuse = RelayRules.notSubscribed(signer.toString());
        return Optional.of(new InboxResult.Refused(refuse.code(), refuse.detail()));
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
        Lock lock = lockFor(authority);
        lock.lock();
        try {
            endAll(authority);
        } finally {
            lock.unlock();
        }
    }

    private void endAll(Authority authority) {
        for (int i = 0; i < TRIES; i++) {
            List<Subscription> left = context.store().subscriptions().on(authority.toString());
            if (left.isEmpty()) {
                return;
            }
            for (Subscription subscription : left) {
                Subscription rejected = subscription.with(State.REJECTED);
                remove(
                        subscription,
                        context.answers()
                                .answer(Optional.of(subscription), rejected)
                                .control());
            }
        }
        throw changing(authority.toString());
    }

    private boolean answer(String actor, Style style, State state) {
        Optional<Authority> authority = Authority.of(actor);
        if (authority.isEmpty()) {
            return false;
        }
        Lock lock = lockFor(authority.get());
        lock.lock();
        try {
            return answerNow(actor, style, state);
        } finally {
            lock.unlock();
        }
    }

    private boolean answerNow(String actor, Style style, State state) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Subscription> before = context.store().subscriptions().find(actor, style);
            if (before.isEmpty()) {
                return false;
            }
            if (put(context.answers().answer(before, before.get().with(state)))) {
                return true;
            }
        }
        throw changing(actor);
    }

    private static IllegalStateException changing(String whose) {
        return new IllegalStateException("the subscription of " + whose + " changes all the time; try again");
    }

    private boolean put(Decision.Subscribe subscribe) {
        return context.store()
                .subscriptions()
                .put(subscribe.before(), subscribe.subscription(), subscribe.control(), context.historyFrom());
    }

    private boolean remove(Subscription subscription, List<NewEntry> control) {
        return context.store().subscriptions().remove(subscription, control);
    }

    private static String word(Subscription subscription) {
        return switch (subscription.state()) {
            case PENDING -> "pending";
            case ACCEPTED -> "accepted";
            case REJECTED -> "rejected";
        };
    }
}
