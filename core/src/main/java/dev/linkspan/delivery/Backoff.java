package dev.linkspan.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: 5 to 15 s after the first failure, since most failures are restarts; then from
 * 30 s doubling up to 6 h, each a fifth shorter or longer so that lanes that failed together do not return together.
 * Thread-safe.
 */
final class Backoff {

    static final Duration CAP = Duration.ofHours(6);
    private static final Duration BASE = Duration.ofSeconds(30);
    private static final int CAPPED_FROM = 12; // 30 s * 2^10 is beyond 6 h

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after this many failures in a row. */
    Duration delay(int failures) {
        if (failures <= 1) {
            return Duration.ofMillis(5_000 + (long) (chance() * 10_000));
        }
        long base =
                failures >= CAPPED_FROM ? CAP.toMillis() : Math.min(CAP.toMillis(), BASE.toMillis() << (failures - 2));
        return Duration.ofMillis(Math.min(CAP.toMillis(), (long) (base * (0.8 + 0.4 * chance()))));
    }

    private synchronized double chance() {
        return random.nextDouble();
    }
}
