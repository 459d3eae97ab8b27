package dev.linkspan.httpsignatures;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;

/**
 * Makes new key pairs, and finds the public key that belongs to a private one. Randomness comes from the platform's
 * {@link java.security.SecureRandom}. Thread-safe.
 */
public final class KeyPairs {

    private KeyPairs() {}

    /** A new RSA pair of 2048 bits: what every server of the fediverse verifies. Takes some 100 ms. */
    public static KeyPair rsa2048() {
        return rsa(2048);
    }

    /** A new RSA pair of 4096 bits; signing takes six times as long as with 2048. Takes seconds. */
    public static KeyPair rsa4096() {
        return rsa(4096);
    }

    /** A new Ed25519 pair, for integrity proofs and RFC 9421. */
    public static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks Ed25519", e);
        }
    }

    /** A new pair on the curve P-256. */
    public static KeyPair p256() {
        return ec(EcCurve.P256);
    }

    /** A new pair on the curve P-384. */
    public static KeyPair p384() {
        return ec(EcCurve.P384);
    }

    /**
     * The pair of a private key and its public key.
     *
     * @throws IllegalArgumentException if the key is none of RSA (with its primes), Ed25519, P-256 and P-384
     */
    public static KeyPair of(PrivateKey key) {
        return new KeyPair(publicKey(key), key);
    }

    /**
     * The public key that belongs to a private one.
     *
     * @throws IllegalArgumentException if the key is none of RSA (with its primes), Ed25519, P-256 and P-384
     */
    public static PublicKey publicKey(PrivateKey key) {
        return switch (key) {
            case RSAPrivateCrtKey rsa -> rsa(rsa);
            case EdECPrivateKey ed -> Ed25519Keys.publicKey(ed);
            case ECPrivateKey ec -> EcCurve.of(ec).publicKey(ec);
            default ->
                throw new IllegalArgumentException(
                        "key: " + key.getAlgorithm() + " (expected: RSA with its primes, Ed25519, P-256 or P-384)");
        };
    }

    private static PublicKey rsa(RSAPrivateCrtKey key) {
        try {
            // RSA or RSASSA-PSS, whose parameters bind the public key too.
            return KeyFactory.getInstance(key.getAlgorithm())
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent(), key.getParams()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key: RSA that the JDK refuses (expected: two numbers that fit)", e);
        }
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks RSA", e);
        }
    }

    private static KeyPair ec(EcCurve curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(curve.generation());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks " + curve, e);
        }
    }
}
