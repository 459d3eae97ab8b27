package dev.linkspan.testkit;

import dev.linkspan.delivery.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Timers that go by a clock which a test moves. One daemon thread waits for what falls due when time goes by itself. */
final class VirtualTimers implements Timers {

    /** How long to wait before the clock is looked at, in milliseconds: it may be set by somebody who does not tell us. */
    private static final long MOST_WAIT = 100;

    /** A clock that stands right before something is due would have us look all the time. */
    private static final long LEAST_WAIT = 2;

    private final InstantSource clock;
    private final Instant start;
    private final Consumer<VirtualTimers> forget;
    private final ReentrantLock lock = new ReentrantLock();

    /** Held by whoever runs tasks: they run one after the other, in the order in which they are due. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final TreeSet<Task> tasks =
            new TreeSet<>(Comparator.comparing(Task::at).thenComparing(Task::number));
    private long number;
    private boolean closed;

    private record Task(Instant at, long number, Runnable work) {}

    /**
     * Timers without tasks.
     *
     * @param forget is told when they are closed
     */
    VirtualTimers(InstantSource clock, Consumer<VirtualTimers> forget) {
        this.clock = clock;
        this.forget = forget;
        this.start = clock.instant();
        Thread.ofPlatform().daemon().name("virtual-timers").start(this::run);
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable work) {
        lock.lock();
        try {
            Task task = new Task(clock.instant().plus(delay), number++, work);
            if (!closed) {
                tasks.add(task);
                changed.signalAll();
            }
            return () -> cancel(task);
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Task task) {
        lock.lock();
        try {
            tasks.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /** Runs on the caller's thread what is due now. */
    void fire() {
        turn.lock();
        try {
            Optional<Task> due = takeDue();
            while (due.isPresent()) {
                run(due.get().work());
                due = takeDue();
            }
        } finally {
            turn.unlock();
        }
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // Told as if it had ended its thread; those behind it go on.
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        }
    }

    private Optional<Task> takeDue() {
        lock.lock();
        try {
            return isDue() ? Optional.of(tasks.removeFirst()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        return !tasks.isEmpty() && !tasks.first().at().isAfter(clock.instant());
    }

    private void run() {
        while (await()) {
            fire();
        }
    }

    /** Waits until something is due; false once closed. */
    private boolean await() {
        lock.lock();
        try {
            while (!closed && !isDue()) {
                var unused = changed.await(patience(), TimeUnit.MILLISECONDS);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private long patience() {
        return tasks.isEmpty()
                ? MOST_WAIT
                : Math.clamp(
                        Duration.between(clock.instant(), tasks.first().at()).toMillis(), LEAST_WAIT, MOST_WAIT);
    }

    @Override
    public long nanos() {
        return Duration.between(start, clock.instant()).toNanos();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            tasks.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        forget.accept(this);
    }
}
