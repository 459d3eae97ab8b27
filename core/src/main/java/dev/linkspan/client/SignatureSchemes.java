package dev.linkspan.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/*
 * Only what a second knock showed is kept: that this server refused the one scheme and took the other. A first knock that
 * was taken proves nothing, neither about the other scheme nor, where servers answer 202 and verify later, about this one.
 *
 * An entry ends a fixed time after it was made, however often it was used since: a server that no longer verifies what it
 * answers 202 to would otherwise never be asked in the usual way again. Asking costs one refused request in that time.
 */
/** Which servers take which scheme: a cache, lost with the process, bounded in number and time. Thread-safe. */
final class SignatureSchemes {

    private final Cache<String, Knock> taken;

    SignatureSchemes(int maxHosts, Duration memory, InstantSource clock) {
        this.taken = Caffeine.newBuilder()
                .maximumSize(maxHosts)
                .expireAfterWrite(memory)
                .ticker(() -> clock.millis() * 1_000_000)
                .executor(Runnable::run) // what is evicted costs too little for a thread
                .build();
    }

    /** What the server of this URI took as a second knock, if that was lately. */
    Optional<Knock> find(URI target) {
        return origin(target).map(taken::getIfPresent);
    }

    /** The server of this URI refused another scheme and took this one. */
    void remember(URI target, Knock knock) {
        origin(target).ifPresent(origin -> taken.put(origin, knock));
    }

    long size() {
        taken.cleanUp();
        return taken.estimatedSize();
    }

    private static Optional<String> origin(URI target) {
        return Authority.of(target).map(authority -> target.getScheme().toLowerCase(Locale.ROOT) + "://" + authority);
    }
}
