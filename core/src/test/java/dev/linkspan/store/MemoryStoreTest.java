package dev.linkspan.store;

import dev.linkspan.testkit.store.MovingClock;
import dev.linkspan.testkit.store.StoreContract;
import java.time.Duration;

/** The contract in memory. */
final class MemoryStoreTest extends StoreContract {

    private final MovingClock clock = new MovingClock();

    @Override
    protected Store open() {
        return Store.inMemory(clock);
    }

    @Override
    protected void pass(Duration time) {
        clock.pass(time);
    }
}
