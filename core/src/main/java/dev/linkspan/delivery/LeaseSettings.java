package dev.linkspan.delivery;

import java.time.Duration;

/**
 * How a node keeps the lanes that it serves, where several nodes share a store.
 *
 * @param ttl how long a node that is not heard of keeps its lanes; 5 s unless configured: so long its lanes wait when it
 *     dies, and so long a node may be held up without losing them. At least 1 s
 * @param heartbeat how often it is heard of; 1 s unless configured. A few may be missed within the time above
 */
public record LeaseSettings(Duration ttl, Duration heartbeat) {

    private static final int SAFETY = 5;

    /** Checks the times. */
    public LeaseSettings {
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("ttl: " + ttl + " (expected: at least 1 s)");
        }
        if (!heartbeat.isPositive() || heartbeat.multipliedBy(2).compareTo(ttl) > 0) {
            throw new IllegalArgumentException("heartbeat: " + heartbeat + " (expected: up to half of " + ttl + ")");
        }
    }

    /** The defaults. */
    public static LeaseSettings defaults() {
        return new LeaseSettings(Duration.ofSeconds(5), Duration.ofSeconds(1));
    }

    /** How long after a heartbeat posts may begin: a fifth less, for a post takes a moment to get out, and clocks differ. */
    Duration trusted() {
        return ttl.minus(ttl.dividedBy(SAFETY));
    }
}
