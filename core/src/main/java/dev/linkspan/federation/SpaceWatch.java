package dev.linkspan.federation;

import dev.linkspan.store.Store;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the intake every few seconds what room the store has. */
final class SpaceWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpaceWatch.class);

    /** Far shorter than a disk takes to fill up with what it keeps free. */
    private static final int SECONDS = 5;

    private final Store store;
    private final Intake intake;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("linkspan-space").factory());

    private SpaceWatch(Store store, Intake intake) {
        this.store = store;
        this.intake = intake;
    }

    /** Looks once, and from then on at intervals. */
    static SpaceWatch start(Store store, Intake intake) {
        SpaceWatch watch = new SpaceWatch(store, intake);
        watch.look();
        var unused = watch.executor.scheduleWithFixedDelay(watch::look, SECONDS, SECONDS, TimeUnit.SECONDS);
        return watch;
    }

    private void look() {
        try {
            intake.observe(store.space());
        } catch (RuntimeException | Error e) { // an error, too, would end the schedule for good
            // What was seen last holds on: a store that fails says so to each post itself.
            log.warn("cannot tell what room the store has", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
