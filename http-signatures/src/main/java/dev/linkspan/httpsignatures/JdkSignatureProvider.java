package dev.linkspan.httpsignatures;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** RSA, ECDSA and HMAC by the JDK, Ed25519 by Bouncy Castle's own classes, which are 20 times as fast as the JDK's. */
final class JdkSignatureProvider implements SignatureProvider {

    static final JdkSignatureProvider INSTANCE = new JdkSignatureProvider();

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
                    Signature signature = jdk(algorithm, p1363Bytes(algorithm));
                    signature.initSign((PrivateKey) key);
                    signature.update(data);
                    yield signature.sign();
                }
            };
        } catch (GeneralSecurityException | IOException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "key: " + key.getAlgorithm() + " (expected: one for " + algorithm.registeredName() + ")", e);
        }
    }

    @Override
    public boolean verify(SignatureAlgorithm algorithm, Key key, byte[] data, byte[] signature) {
        try {
            return switch (algorithm) {
                case ED25519 -> verifyEd25519((PublicKey) key, data, signature);
                case HMAC_SHA256 -> MessageDigest.isEqual(hmac(key, data), signature);
                default -> {
                    Signature verification = jdk(algorithm, signature.length);
                    verification.initVerify((PublicKey) key);
                    verification.update(data);
                    yield verification.verify(signature);
                }
            };
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            return false; // wrong length, shape or kind, chosen by a stranger
        }
    }

    private static byte[] signEd25519(Key key, byte[] data) throws IOException {
        if (!(PrivateKeyFactory.createKey(key.getEncoded()) instanceof Ed25519PrivateKeyParameters parameters)) {
            throw new IOException("not an Ed25519 key");
        }
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, parameters);
        signer.update(data, 0, data.length);
        return signer.generateSignature();
    }

    private static boolean verifyEd25519(PublicKey key, byte[] data, byte[] signature) {
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(KeyCodec.ed25519(key)));
        verifier.update(data, 0, data.length);
        return verifier.verifySignature(signature);
    }

    private static byte[] hmac(Key key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return mac.doFinal(data);
    }

    private static Signature jdk(SignatureAlgorithm algorithm, int signatureBytes) throws GeneralSecurityException {
        return switch (algorithm) {
            case RSA_V1_5_SHA256 -> Signature.getInstance("SHA256withRSA");
            case RSA_V1_5_SHA384 -> Signature.getInstance("SHA384withRSA");
            case RSA_V1_5_SHA512 -> Signature.getInstance("SHA512withRSA");
            case RSA_PSS_SHA512 -> {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(new PSSParameterSpec(
                        "SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, PSSParameterSpec.TRAILER_FIELD_BC));
                yield pss;
            }
            // RFC 9421 §3.3.4 writes r and s side by side; cavage senders write DER, which is longer.
            case ECDSA_P256_SHA256 -> ecdsa("SHA256withECDSA", signatureBytes == p1363Bytes(algorithm));
            case ECDSA_P384_SHA384 -> ecdsa("SHA384withECDSA", signatureBytes == p1363Bytes(algorithm));
            case ED25519, HMAC_SHA256 -> throw new GeneralSecurityException(algorithm + " has a way of its own");
        };
    }

    private static Signature ecdsa(String name, boolean sideBySide) throws GeneralSecurityException {
        return Signature.getInstance(sideBySide ? name + "inP1363Format" : name);
    }

    /** The length of r and s side by side; 0 for what is not ECDSA. */
    private static int p1363Bytes(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> 64;
            case ECDSA_P384_SHA384 -> 96;
            default -> 0;
        };
    }
}
