package dev.linkspan.relay;

import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.State;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One signed request to every accepted subscriber: the Accept of its last Follow once more, in either style. A server that
 * counts the relay as dead takes any signed request as a sign of life, and knows a repeated Accept from those that answer
 * a repeated Follow. It goes into the log like all control messages, so each destination gets it at its own pace and
 * however long it takes. Thread-safe.
 */
public final class Greeting {

    private final Store store;
    private final OwnActivities own;

    /** Greetings in the name of this relay, by way of this store. */
    public Greeting(RelayIdentity identity, Store store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.own = new OwnActivities(identity, clock, random);
    }

    /**
     * Greets those that were not yet greeted on this occasion, by whatever node: after a crash the same call does the rest.
     *
     * @param occasion a name that no other occasion has
     * @return how many were greeted by this call
     */
    public int send(String occasion) {
        int sent = 0;
        for (Subscription subscription : store.subscriptions().all()) {
            if (subscription.state() == State.ACCEPTED && send(occasion, subscription)) {
                sent++;
            }
        }
        return sent;
    }

    private boolean send(String occasion, Subscription subscription) {
        String key = occasion + " " + subscription.style() + " " + subscription.actor();
        if (store.log().seen(key)) {
            return false;
        }
        NewEntry accept = own.control(key, own.answer("Accept", subscription), subscription);
        // Only if it still stands. If it does not, it was just answered, or is over.
        return store.subscriptions().put(Optional.of(subscription), subscription, List.of(accept), Optional.empty());
    }
}
