package dev.linkspan.federation;

import dev.linkspan.store.Values;
import java.security.KeyPair;

/** The keys that sign in the names of actors. Thread-safe; may block. */
@FunctionalInterface
public interface ActorKeys {

    /**
     * The RSA key pair of an actor, at least 2048 bits; always the same for one handle, since others remember it.
     *
     * @throws RuntimeException if it cannot be had just now; what it was to sign is tried again later
     */
    KeyPair of(String handle);

    /**
     * Keys that are made when they are first needed and kept in the store, private halves included: whoever reads the
     * database can speak in the actors' names.
     */
    static ActorKeys storedIn(Values values) {
        return new StoredActorKeys(values);
    }
}
