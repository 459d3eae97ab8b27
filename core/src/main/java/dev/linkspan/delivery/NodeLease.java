package dev.linkspan.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node's lanes are certainly still its own. It goes by two clocks, and by the one that says more: the machine's
 * own never goes back but may stand still while the machine sleeps, the time of day may be set. Thread-safe.
 */
final class NodeLease {

    private final boolean shared;
    private final Duration trusted;
    private final InstantSource clock;
    private final Timers timers;
    private volatile @Nullable Moment renewed; // null: not yet
    private volatile boolean missed;

    /** One moment by both clocks. */
    record Moment(long nanos, Instant instant) {}

    /**
     * A lease.
     *
     * @param shared whether another node can take lanes; if not, the lease never runs out
     * @param trusted how long after a renewal it certainly holds
     */
    NodeLease(boolean shared, Duration trusted, InstantSource clock, Timers timers) {
        this.shared = shared;
        this.trusted = trusted;
        this.clock = clock;
        this.timers = timers;
    }

    Moment now() {
        return new Moment(timers.nanos(), clock.instant());
    }

    /** Whether a post may begin. */
    boolean holds() {
        if (!shared) {
            return true;
        }
        Moment last = renewed;
        boolean holds = last != null
                && Duration.ofNanos(timers.nanos() - last.nanos()).compareTo(trusted) < 0
                && Duration.between(last.instant(), clock.instant()).compareTo(trusted) < 0;
        if (!holds) {
            missed = true; // only ever set here: reading it first could undo what another thread says
        }
        return holds;
    }

    /** The store has confirmed it, asked at this moment. */
    void renewed(Moment asked) {
        renewed = asked;
    }

    /** Whether somebody was told since the last call that it does not hold. */
    boolean takeMissed() {
        boolean was = missed;
        missed = false;
        return was;
    }
}
