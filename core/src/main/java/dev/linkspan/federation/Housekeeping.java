package dev.linkspan.federation;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done once a minute, one after the other; a chore that fails is tried again in the next round. */
final class Housekeeping implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final List<Chore> chores;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("linkspan-housekeeping").factory());

    /** Something to do, with a name for the log. */
    record Chore(String name, Runnable work) {}

    private Housekeeping(List<Chore> chores) {
        this.chores = chores;
    }

    /** Starts it; the first round is in a minute, when the relay answers requests. */
    static Housekeeping start(Chore... chores) {
        Housekeeping housekeeping = new Housekeeping(List.of(chores));
        var unused = housekeeping.executor.scheduleWithFixedDelay(housekeeping::tidy, 1, 1, TimeUnit.MINUTES);
        return housekeeping;
    }

    /** One round. */
    void tidy() {
        for (Chore chore : chores) {
            try {
                chore.work().run();
            } catch (RuntimeException | Error e) { // which would end the schedule for good
                log.warn("{} failed", chore.name(), e);
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
