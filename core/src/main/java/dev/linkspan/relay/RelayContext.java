package dev.linkspan.relay;

import dev.linkspan.discovery.ActorDirectory;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What the rules share. */
record RelayContext(
        RelayIdentity identity,
        RelayPolicy policy,
        Store store,
        ActorDirectory actors,
        OwnActivities own,
        InstantSource clock) {

    /** The control messages of subscriptions. */
    SubscriptionAnswer answers() {
        return new SubscriptionAnswer(own, store.log());
    }

    /** Since when a subscriber that has none so far gets posts, if from before it came. */
    Optional<Instant> historyFrom() {
        return policy.history().isZero()
                ? Optional.empty()
                : Optional.of(clock.instant().minus(policy.history()));
    }

    /** Whether a host may publish here. */
    boolean mayPublish(Authority supplier) {
        return switch (policy.publish()) {
            case OPEN -> true;
            case ALLOW_LIST ->
                store.domainRules().isAllowed(supplier.host())
                        || store.subscriptions().isAccepted(supplier.toString());
            case SUBSCRIBERS -> store.subscriptions().isAccepted(supplier.toString());
        };
    }
}
