package dev.linkspan.store;

import java.time.Duration;

/** The contract in memory. */
final class MemoryStoreTest extends StoreContract {

    private final MovingClock clock = new MovingClock();

    @Override
    Store open() {
        return Store.inMemory(clock);
    }

    @Override
    void pass(Duration time) {
        clock.pass(time);
    }
}
