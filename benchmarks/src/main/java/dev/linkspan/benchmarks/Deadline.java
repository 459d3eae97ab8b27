package dev.linkspan.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A moment by which everything must have happened. */
final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Waits; false if the deadline came first. */
    boolean await(CompletableFuture<?> event) throws InterruptedException {
        try {
            event.get(Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits, and says what did not happen if the deadline comes first. */
    void require(CompletableFuture<?> event, String what) throws InterruptedException {
        if (!await(event)) {
            throw new IllegalStateException("not in time: " + what);
        }
    }
}
