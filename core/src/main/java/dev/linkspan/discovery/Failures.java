package dev.linkspan.discovery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What could not be found of late, so that nobody can make us ask for it in a loop. Thread-safe. */
final class Failures {

    private final InstantSource clock;
    private final Cache<String, Failure> failures =
            Caffeine.newBuilder().maximumSize(20_000).build();

    Failures(InstantSource clock) {
        this.clock = clock;
    }

    /** Why it need not be asked for just now, if so. */
    Optional<Missing> of(String id) {
        return Optional.ofNullable(failures.getIfPresent(id))
                .filter(failure -> failure.until().isAfter(clock.instant()))
                .map(Failure::missing);
    }

    void remember(String id, Missing missing) {
        failures.put(id, new Failure(missing, clock.instant().plus(patience(missing.reason()))));
    }

    void forget(String id) {
        failures.invalidate(id);
    }

    private static Duration patience(Reason reason) {
        return switch (reason) {
            case GONE -> Duration.ofHours(1);
            case NOT_FOUND, INVALID -> Duration.ofMinutes(5);
            // Short: the sender will come again, and its server may be back by then.
            case UNAVAILABLE -> Duration.ofSeconds(20);
            case BLOCKED -> Duration.ZERO;
        };
    }

    private record Failure(Missing missing, Instant until) {}
}
