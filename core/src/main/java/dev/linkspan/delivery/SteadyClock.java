package dev.linkspan.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the clock has run for long enough, beside the machine's own that nobody sets, to act by it on what cannot be undone.
 * To a clock that was set wrong everything is old: what waits would be given up, subscriptions ended and the log forgotten
 * before anybody sees it. So nothing goes for its age in the first hour after the start, after the clock was set, and after the
 * machine slept. Thread-safe.
 */
public final class SteadyClock {

    /** Long enough for whoever keeps the time to set it right again. */
    static final Duration GRACE = Duration.ofHours(1);

    /** More than clocks come apart on their own in months. */
    static final Duration STEP = Duration.ofMinutes(5);

    private final Timers timers;
    private volatile @Nullable Start start; // null: never asked

    private record Start(long nanos, Instant instant) {}

    /**
     * A clock that was just started; it runs from the first question on.
     *
     * @param timers have the machine's own clock
     */
    public SteadyClock(Timers timers) {
        this.timers = timers;
    }

    /**
     * Whether the clock has been steady for an hour; to be asked again and again.
     *
     * @param now what it says
     */
    public boolean isSteady(Instant now) {
        long nanos = timers.nanos();
        Start known = start;
        if (known == null || isStep(known, nanos, now)) {
            start = new Start(nanos, now);
            return false;
        }
        return nanos - known.nanos >= GRACE.toNanos();
    }

    private static boolean isStep(Start known, long nanos, Instant now) {
        Duration ran = Duration.ofNanos(nanos - known.nanos);
        return Duration.between(known.instant, now).minus(ran).abs().compareTo(STEP) > 0;
    }
}
