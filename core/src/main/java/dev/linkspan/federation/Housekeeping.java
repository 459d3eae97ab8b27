package dev.linkspan.federation;

import dev.linkspan.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the store forget what nobody needs any more, once a minute. */
final class Housekeeping implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final Store store;
    private final Retention retention;
    private final InstantSource clock;
    private final Runnable more;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("linkspan-housekeeping").factory());

    private Housekeeping(Store store, Retention retention, InstantSource clock, Runnable more) {
        this.store = store;
        this.retention = retention;
        this.clock = clock;
        this.more = more;
    }

    /** Starts it; {@code more} is done each time as well. */
    static Housekeeping start(Store store, Retention retention, InstantSource clock, Runnable more) {
        Housekeeping housekeeping = new Housekeeping(store, retention, clock, more);
        var unused = housekeeping.executor.scheduleWithFixedDelay(housekeeping::tidy, 1, 1, TimeUnit.MINUTES);
        return housekeeping;
    }

    private void tidy() {
        trim();
        try {
            more.run();
        } catch (RuntimeException e) {
            log.warn("forgetting expired keys failed", e);
        }
    }

    private void trim() {
        Instant now = clock.instant();
        try {
            int gone;
            do {
                // In small bites: the one writer has more to do.
                gone = store.log()
                        .trim(
                                now.minus(retention.entries()),
                                now.minus(retention.passed()),
                                now.minus(retention.keys()),
                                now.minus(retention.own()));
            } while (gone > 0 && !Thread.currentThread().isInterrupted());
        } catch (RuntimeException e) {
            // The next round tries again; nothing depends on this one.
            log.warn("trimming the log failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
