package dev.linkspan.httpsignatures;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Turns the binary forms of keys into the JDK's key objects and back: RSA, Ed25519 and P-256. */
final class KeyCodec {

    static final int ED25519_BYTES = 32;

    private static final ASN1ObjectIdentifier ID_ED25519 = new ASN1ObjectIdentifier("1.3.101.112"); // RFC 8410 §3

    private KeyCodec() {}

    /** A step that reads a stranger's bytes. */
    private interface Reading<T> {
        T read() throws GeneralSecurityException, IOException;
    }

    static PublicKey spki(byte[] der) throws KeyFormatException {
        return reading("SubjectPublicKeyInfo", () -> {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(der);
            ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return rsa(info.parsePublicKey().getEncoded());
            }
            return KeyFactory.getInstance(jdkName(algorithm)).generatePublic(new X509EncodedKeySpec(der));
        });
    }

    static PublicKey pkcs1Public(byte[] der) throws KeyFormatException {
        return reading("PKCS#1 public key", () -> rsa(der));
    }

    static PrivateKey pkcs8(byte[] der) throws KeyFormatException {
        return reading("PKCS#8 private key", () -> {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
            String name = jdkName(info.getPrivateKeyAlgorithm().getAlgorithm());
            return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(der));
        });
    }

    static PrivateKey pkcs1Private(byte[] der) throws KeyFormatException {
        return reading("PKCS#1 private key", () -> {
            AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
            PrivateKeyInfo info = new PrivateKeyInfo(rsa, RSAPrivateKey.getInstance(der));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        });
    }

    static PublicKey ed25519(byte[] raw) throws KeyFormatException {
        if (raw.length != ED25519_BYTES) {
            throw new KeyFormatException("Ed25519 key of " + raw.length + " bytes (expected: 32)");
        }
        return reading("Ed25519 key", () -> {
            AlgorithmIdentifier algorithm = new AlgorithmIdentifier(ID_ED25519);
            byte[] der = new SubjectPublicKeyInfo(algorithm, raw).getEncoded();
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
        });
    }

    /** The 32 bytes of an Ed25519 key; they stand at the end of its SubjectPublicKeyInfo (RFC 8410 §4). */
    static byte[] ed25519(PublicKey key) {
        byte[] der = key.getEncoded();
        return Arrays.copyOfRange(der, der.length - ED25519_BYTES, der.length);
    }

    static PublicKey p256(byte[] compressed) throws KeyFormatException {
        return reading("P-256 point", () -> {
            org.bouncycastle.math.ec.ECPoint point = SECNamedCurves.getByName("secp256r1")
                    .getCurve()
                    .decodePoint(compressed)
                    .normalize();
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            ECPoint affine = new ECPoint(
                    point.getAffineXCoord().toBigInteger(),
                    point.getAffineYCoord().toBigInteger());
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(affine, parameters.getParameterSpec(ECParameterSpec.class)));
        });
    }

    /** The point in its compressed form of 33 bytes (SEC 1 §2.3.3). */
    static byte[] p256(ECPublicKey key) {
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (key.getW().getAffineY().testBit(0) ? 3 : 2);
        byte[] x = key.getW().getAffineX().toByteArray();
        int length = Math.min(x.length, 32);
        System.arraycopy(x, x.length - length, compressed, 33 - length, length);
        return compressed;
    }

    static byte[] pkcs1(RSAPublicKey key) {
        try {
            return new org.bouncycastle.asn1.pkcs.RSAPublicKey(key.getModulus(), key.getPublicExponent()).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("two numbers can always be encoded", e);
        }
    }

    private static PublicKey rsa(byte[] pkcs1) throws GeneralSecurityException {
        org.bouncycastle.asn1.pkcs.RSAPublicKey key = org.bouncycastle.asn1.pkcs.RSAPublicKey.getInstance(pkcs1);
        BigInteger modulus = key.getModulus();
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, key.getPublicExponent()));
    }

    private static String jdkName(ASN1ObjectIdentifier algorithm) throws GeneralSecurityException {
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA";
        }
        if (algorithm.equals(ID_ED25519)) {
            return "Ed25519";
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "EC";
        }
        throw new GeneralSecurityException("algorithm " + algorithm + " (expected: RSA, Ed25519 or EC)");
    }

    // Bouncy Castle's ASN.1 answers damaged input with several unchecked exceptions; here they become the one checked.
    private static <T> T reading(String what, Reading<T> step) throws KeyFormatException {
        try {
            return step.read();
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new KeyFormatException(what + ": " + e.getMessage(), e);
        }
    }
}
