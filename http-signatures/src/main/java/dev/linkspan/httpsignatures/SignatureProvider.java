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

    /**
     * The fastest provider that works on this machine; chosen, tested and logged once, at the first call.
     *
     * <p>That is the Amazon Corretto Crypto Provider if its jar for this platform is on the class path (it signs with RSA
     * four times as fast as the JDK), else {@link #jdk()}. The system property {@code linkspan.signature.provider} names one
     * instead: {@code accp} or {@code jdk}.
     *
     * @throws IllegalStateException if the property names one that is unknown or does not work here
     */
    static SignatureProvider fastest() {
        return ProviderChoice.fastest();
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
