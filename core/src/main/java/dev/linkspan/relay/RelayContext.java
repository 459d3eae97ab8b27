package dev.linkspan.relay;

import dev.linkspan.discovery.ActorDirectory;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.time.InstantSource;

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
