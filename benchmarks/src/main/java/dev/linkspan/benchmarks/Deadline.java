package dev.linkspan.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A moment by which everything must have happened. */
final class Deadline {

    private static final long LOOK_NANOS = 20_000_000;

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

    /** Looks again and again, and says what did not happen if the deadline comes first. */
    void require(BooleanSupplier event, String what) {
        while (!event.getAsBoolean()) {
            if (System.nanoTime() - nanos > 0) {
                throw new IllegalStateException("not in time: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Waits, and says what did not happen if the deadline comes first. */
    void require(CompletableFuture<?> event, String what) throws InterruptedException {
        if (!await(event)) {
            throw new IllegalStateException("not in time: " + what);
        }
    }
}
