package dev.linkspan.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A token bucket per host: how often something may happen on a stranger's account. Keeps at most 20,000 buckets and
 * forgets one that was not touched for 10 minutes, so that no stranger can grow it. Thread-safe.
 */
public final class HostBudget {

    private final Cache<String, Bucket> buckets;
    private final double perSecond;
    private final int burst;
    private final InstantSource clock;

    /**
     * A budget.
     *
     * @param perSecond how many tokens come back each second
     * @param burst how many tokens a rested bucket holds
     * @param clock the time
     */
    public HostBudget(double perSecond, int burst, InstantSource clock) {
        if (perSecond <= 0 || burst < 1) {
            throw new IllegalArgumentException(
                    "perSecond: " + perSecond + ", burst: " + burst + " (expected: both positive)");
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(20_000)
                .expireAfterAccess(Duration.ofMinutes(10))
                .build();
    }

    /** Takes a token for this host; false if there is none left. */
    public boolean take(String host) {
        return buckets.get(host, key -> new Bucket(burst, clock.instant())).take();
    }

    /** Whether a token is left, without taking it. */
    public boolean has(String host) {
        Bucket bucket = buckets.getIfPresent(host);
        return bucket == null || bucket.has();
    }

    /** How many hosts it remembers. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private final class Bucket {
        private double tokens;
        private Instant at;

        Bucket(double tokens, Instant at) {
            this.tokens = tokens;
            this.at = at;
        }

        synchronized boolean take() {
            refill();
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }

        synchronized boolean has() {
            refill();
            return tokens >= 1;
        }

        private void refill() {
            Instant now = clock.instant();
            double seconds = Duration.between(at, now).toNanos() / 1e9;
            if (seconds > 0) {
                tokens = Math.min(burst, tokens + seconds * perSecond);
                at = now;
            }
        }
    }
}
