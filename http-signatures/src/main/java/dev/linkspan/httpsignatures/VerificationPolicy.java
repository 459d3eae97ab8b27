package dev.linkspan.httpsignatures;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * What a verified request must satisfy. Immutable, thread-safe.
 *
 * @param maxAge how long a signature is accepted after its creation; 1 hour in the preset: long enough for a sender's
 *     delivery queue, short enough to bound replay
 * @param clockSkew how far a sender's clock may be ahead; 1 hour in the preset, as Mastodon's
 * @param minRsaBits the smallest RSA modulus, in bits; 2048 in the preset
 */
public record VerificationPolicy(Duration maxAge, Duration clockSkew, int minRsaBits) {

    /** What the fediverse's servers send, and no less than Mastodon demands. */
    public static final VerificationPolicy FEDIVERSE =
            new VerificationPolicy(Duration.ofHours(1), Duration.ofHours(1), 2048);

    /** The largest RSA modulus, in bits: verifying takes time that grows with its square, and nobody uses more. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MIN_SECRET_BYTES = 32;

    /** Why a key is not good enough, as a sentence for the log and for its owner; empty if it is. */
    public Optional<String> weakness(Key key) {
        return switch (key) {
            case RSAPublicKey rsa -> weakness(rsa);
            case SecretKey secret -> weakness(secret);
            case EdECPublicKey ed -> weakness(ed);
            default ->
                expected(
                        key,
                        SignatureAlgorithm.ECDSA_P256_SHA256.fits(key)
                                || SignatureAlgorithm.ECDSA_P384_SHA384.fits(key));
        };
    }

    private Optional<String> weakness(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < minRsaBits || bits > MAX_RSA_BITS) {
            return Optional.of("the RSA key has " + bits + " bits (expected: " + minRsaBits + " to 8192)");
        }
        BigInteger exponent = key.getPublicExponent();
        if (exponent.compareTo(BigInteger.TWO) <= 0 || !exponent.testBit(0)) {
            return Optional.of("the RSA key's exponent is even or less than 3");
        }
        return Optional.empty();
    }

    private static Optional<String> weakness(EdECPublicKey key) {
        return SignatureAlgorithm.ED25519.fits(key) && Ed25519Keys.hasSmallOrder(key)
                ? Optional.of("the Ed25519 key is a point of small order, under which anything may verify")
                : expected(key, SignatureAlgorithm.ED25519.fits(key));
    }

    // RFC 2104 §3: a secret shorter than the hash weakens it.
    private static Optional<String> weakness(SecretKey key) {
        byte[] secret = key.getEncoded();
        return secret == null || secret.length >= MIN_SECRET_BYTES
                ? Optional.empty()
                : Optional.of("the shared secret has " + secret.length + " bytes (expected: at least 32)");
    }

    private static Optional<String> expected(Key key, boolean isUsable) {
        return isUsable
                ? Optional.empty()
                : Optional.of(
                        "the key is " + key.getAlgorithm() + " (expected: RSA, Ed25519 or ECDSA with P-256 or P-384)");
    }
}
