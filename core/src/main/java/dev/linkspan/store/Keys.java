package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.time.Instant;
import java.util.Optional;

/** Public keys of others, remembered across restarts so that a restart is no storm of fetches. */
public interface Keys {

    /** A remembered key. */
    Optional<StoredKey> find(String keyId);

    /**
     * Remembers a key, in place of one with the same id. At most about 100,000 are kept, far above what a busy server
     * meets; the oldest go first.
     */
    void save(StoredKey key);

    /** Forgets a key. */
    void forget(String keyId);

    /**
     * A key and whom it speaks for.
     *
     * @param keyId the id it was asked for by
     * @param controller the actor that lists it
     * @param spki the key as DER SubjectPublicKeyInfo
     * @param fetchedAt when it was fetched
     */
    record StoredKey(String keyId, String controller, Body spki, Instant fetchedAt) {}
}
