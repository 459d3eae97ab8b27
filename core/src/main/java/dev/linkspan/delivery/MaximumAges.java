package dev.linkspan.delivery;

import java.time.Duration;
import java.util.Map;

/**
 * How old an activity may get, counted from when it was accepted, before a destination that lets it wait does not get it any
 * more. {@linkplain dev.linkspan.store.LogEntry#isLasting() Lasting} entries are delivered however old they are, and so is what an
 * operator replays, and once what waited for ourselves. Immutable, thread-safe.
 *
 * @param usual for every type that is not named; 7 days unless configured, as long as Mastodon waits before it gives up a host
 * @param byType for the types named, such as {@code Create}
 */
public record MaximumAges(Duration usual, Map<String, Duration> byType) {

    /** A post that comes later stands below everything that was read since; Mastodon's own attempts end after 2.5 days. */
    private static final Duration POST = Duration.ofDays(3);

    private static final MaximumAges DEFAULTS =
            new MaximumAges(Duration.ofDays(7), Map.of("Create", POST, "Announce", POST));

    /**
     * Checks the ages and copies the map.
     *
     * @throws IllegalArgumentException if an age is not positive
     */
    public MaximumAges {
        byType = Map.copyOf(byType);
        require("usual", usual);
        byType.forEach(MaximumAges::require);
    }

    /** The same age for all types. */
    public static MaximumAges of(Duration usual) {
        return new MaximumAges(usual, Map.of());
    }

    /** 7 days; 3 days for {@code Create} and {@code Announce}. */
    public static MaximumAges defaults() {
        return DEFAULTS;
    }

    /** The age for a type. */
    public Duration of(String type) {
        return byType.getOrDefault(type, usual);
    }

    private static void require(String name, Duration age) {
        if (!age.isPositive()) {
            throw new IllegalArgumentException("maximum age, " + name + ": " + age + " (expected: more than nothing)");
        }
    }
}
