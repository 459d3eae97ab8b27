package dev.linkspan.federation;

import dev.linkspan.delivery.SteadyClock;
import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.StoreSpace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the store forget what nobody needs any more. What is only kept for replays gives way, half of it at a time, before the
 * intake would have to put posts off for want of room. While the clock is not {@linkplain SteadyClock steady}, nothing else goes.
 * For one thread at a time.
 */
final class LogTrimmer {

    private static final Logger log = LoggerFactory.getLogger(LogTrimmer.class);

    /** Shorter than this is nothing. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    private final ActivityLog activities;
    private final Retention retention;
    private final Supplier<StoreSpace> space;
    private final IntakeLimits limits;
    private final InstantSource clock;
    private final SteadyClock steady;

    /** How long what all have passed is kept at the moment. */
    private Duration kept;

    /**
     * A trimmer.
     *
     * @param clock the time of all nodes that share the log
     * @param steady for this clock alone
     */
    LogTrimmer(
            ActivityLog activities,
            Retention retention,
            Supplier<StoreSpace> space,
            IntakeLimits limits,
            InstantSource clock,
            SteadyClock steady) {
        this.activities = activities;
        this.retention = retention;
        this.space = space;
        this.limits = limits;
        this.clock = clock;
        this.steady = steady;
        this.kept = retention.passed();
    }

    void trim() {
        adapt();
        Instant now = clock.instant();
        Instant trusted = steady.isSteady(now) ? now : Instant.EPOCH;
        int gone;
        do {
            // In small bites: the one writer has more to do.
            gone = activities.trim(
                    trusted.minus(retention.entries()),
                    now.minus(kept),
                    trusted.minus(retention.keys()),
                    trusted.minus(retention.own()));
        } while (gone > 0 && !Thread.currentThread().isInterrupted());
    }

    private void adapt() {
        StoreSpace room = space.get();
        long used = room.usedBytes().orElse(0);
        long free = room.freeBytes().orElse(Long.MAX_VALUE);
        boolean tight = used > limits.maxStoredBytes() / 4 * 3 || free / 2 < limits.minFreeBytes();
        boolean ample = used < limits.maxStoredBytes() / 2 && free / 4 >= limits.minFreeBytes();
        if (tight && kept.isPositive()) {
            kept = kept.compareTo(LEAST) > 0 ? kept.dividedBy(2) : Duration.ZERO;
            log.warn("room is getting scarce: entries are kept for replays for {} only", kept);
        } else if (ample && kept.compareTo(retention.passed()) < 0) {
            Duration more = kept.multipliedBy(2).plus(LEAST);
            kept = more.compareTo(retention.passed()) < 0 ? more : retention.passed();
        }
    }
}
