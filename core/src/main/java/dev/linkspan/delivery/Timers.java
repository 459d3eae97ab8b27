package dev.linkspan.delivery;

import java.time.Duration;

/** Runs things later. Injected, so that tests let days pass at once. Thread-safe. */
public interface Timers extends AutoCloseable {

    /** Timers with one daemon thread of their own. */
    static Timers system() {
        return new SystemTimers();
    }

    /**
     * Runs a task once, not earlier than after this time. The task must return at once: all timers share a thread.
     *
     * @return takes it back if it did not run yet
     */
    Scheduled schedule(Duration delay, Runnable task);

    /** The time since some moment in the past, in nanoseconds, by a clock that nobody sets. */
    long nanos();

    /** Drops everything that did not run yet. Idempotent. */
    @Override
    void close();

    /** Something that will run. */
    interface Scheduled {
        /** Takes it back; does nothing if it runs or ran. */
        void cancel();
    }
}
