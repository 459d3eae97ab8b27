package dev.linkspan.delivery;

import java.time.Duration;

/**
 * How deliveries are made.
 *
 * @param signers how many threads sign; as many as cores unless configured, for signing is pure computing
 * @param maxInFlight how many posts are under way at most, over all destinations; 1,024 unless configured
 * @param maxBytesInFlight how many bytes their bodies have together, in bytes; 64 MiB unless configured, a quarter of a small
 *     heap. The posts of one entry share its bytes, but not the buffers that they pass through: each counts
 * @param maxWindow how many posts are under way at most to one destination; 16 unless configured: 80 a second to a server that
 *     answers after 200 ms. A lane starts with 2, and gets more while that does not make the answers slower
 * @param freshEntries how far a lane may be from the end of the log, in entries, to go before those that catch up; 64 unless
 *     configured, about what a lane holds in memory
 * @param maxStragglers how many entries a lane keeps trying beside its cursor; 64 unless configured
 * @param tailBytes how much memory the shared end of the log takes, in bytes; 32 MiB unless configured. Where there is an
 *     application, a quarter more for what it is handed
 * @param deadline how long one post may take; 10 s unless configured
 * @param maxResponseBytes how much of an answer is read, in bytes; 64 KiB unless configured: error pages are long, and an
 *     answer that is cut off would be tried again
 * @param flushInterval how long a moved cursor may stay unwritten; 500 ms unless configured: after a crash
 *     what was delivered meanwhile is delivered again, and each writing costs as much as a sixth of a delivery per lane
 * @param flushChanges write once this many lanes have moved; 10,000 unless configured
 * @param maxAge how old an entry may get, by the type of its activity; {@link MaximumAges#defaults()} unless configured
 * @param suspendAfter how long a destination may fail without a success before it is only probed; 7 days unless configured
 * @param probeInterval how often a suspended destination is probed; 12 h unless configured
 * @param expireAfter how long a destination may fail, or let an entry wait, before its subscription is over; 30 days unless configured
 * @param revivalInterval how often requests from a destination may end a pause; 1 min unless configured, or a busy
 *     sender with a broken inbox would be tried all the time
 * @param closeTimeout how long closing waits for what is under way; 15 s unless configured
 * @param applicationWindow how many entries the application is handed at once; 16 unless configured, as many as it may have
 *     database connections
 * @param applicationAttempts how often it is handed an entry that it does not take, before that is a dead letter; 10 unless
 *     configured, which is some two hours
 * @param lease how the node keeps its lanes, where several share a store
 */
public record DeliverySettings(
        int signers,
        int maxInFlight,
        long maxBytesInFlight,
        int maxWindow,
        int freshEntries,
        int maxStragglers,
        long tailBytes,
        Duration deadline,
        int maxResponseBytes,
        Duration flushInterval,
        int flushChanges,
        MaximumAges maxAge,
        Duration suspendAfter,
        Duration probeInterval,
        Duration expireAfter,
        Duration revivalInterval,
        Duration closeTimeout,
        int applicationWindow,
        int applicationAttempts,
        LeaseSettings lease) {

    /** Checks the numbers. */
    public DeliverySettings {
        atLeastOne("signers", signers);
        atLeastOne("maxInFlight", maxInFlight);
        atLeastOne("maxBytesInFlight", maxBytesInFlight);
        atLeastOne("freshEntries", freshEntries);
        atLeastOne("maxWindow", maxWindow);
        atLeastOne("maxStragglers", maxStragglers);
        atLeastOne("flushChanges", flushChanges);
        atLeastOne("applicationWindow", applicationWindow);
        atLeastOne("applicationAttempts", applicationAttempts);
    }

    /** The defaults. */
    public static DeliverySettings defaults() {
        return builder().build();
    }

    /** A builder that starts with the defaults. */
    public static DeliverySettingsBuilder builder() {
        return new DeliverySettingsBuilder();
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
        }
    }
}
