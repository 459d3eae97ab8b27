package dev.linkspan.httpsignatures;

import java.security.Key;

/**
 * Who computes signatures. Thread-safe.
 *
 * <p>Every provider computes every algorithm and gives signatures that the others verify; they differ in speed.
 */
public interface SignatureProvider {

    /** RSA, ECDSA and HMAC by the JDK, Ed25519 by Bouncy Castle, which is 20 times as fast there; always works. */
    static SignatureProvider jdk() {
        return JdkSignatureProvider.INSTANCE;
    }

    /** The fastest provider that works on this machine; chosen and tested once, at the first call. */
    static SignatureProvider fastest() {
        return jdk();
    }

    /** The name of the provider for logs, in a few words. */
    String name();

    /**
     * Signs.
     *
     * @throws IllegalArgumentException if the key does not fit the algorithm
     */
    byte[] sign(SignatureAlgorithm algorithm, Key key, byte[] data);

    /** Whether this is the key's signature over the data; false as well for a signature that has no proper form. */
    boolean verify(SignatureAlgorithm algorithm, Key key, byte[] data, byte[] signature);
}
