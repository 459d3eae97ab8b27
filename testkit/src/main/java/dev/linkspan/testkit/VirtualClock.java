package dev.linkspan.testkit;

import dev.linkspan.delivery.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time that a test moves, on top of time that goes by itself or stands. For fake instances and, by its own settings, for the
 * application under test, with the {@link #timers()} that go by it. Thread-safe.
 */
public final class VirtualClock implements InstantSource {

    private final InstantSource base;
    private final AtomicReference<Duration> moved = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Duration> skew = new AtomicReference<>(Duration.ZERO);
    private final List<VirtualTimers> timers = new CopyOnWriteArrayList<>();

    private VirtualClock(InstantSource base) {
        this.base = Objects.requireNonNull(base, "base");
    }

    /** One that goes with the system's. */
    public static VirtualClock running() {
        return of(InstantSource.system());
    }

    /** One that stands at a time until it is moved. */
    public static VirtualClock stoppedAt(Instant time) {
        return of(InstantSource.fixed(time));
    }

    /** One on top of another, so that it can be moved alone. */
    public static VirtualClock of(InstantSource base) {
        return new VirtualClock(base);
    }

    /**
     * Lets time pass, at once: it is as if everybody had slept. What {@linkplain #timers() timers} should have done meanwhile
     * is begun now, in the order in which it was due and on this thread; where it leads to, and when that is done, is its own.
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time: " + time + " (expected: not negative)");
        }
        moved.accumulateAndGet(time, Duration::plus);
        timers.forEach(VirtualTimers::fire);
    }

    /**
     * Timers that fire when this clock gets there, by itself or because a test moves it: what waits for days is done at once. For
     * {@code Federation.builder().timers(…)}, along with {@code clock(…)}. Whoever asks for them closes them.
     */
    public Timers timers() {
        VirtualTimers added = new VirtualTimers(this, timers::remove);
        timers.add(added);
        return added;
    }

    /** How far it goes ahead of where it should be, from now on. */
    void skew(Duration ahead) {
        skew.set(ahead);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(moved.get()).plus(skew.get());
    }
}
