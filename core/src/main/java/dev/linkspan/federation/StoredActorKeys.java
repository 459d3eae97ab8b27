package dev.linkspan.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.store.Values;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Optional;
import java.util.function.Supplier;

/** One value of the store for each key of each actor: the private half in PEM. Nodes that make one at the same time keep the first. */
final class StoredActorKeys implements ActorKeys {

    private static final String PREFIX = "actor-key ";
    private static final String PROOF_PREFIX = "actor-proof-key ";
    private static final int MAX_REMEMBERED = 20_000;

    private final Values values;
    private final Cache<String, KeyPair> pairs =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    StoredActorKeys(Values values) {
        this.values = values;
    }

    @Override
    public KeyPair of(String handle) {
        return pair(PREFIX + handle, KeyPairs::rsa2048);
    }

    @Override
    public Optional<KeyPair> ofProofs(String handle) {
        return Optional.of(pair(PROOF_PREFIX + handle, KeyPairs::ed25519));
    }

    private KeyPair pair(String name, Supplier<KeyPair> maker) {
        KeyPair known = pairs.getIfPresent(name);
        if (known != null) {
            return known;
        }
        // Not by the cache's own loader, which would hold its locks, and the threads of others, for as long as it
        // takes.
        KeyPair found = load(name, maker);
        pairs.put(name, found);
        return found;
    }

    private KeyPair load(String name, Supplier<KeyPair> maker) {
        Optional<Body> stored = values.find(name);
        if (stored.isEmpty()) {
            KeyPair fresh = maker.get();
            Body pem = Body.of(PemKeys.write(fresh.getPrivate()));
            if (values.put(name, Optional.empty(), pem)) {
                return fresh;
            }
            stored = values.find(name);
        }
        try {
            return KeyPairs.of(
                    PemKeys.readPrivate(new String(stored.orElseThrow().bytes(), StandardCharsets.UTF_8)));
        } catch (KeyFormatException e) {
            throw new IllegalStateException("the stored " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
