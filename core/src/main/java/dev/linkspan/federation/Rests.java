package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Who is left alone for a while; of more than 10,000 some are forgotten. Thread-safe. */
final class Rests {

    private final InstantSource clock;
    private final Cache<String, Instant> ends;

    /**
     * Nobody rests.
     *
     * @param longest no rest is longer, even if the clock is set back
     */
    Rests(Duration longest, InstantSource clock) {
        this.clock = clock;
        this.ends = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(longest)
                .executor(Runnable::run) // what is evicted costs too little for a thread
                .build();
    }

    boolean has(String who) {
        Instant end = ends.getIfPresent(who);
        return end != null && clock.instant().isBefore(end);
    }

    /** Begins a rest; false if there is one already. One act: of several threads one begins it. */
    boolean begin(String who, Duration rest) {
        Instant now = clock.instant();
        boolean[] begun = new boolean[1];
        ends.asMap().compute(who, (id, end) -> {
            if (end != null && now.isBefore(end)) {
                return end;
            }
            begun[0] = true;
            return now.plus(rest);
        });
        return begun[0];
    }

    /** Rests so long from now on, whatever was before. */
    void set(String who, Duration rest) {
        ends.put(who, clock.instant().plus(rest));
    }
}
