package dev.linkspan.relay;

import java.security.KeyPair;
import java.time.Instant;

/**
 * Where the relay's keys outlive a restart. Whoever loses them loses the relay's identity; whoever reads them can speak in
 * its name. Called by one thread at a time.
 */
public interface KeyRingStorage {

    /**
     * The ring as it was saved last, or one with a new key the first time; that one is durable before this returns.
     *
     * @throws java.io.UncheckedIOException if it cannot be read or written
     */
    KeyRing load();

    /**
     * Saves a ring in place of the one before, whole or not at all. Returns once it is durable; keys that the new ring
     * lacks are then destroyed.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; then the old ring is still there
     */
    void save(KeyRing ring);

    /** One pair that never changes: for tests, and for whoever keeps the key elsewhere. {@link #save} refuses. */
    static KeyRingStorage fixed(KeyPair pair) {
        return new KeyRingStorage() {
            @Override
            public KeyRing load() {
                return KeyRing.of(pair, Instant.EPOCH);
            }

            @Override
            public void save(KeyRing ring) {
                throw new IllegalStateException("keys: one fixed pair (expected: a storage that can save, to rotate)");
            }
        };
    }
}
