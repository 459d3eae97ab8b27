package dev.linkspan.httpsignatures;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/**
 * The ways to sign that we know, by their RFC 9421 names. A shared secret ({@code hmac-sha256}) is not among them: a
 * public key must never be taken for one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-3.3">RFC 9421 §3.3</a>
 */
enum SignatureAlgorithm {
    RSA_V1_5_SHA256("rsa-v1_5-sha256", RSAKey.class),
    RSA_V1_5_SHA384("rsa-v1_5-sha384", RSAKey.class), // unregistered; WordPress, keys of 3072 bits
    RSA_V1_5_SHA512("rsa-v1_5-sha512", RSAKey.class), // unregistered; WordPress, keys of 4096 bits
    RSA_PSS_SHA512("rsa-pss-sha512", RSAKey.class),
    ECDSA_P256_SHA256("ecdsa-p256-sha256", ECKey.class),
    ED25519("ed25519", EdECKey.class);

    private final String registeredName;
    private final Class<?> keyType;

    SignatureAlgorithm(String registeredName, Class<?> keyType) {
        this.registeredName = registeredName;
        this.keyType = keyType;
    }

    static Optional<SignatureAlgorithm> named(String name) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.registeredName.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The algorithm that we sign with, by kind of key. */
    static SignatureAlgorithm forSigning(Key key) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.fits(key)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("key: " + key.getAlgorithm() + " (expected: RSA, P-256 or Ed25519)");
    }

    String registeredName() {
        return registeredName;
    }

    boolean fits(Key key) {
        return keyType.isInstance(key);
    }
}
