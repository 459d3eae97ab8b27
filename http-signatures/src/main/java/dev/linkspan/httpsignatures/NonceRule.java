package dev.linkspan.httpsignatures;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Remembers nonces, so that a signature is accepted once. Asked only for signatures that verify: a stranger can neither
 * burn a nonce nor fill the memory. Implementations are thread-safe; one that several machines share makes the rule hold
 * for all of them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-7.2.2">RFC 9421 §7.2.2</a>
 */
@FunctionalInterface
public interface NonceRule {

    /** What became of a nonce. */
    enum Answer {
        /** It is new, and from now on remembered. */
        ACCEPTED,
        /** It was there before. */
        SEEN_BEFORE,
        /** It may be new, but there is no room to remember it. */
        NO_ROOM
    }

    /**
     * Accepts a nonce of a key once.
     *
     * @param keyId the key that made the signature
     * @param nonce the nonce
     * @param until after this instant the signature is too old by itself, and its nonce may be forgotten
     */
    Answer accept(String keyId, String nonce, Instant until);

    /**
     * A memory of this process: at most 100,000 nonces, of which one key has at most 10,000, some 20 MB when full. Who
     * exceeds that is refused until older nonces have run out; nothing is forgotten early.
     */
    static NonceRule inMemory(InstantSource clock) {
        return inMemory(clock, 100_000, 10_000);
    }

    /**
     * A memory of this process with limits of one's own.
     *
     * @param clock tells when a nonce may be forgotten
     * @param maxNonces how many nonces there may be, at least 1
     * @param maxNoncesPerKey how many of them one key may have, at least 1
     */
    static NonceRule inMemory(InstantSource clock, int maxNonces, int maxNoncesPerKey) {
        return new NonceMemory(clock, maxNonces, maxNoncesPerKey);
    }
}
