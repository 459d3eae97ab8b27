package dev.linkspan.federation;

import dev.linkspan.store.Store;
import java.time.Instant;
import java.time.InstantSource;

/** The time that all nodes share; the node's own where it is alone. Fails if the store does. */
record SharedClock(Store store, InstantSource own) implements InstantSource {

    @Override
    public Instant instant() {
        return store.sharedTime().orElseGet(own::instant);
    }
}
