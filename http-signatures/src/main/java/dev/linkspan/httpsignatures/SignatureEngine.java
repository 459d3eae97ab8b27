package dev.linkspan.httpsignatures;

import java.security.PrivateKey;
import java.security.PublicKey;

/** Who computes signatures: the one seam behind which a faster implementation can stand. Thread-safe. */
interface SignatureEngine {

    /**
     * Signs.
     *
     * @throws IllegalArgumentException if the key does not fit the algorithm
     */
    byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[] data);

    /** Whether this is the key's signature over the data; false as well for a signature that has no proper form. */
    boolean verify(SignatureAlgorithm algorithm, PublicKey key, byte[] data, byte[] signature);
}
