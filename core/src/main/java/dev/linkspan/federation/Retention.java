package dev.linkspan.federation;

import java.time.Duration;

/**
 * How long the relay remembers.
 *
 * @param entries how long an activity waits for a destination that does not take it; 7 days unless configured, after which
 *     most servers count as dead
 * @param keys how long an activity is known as a duplicate; 30 days unless configured
 * @param own how long the relay's own activities resolve and an Announce can be taken back; 30 days unless configured
 */
public record Retention(Duration entries, Duration keys, Duration own) {

    /** The defaults. */
    public static Retention defaults() {
        return new Retention(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(30));
    }
}
