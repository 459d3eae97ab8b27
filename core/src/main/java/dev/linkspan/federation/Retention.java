package dev.linkspan.federation;

import java.time.Duration;

/**
 * How long the relay remembers.
 *
 * @param entries how long an activity waits for a destination that does not take it; 7 days unless configured, after which
 *     most servers count as dead
 * @param passed how long an activity stays after all have it, so that it can be sent once more; 24 hours unless configured.
 *     That costs nothing where one destination is dead, for whom all is kept for as long as {@code entries} says, and
 *     where none is some 5 KB for each activity: 2 GB for the day of a relay that takes 5 a second
 * @param keys how long an activity is known as a duplicate; 30 days unless configured
 * @param own how long the relay's own activities resolve and an Announce can be taken back; 30 days unless configured
 */
public record Retention(Duration entries, Duration passed, Duration keys, Duration own) {

    /**
     * Checks the spans.
     *
     * @throws IllegalArgumentException if one is negative, or would bring back as new what was delivered before
     */
    public Retention {
        if (!entries.isPositive() || passed.isNegative() || own.isNegative()) {
            throw new IllegalArgumentException("retention: " + entries + ", " + passed + ", " + own
                    + " (expected: more than 0 for entries, no less than 0 for the others)");
        }
        if (keys.compareTo(entries) < 0) {
            // What comes again after its key is forgotten is relayed again.
            throw new IllegalArgumentException(
                    "retention of keys: " + keys + " (expected: at least " + entries + ", as long as an entry waits)");
        }
    }

    /** The defaults. */
    public static Retention defaults() {
        return new Retention(Duration.ofDays(7), Duration.ofHours(24), Duration.ofDays(30), Duration.ofDays(30));
    }
}
