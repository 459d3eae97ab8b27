package dev.linkspan.httpsignatures;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * Public keys as {@code publicKeyMultibase}: base58btc ({@code z}) over a multicodec prefix and the key. Ed25519, P-256
 * and RSA. Thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/cid-1.0/#Multikey">Controlled Identifiers 1.0, Multikey</a>
 */
public final class Multikeys {

    private static final byte[] ED25519 = {(byte) 0xed, 0x01}; // multicodec ed25519-pub, 0xed as varint
    private static final byte[] P256 = {(byte) 0x80, 0x24}; // multicodec p256-pub, 0x1200 as varint
    private static final byte[] RSA = {(byte) 0x85, 0x24}; // multicodec rsa-pub, 0x1205 as varint

    /** Room for an RSA key of 8192 bits; decoding base58 takes quadratic time. */
    private static final int LIMIT_CHARS = 1500;

    private Multikeys() {}

    /**
     * Reads a {@code publicKeyMultibase} value.
     *
     * @throws KeyFormatException if it is not base58btc or not a key of a kind that we use
     */
    public static PublicKey read(String publicKeyMultibase) throws KeyFormatException {
        if (publicKeyMultibase.length() > LIMIT_CHARS) {
            throw new KeyFormatException(
                    "multibase of " + publicKeyMultibase.length() + " characters (expected: at most 1500)");
        }
        if (!publicKeyMultibase.startsWith("z")) {
            throw new KeyFormatException("multibase " + Quoted.of(publicKeyMultibase) + " (expected: z, base58btc)");
        }
        byte[] bytes = Base58.decode(publicKeyMultibase.substring(1));
        if (bytes.length < 2) {
            throw new KeyFormatException("multikey of " + bytes.length + " bytes (expected: a prefix and a key)");
        }
        byte[] prefix = Arrays.copyOf(bytes, 2);
        byte[] key = Arrays.copyOfRange(bytes, 2, bytes.length);
        if (Arrays.equals(prefix, ED25519)) {
            return KeyCodec.ed25519(key);
        }
        if (Arrays.equals(prefix, P256)) {
            return KeyCodec.p256(key);
        }
        if (Arrays.equals(prefix, RSA)) {
            return KeyCodec.pkcs1Public(key);
        }
        throw new KeyFormatException("multicodec prefix of " + Quoted.of(publicKeyMultibase)
                + " (expected: ed25519-pub, p256-pub or rsa-pub)");
    }

    /**
     * The {@code publicKeyMultibase} value of a key.
     *
     * @throws IllegalArgumentException if the key is neither Ed25519 nor P-256 nor RSA
     */
    public static String write(PublicKey key) {
        return switch (key) {
            case EdECPublicKey ed -> multibase(ED25519, KeyCodec.ed25519(ed));
            case ECPublicKey ec -> multibase(P256, KeyCodec.p256(ec));
            case RSAPublicKey rsa -> multibase(RSA, KeyCodec.pkcs1(rsa));
            default ->
                throw new IllegalArgumentException("key: " + key.getAlgorithm() + " (expected: Ed25519, P-256 or RSA)");
        };
    }

    private static String multibase(byte[] prefix, byte[] key) {
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, bytes, prefix.length, key.length);
        return "z" + Base58.encode(bytes);
    }
}
