package dev.linkspan.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Clock, timers and threads of a test, all in the test's own thread. */
final class VirtualTime implements InstantSource, Executor {

    private record Timer(Instant at, long number, Runnable task) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::at).thenComparing(Timer::number));
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<List<Runnable>> serial = new ArrayList<>();
    private RandomGenerator order = () -> 0;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private long number;

    /** A clock that can be set wrong; no timer goes by it. */
    static final class Clock implements InstantSource {

        private final InstantSource right;
        Duration ahead;

        private Clock(InstantSource right, Duration ahead) {
            this.right = right;
            this.ahead = ahead;
        }

        @Override
        public Instant instant() {
            return right.instant().plus(ahead);
        }
    }

    /** A clock that is so far ahead for now. */
    Clock clock(Duration ahead) {
        return new Clock(this, ahead);
    }

    /** Tasks run in an order of chance from now on, as threads would. */
    void shuffle(RandomGenerator random) {
        order = random;
    }

    @Override
    public Instant instant() {
        return now;
    }

    long nanos() {
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    Timers.Scheduled schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(now.plus(delay), number++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs one task after the other. */
    Executor serial() {
        List<Runnable> queue = new ArrayList<>();
        serial.add(queue);
        return queue::add;
    }

    int pendingTimers() {
        return timers.size();
    }

    /** Runs what is ready, and what becomes ready by it. */
    void settle() {
        while (step()) {
            // Each step is one task.
        }
    }

    /** Runs one ready task; of the threads that have one, chance says which. */
    boolean step() {
        List<List<Runnable>> ready =
                serial.stream().filter(queue -> !queue.isEmpty()).toList();
        int all = tasks.size() + ready.size();
        if (all == 0) {
            return false;
        }
        int chosen = all == 1 ? 0 : order.nextInt(all);
        if (chosen < tasks.size()) {
            tasks.remove(chosen).run();
        } else {
            ready.get(chosen - tasks.size()).removeFirst().run();
        }
        return true;
    }

    /** Lets time pass; whatever falls due runs at its time. */
    void advance(Duration duration) {
        Instant until = now.plus(duration);
        settle();
        while (!timers.isEmpty() && !timers.peek().at().isAfter(until)) {
            Timer timer = timers.poll();
            now = timer.at().isAfter(now) ? timer.at() : now;
            timer.task().run();
            settle();
        }
        now = until;
    }
}
