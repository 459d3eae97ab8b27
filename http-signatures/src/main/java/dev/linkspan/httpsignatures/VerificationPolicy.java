package dev.linkspan.httpsignatures;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Optional;

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
    private static final int MAX_RSA_BITS = 16_384;

    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16); // SEC 2 §2.4.2

    /** Why a public key is not good enough, as a sentence for the log and for its owner; empty if it is. */
    public Optional<String> weakness(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> weakness(rsa);
            case EdECPublicKey ed -> expected(ed, ed.getParams().getName().equals("Ed25519"));
            case ECPublicKey ec -> expected(ec, ec.getParams().getOrder().equals(P256_ORDER));
            default -> expected(key, false);
        };
    }

    private Optional<String> weakness(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < minRsaBits || bits > MAX_RSA_BITS) {
            return Optional.of("the RSA key has " + bits + " bits (expected: " + minRsaBits + " to 16384)");
        }
        BigInteger exponent = key.getPublicExponent();
        if (exponent.compareTo(BigInteger.TWO) <= 0 || !exponent.testBit(0)) {
            return Optional.of("the RSA key's exponent is even or less than 3");
        }
        return Optional.empty();
    }

    private static Optional<String> expected(PublicKey key, boolean isUsable) {
        return isUsable
                ? Optional.empty()
                : Optional.of("the key is " + key.getAlgorithm() + " (expected: RSA, Ed25519 or ECDSA with P-256)");
    }
}
