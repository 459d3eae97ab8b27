package dev.linkspan.federation;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for what may as well be left undone: what is too much for them is dropped, and so is what is left at the end. */
final class SpareThreads implements Executor, AutoCloseable {

    /** How many tasks wait at most. */
    private static final int WAITING = 500;

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor threads;

    /**
     * Threads that start when there is something to do.
     *
     * @param name what they are called, before a number
     * @param number how many; one runs one task after the other
     */
    SpareThreads(String name, int number) {
        this.threads = new ThreadPoolExecutor(
                number,
                number,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name(name, 0).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Interrupts what is under way, and waits a moment for it: it may be at the store. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            boolean unused = threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
