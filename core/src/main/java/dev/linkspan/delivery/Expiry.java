package dev.linkspan.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** Ends what waits for a destination in vain: first its subscription, then what is left for a host that has none. */
final class Expiry {

    private final Duration expireAfter;
    private final SteadyClock steady;
    private final Timers timers;
    private final LaneRegistry lanes;
    private final Executor writer;
    private final Executor expirer;
    private final Reporter reporter;
    private volatile boolean closed;

    Expiry(
            Duration expireAfter,
            SteadyClock steady,
            Timers timers,
            LaneRegistry lanes,
            Executor writer,
            Executor expirer,
            Reporter reporter) {
        this.expireAfter = expireAfter;
        this.steady = steady;
        this.timers = timers;
        this.lanes = lanes;
        this.writer = writer;
        this.expirer = expirer;
        this.reporter = reporter;
    }

    /** Tells, once, of a lane that took nothing, or too little, for too long. */
    void look(LaneHandle lane, Instant now) {
        if (!steady.isSteady(now)) {
            return;
        }
        boolean expired;
        synchronized (lane) {
            if (lane.isApplication) {
                return; // what it does not take is its dead letter some day
            }
            lane.lookForOverdue(expireAfter, now, timers.nanos());
            boolean lasts = lane.overdue && lane.lane.target().isPresent();
            expired = !lane.expiryTold && (lasts || lane.sender.health().isExpired(now));
            lane.expiryTold |= expired;
        }
        if (expired) {
            expirer.execute(() -> tell(lane));
        }
    }

    /** What waits to be told is told after the next start. */
    void close() {
        closed = true;
    }

    private void tell(LaneHandle lane) {
        synchronized (lane) {
            // Many may have waited before this one, and it may have taken something meanwhile.
            if (closed || lane.lost || !lane.expiryTold) {
                return;
            }
        }
        if (!reporter.expired(lane.authority)) {
            synchronized (lane) {
                lane.expiryTold = false;
            }
        }
    }

    /** What a host without subscription does not take waits no longer than a subscription would; it was just tried. */
    void attempted(LaneHandle lane, Outcome outcome, Instant now) {
        boolean hopeless;
        synchronized (lane) {
            hopeless = outcome instanceof Outcome.RetryAt
                    && lane.lane.target().isEmpty()
                    && lane.stale == 0
                    && steady.isSteady(now)
                    && (lane.overdue || lane.sender.health().isHopeless(now));
        }
        if (hopeless) {
            writer.execute(() -> abandon(lane));
        }
    }

    private void abandon(LaneHandle lane) {
        try {
            if (lanes.abandon(lane)) {
                reporter.abandoned(lane.authority);
            }
        } catch (RuntimeException e) {
            // Its next attempt leads here again.
            reporter.fault("abandoning lane " + lane.authority, e);
        }
    }
}
