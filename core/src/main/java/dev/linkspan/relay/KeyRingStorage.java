package dev.linkspan.relay;

import dev.linkspan.store.Values;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;

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

    /**
     * Saves a ring in place of the one that it was made from, where several nodes have the same storage.
     *
     * @return whether it was saved; if not, another node was first, and loading gives its ring
     * @throws java.io.UncheckedIOException as {@link #save}
     */
    default boolean replace(KeyRing before, KeyRing ring) {
        save(ring);
        return true;
    }

    /**
     * Calls the listener when a ring was saved by whatever node; the listener must return at once. Does nothing where only
     * one node saves.
     *
     * @return closes the registration
     */
    default AutoCloseable onChange(Runnable changed) {
        return () -> {};
    }

    /**
     * Keys that all nodes of a relay share. A private key is in the database then, as readable as the rest of it.
     *
     * @param clock when a first key is made
     */
    static KeyRingStorage shared(Values values, InstantSource clock) {
        return new KeyRingValues(values, clock);
    }

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
