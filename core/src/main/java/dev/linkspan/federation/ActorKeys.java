package dev.linkspan.federation;

import dev.linkspan.store.Values;
import java.security.KeyPair;
import java.util.Optional;

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
     * The Ed25519 key pair that proves what an actor sends to everybody, and which its document shows; always the same for one
     * handle. Asked for only with {@link FederationBuilder#integrityProofs}. Empty, as it is unless overridden: its activities
     * bear Linked Data signatures all the same.
     *
     * @throws RuntimeException if it cannot be had just now
     * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/8b32/fep-8b32.md">FEP-8b32</a>
     */
    default Optional<KeyPair> ofProofs(String handle) {
        return Optional.empty();
    }

    /**
     * Keys of both sorts that are made when they are first needed and kept in the store, private halves included: whoever reads the
     * database can speak in the actors' names.
     */
    static ActorKeys storedIn(Values values) {
        return new StoredActorKeys(values);
    }
}
