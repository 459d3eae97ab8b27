package dev.linkspan.httpsignatures;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import javax.crypto.Mac;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** RSA, ECDSA and HMAC by the JDK, Ed25519 by Bouncy Castle's own classes, which are 20 times as fast as the JDK's. */
final class JdkSignatureProvider implements SignatureProvider {

    static final JdkSignatureProvider INSTANCE = new JdkSignatureProvider();

    // Prepared, since Bouncy Castle computes the public key anew for each private key, and a point for each public one.
    private final PreparedKeys<Ed25519PrivateKeyParameters> edPrivate =
            new PreparedKeys<>(256, JdkSignatureProvider::edPrivate);
    private final PreparedKeys<Ed25519PublicKeyParameters> edPublic =
            new PreparedKeys<>(2048, JdkSignatureProvider::edPublic);

    private JdkSignatureProvider() {}

    @Override
    public String name() {
        return "JDK";
    }

    @Override
    public byte[] sign(SignatureAlgorithm algorithm, Key key, byte[] data) {
        try {
            return switch (algorithm) {
                case ED25519 -> signEd25519(key, data);
                case HMAC_SHA256 -> hmac(key, data);
                default -> {
                    JcaName name = JcaName.toSign(algorithm);
                    Signature signature = Signature.getInstance(name.algorithm());
                    name.prepare(signature);
                    signature.initSign((PrivateKey) key);
                    signature.update(data);
                    yield signature.sign();
                }
            };
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "key: " + key.getAlgorithm() + " (expected: one for " + algorithm.registeredName() + ")", e);
        }
    }

    @Override
    public boolean verify(SignatureAlgorithm algorithm, Key key, byte[] data, byte[] signature) {
        try {
            return switch (algorithm) {
                case ED25519 -> verifyEd25519(key, data, signature);
                case HMAC_SHA256 -> MessageDigest.isEqual(hmac(key, data), signature);
                default -> {
                    JcaName name = JcaName.toVerify(algorithm, signature.length);
                    Signature verification = Signature.getInstance(name.algorithm());
                    name.prepare(verification);
                    verification.initVerify((PublicKey) key);
                    verification.update(data);
                    yield verification.verify(signature);
                }
            };
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            return false; // wrong length, shape or kind, chosen by a stranger
        }
    }

    private byte[] signEd25519(Key key, byte[] data) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        edPrivate.of(key).sign(Ed25519.Algorithm.Ed25519, null, data, 0, data.length, signature, 0);
        return signature;
    }

    private boolean verifyEd25519(Key key, byte[] data, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && edPublic.of(key).verify(Ed25519.Algorithm.Ed25519, null, data, 0, data.length, signature, 0);
    }

    private static Ed25519PrivateKeyParameters edPrivate(Key key) {
        byte[] seed = ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(
                        () -> new IllegalArgumentException("key: without its bytes (expected: the 32 of Ed25519)"));
        return new Ed25519PrivateKeyParameters(seed);
    }

    private static Ed25519PublicKeyParameters edPublic(Key key) {
        byte[] raw = KeyCodec.ed25519((PublicKey) key);
        if (!Ed25519.validatePublicKeyFull(raw, 0)) {
            // Points of small order "verify" signatures that nobody made.
            throw new IllegalArgumentException("key: not of the order of Ed25519's base point");
        }
        return new Ed25519PublicKeyParameters(raw);
    }

    private static byte[] hmac(Key key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return mac.doFinal(data);
    }
}
