package dev.linkspan.httpsignatures;

import java.security.Key;
import java.security.PrivateKey;
import javax.crypto.SecretKey;

/**
 * A key to sign with, and the name under which others find its counterpart. Thread-safe.
 *
 * @param keyId what goes into {@code keyId}, usually an actor's id with a fragment
 * @param key the private key, or the shared secret of {@code hmac-sha256}; never printed
 * @param algorithm what to sign with
 */
public record SigningKey(String keyId, Key key, SignatureAlgorithm algorithm) {

    /** Checks that the algorithm fits the key. */
    public SigningKey {
        if (!(key instanceof PrivateKey || key instanceof SecretKey) || !algorithm.fits(key)) {
            throw new IllegalArgumentException(
                    "key: " + key.getAlgorithm() + " (expected: a key to sign with for " + algorithm + ")");
        }
    }

    /** A private key with the algorithm that is usual for its kind: for RSA {@code rsa-v1_5-sha256}. */
    public SigningKey(String keyId, PrivateKey privateKey) {
        this(keyId, privateKey, SignatureAlgorithm.usualFor(privateKey));
    }

    /** The key id only: a private key must not reach a log. */
    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
