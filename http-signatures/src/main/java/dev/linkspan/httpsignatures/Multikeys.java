package dev.linkspan.httpsignatures;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * Keys as Multikey values: multibase over a multicodec prefix and the key. Ed25519, P-256 and P-384 in both directions as
 * {@code publicKeyMultibase} and {@code secretKeyMultibase}, RSA as the former. Reads base58btc ({@code z}) and base64url
 * ({@code u}), writes base58btc. Thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/cid-1.0/#Multikey">Controlled Identifiers 1.0, Multikey</a>
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/521a/fep-521a.md">FEP-521a</a>
 */
public final class Multikeys {

    private Multikeys() {}

    /**
     * Reads a {@code publicKeyMultibase} value.
     *
     * @throws KeyFormatException if it is not multibase or not a key of a kind that we use
     */
    public static PublicKey read(String publicKeyMultibase) throws KeyFormatException {
        CodedKey coded = CodedKey.decode(publicKeyMultibase);
        byte[] key = coded.key().bytes();
        return switch (coded.codec()) {
            case ED25519_PUB -> Ed25519Keys.publicKey(key);
            case P256_PUB -> compressed(EcCurve.P256, key);
            case P384_PUB -> compressed(EcCurve.P384, key);
            case RSA_PUB -> KeyCodec.pkcs1Public(key);
            default -> throw coded.unexpected("ed25519-pub, p256-pub, p384-pub or rsa-pub");
        };
    }

    /**
     * Reads a {@code secretKeyMultibase} value.
     *
     * @throws KeyFormatException if it is not multibase or not a private key of a kind that we use; neither message nor
     *     cause shows any of it
     */
    public static PrivateKey readPrivate(String secretKeyMultibase) throws KeyFormatException {
        CodedKey coded = CodedKey.decode(secretKeyMultibase);
        byte[] key = coded.key().bytes();
        return switch (coded.codec()) {
            case ED25519_PRIV -> Ed25519Keys.privateKey(key);
            case P256_PRIV -> secret(EcCurve.P256, key);
            case P384_PRIV -> secret(EcCurve.P384, key);
            default -> throw coded.unexpected("ed25519-priv, p256-priv or p384-priv");
        };
    }

    /**
     * The {@code publicKeyMultibase} value of a key.
     *
     * @throws IllegalArgumentException if the key is none of Ed25519, P-256, P-384 and RSA
     */
    public static String write(PublicKey key) {
        return switch (key) {
            case EdECPublicKey ed -> text(Multicodec.ED25519_PUB, Ed25519Keys.raw(ed));
            case ECPublicKey ec -> {
                EcCurve curve = EcCurve.of(ec);
                yield text(curve == EcCurve.P256 ? Multicodec.P256_PUB : Multicodec.P384_PUB, curve.compressed(ec));
            }
            case RSAPublicKey rsa -> text(Multicodec.RSA_PUB, KeyCodec.pkcs1(rsa));
            default ->
                throw new IllegalArgumentException(
                        "key: " + key.getAlgorithm() + " (expected: Ed25519, P-256, P-384 or RSA)");
        };
    }

    /**
     * The {@code secretKeyMultibase} value of a key: a secret.
     *
     * @throws IllegalArgumentException if the key is none of Ed25519, P-256 and P-384
     */
    public static String write(PrivateKey key) {
        return switch (key) {
            case EdECPrivateKey ed -> text(Multicodec.ED25519_PRIV, Ed25519Keys.seed(ed));
            case ECPrivateKey ec -> {
                EcCurve curve = EcCurve.of(ec);
                yield text(curve == EcCurve.P256 ? Multicodec.P256_PRIV : Multicodec.P384_PRIV, curve.secret(ec));
            }
            default ->
                throw new IllegalArgumentException(
                        "key: " + key.getAlgorithm() + " (expected: Ed25519, P-256 or P-384)");
        };
    }

    private static PublicKey compressed(EcCurve curve, byte[] point) throws KeyFormatException {
        requireLength(point, 1 + curve.coordinateBytes());
        return curve.publicKey(point);
    }

    private static PrivateKey secret(EcCurve curve, byte[] number) throws KeyFormatException {
        requireLength(number, curve.coordinateBytes());
        return curve.privateKey(number);
    }

    private static void requireLength(byte[] key, int bytes) throws KeyFormatException {
        if (key.length != bytes) {
            throw new KeyFormatException("multikey with " + key.length + " bytes of key (expected: " + bytes + ")");
        }
    }

    private static String text(Multicodec codec, byte[] key) {
        return Multibase.encode(codec.prefixed(key));
    }
}
