package dev.linkspan.httpsignatures;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The ways to sign that we know, by their RFC 9421 names. Which one verifies a signature is decided by the key's kind: a
 * public key is never taken for the shared secret of {@code hmac-sha256}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-3.3">RFC 9421 §3.3</a>
 */
public enum SignatureAlgorithm {
    /** RSASSA-PKCS1-v1_5 with SHA-256: what the fediverse signs with. */
    RSA_V1_5_SHA256("rsa-v1_5-sha256"),
    /** RSASSA-PKCS1-v1_5 with SHA-384; not registered, but WordPress uses it with keys of 3072 bits. */
    RSA_V1_5_SHA384("rsa-v1_5-sha384"),
    /** RSASSA-PKCS1-v1_5 with SHA-512; not registered, but WordPress uses it with keys of 4096 bits. */
    RSA_V1_5_SHA512("rsa-v1_5-sha512"),
    /** RSASSA-PSS with SHA-512 and a salt of 64 bytes. */
    RSA_PSS_SHA512("rsa-pss-sha512"),
    /** ECDSA on the curve P-256 with SHA-256. */
    ECDSA_P256_SHA256("ecdsa-p256-sha256"),
    /** ECDSA on the curve P-384 with SHA-384. */
    ECDSA_P384_SHA384("ecdsa-p384-sha384"),
    /** Ed25519 (RFC 8032). */
    ED25519("ed25519"),
    /** HMAC with SHA-256 and a secret that both sides share; never with a public key. */
    HMAC_SHA256("hmac-sha256");

    /** RFC 9421 §3.3.1. */
    private static final int PSS_SALT_BYTES = 64;

    private final String registeredName;

    SignatureAlgorithm(String registeredName) {
        this.registeredName = registeredName;
    }

    /** The orders of the curves' base points (SEC 2 §2.4.2, §2.5.1), by which a curve is told. */
    private static final class Curves {
        static final BigInteger P256_ORDER =
                new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        static final BigInteger P384_ORDER = new BigInteger(
                "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16);
    }

    /** The algorithm of this name, as {@code alg} states it. */
    public static Optional<SignatureAlgorithm> named(String name) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.registeredName.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /**
     * The algorithm that is usual for a key's kind.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SignatureAlgorithm usualFor(Key key) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.fits(key)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException(
                "key: " + key.getAlgorithm() + " (expected: RSA, P-256, P-384, Ed25519 or a shared secret)");
    }

    /** The name in the registry of HTTP signature algorithms. */
    public String registeredName() {
        return registeredName;
    }

    /** Whether a key is of the kind that this algorithm takes. */
    public boolean fits(Key key) {
        return switch (this) {
            case RSA_V1_5_SHA256, RSA_V1_5_SHA384, RSA_V1_5_SHA512 -> key instanceof RSAKey && !isPssOnly(key);
            case RSA_PSS_SHA512 -> key instanceof RSAKey rsa && allowsPssSha512(rsa.getParams());
            case ECDSA_P256_SHA256 -> isOnCurve(key, Curves.P256_ORDER);
            case ECDSA_P384_SHA384 -> isOnCurve(key, Curves.P384_ORDER);
            case ED25519 ->
                key instanceof EdECKey ed && ed.getParams().getName().equals("Ed25519");
            case HMAC_SHA256 -> key instanceof SecretKey;
        };
    }

    // RFC 4055 §3.1: a key with the id of RSASSA-PSS serves no other scheme.
    private static boolean isPssOnly(Key key) {
        return key.getAlgorithm().equals("RSASSA-PSS");
    }

    // The parameters in such a key, if it has any, restrict it further.
    private static boolean allowsPssSha512(@Nullable AlgorithmParameterSpec parameters) {
        return !(parameters instanceof PSSParameterSpec pss)
                || (pss.getDigestAlgorithm().equals("SHA-512") && pss.getSaltLength() <= PSS_SALT_BYTES);
    }

    private static boolean isOnCurve(Key key, BigInteger order) {
        return key instanceof ECKey ec && ec.getParams().getOrder().equals(order);
    }
}
