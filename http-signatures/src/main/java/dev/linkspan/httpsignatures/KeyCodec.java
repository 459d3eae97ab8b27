package dev.linkspan.httpsignatures;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Turns the DER structures of keys into the JDK's key objects: RSA, RSASSA-PSS, Ed25519, P-256 and P-384. */
final class KeyCodec {

    private static final ASN1ObjectIdentifier ID_ED25519 = new ASN1ObjectIdentifier("1.3.101.112"); // RFC 8410 §3

    private static final AlgorithmIdentifier RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

    private KeyCodec() {}

    /** A step that reads a stranger's bytes. */
    private interface Reading<T> {
        T read() throws GeneralSecurityException, IOException, KeyFormatException;
    }

    /** The kinds of keys that stand in SubjectPublicKeyInfo and PKCS#8. */
    private enum Kind {
        RSA,
        RSASSA_PSS,
        ED25519,
        EC;

        static Kind of(AlgorithmIdentifier identifier) throws KeyFormatException {
            ASN1ObjectIdentifier algorithm = identifier.getAlgorithm();
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return RSA;
            }
            if (algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
                return RSASSA_PSS;
            }
            if (algorithm.equals(ID_ED25519)) {
                return ED25519;
            }
            if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return EC;
            }
            throw new KeyFormatException("key algorithm " + OidNames.algorithm(algorithm)
                    + " (expected: RSA, Ed25519 or ECDSA with P-256 or P-384)");
        }
    }

    static PublicKey spki(byte[] der) throws KeyFormatException {
        return reading("SubjectPublicKeyInfo", der, () -> {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(der);
            byte[] key = info.getPublicKeyData().getOctets();
            return switch (Kind.of(info.getAlgorithm())) {
                case RSA -> rsa(key);
                case RSASSA_PSS ->
                    KeyFactory.getInstance("RSASSA-PSS").generatePublic(new X509EncodedKeySpec(info.getEncoded()));
                case ED25519 -> Ed25519Keys.publicKey(key);
                case EC -> curve(info.getAlgorithm().getParameters()).publicKey(key);
            };
        });
    }

    static PublicKey pkcs1Public(byte[] der) throws KeyFormatException {
        return reading("PKCS#1 public key", der, () -> rsa(der));
    }

    static PrivateKey pkcs8(byte[] der) throws KeyFormatException {
        return reading("PKCS#8 private key", der, () -> {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
            AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
            return switch (Kind.of(algorithm)) {
                case RSA -> rsaPrivate("RSA", RSA, info.parsePrivateKey());
                case RSASSA_PSS -> rsaPrivate("RSASSA-PSS", algorithm, info.parsePrivateKey());
                case ED25519 ->
                    Ed25519Keys.privateKey(
                            ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets());
                case EC ->
                    ecPrivate(curve(algorithm.getParameters()), ECPrivateKey.getInstance(info.parsePrivateKey()));
            };
        });
    }

    static PrivateKey pkcs1Private(byte[] der) throws KeyFormatException {
        return reading("PKCS#1 private key", der, () -> rsaPrivate("RSA", RSA, RSAPrivateKey.getInstance(der)));
    }

    /** The structure of RFC 5915, which names its curve. */
    static PrivateKey sec1(byte[] der) throws KeyFormatException {
        return reading("SEC 1 private key", der, () -> {
            ECPrivateKey key = ECPrivateKey.getInstance(der);
            return ecPrivate(curve(key.getParametersObject()), key);
        });
    }

    static PublicKey ed25519(byte[] raw) throws KeyFormatException {
        return Ed25519Keys.publicKey(raw);
    }

    /** The 32 bytes of an Ed25519 key; they stand at the end of its SubjectPublicKeyInfo (RFC 8410 §4). */
    static byte[] ed25519(PublicKey key) {
        byte[] der = key.getEncoded();
        return Arrays.copyOfRange(der, der.length - Ed25519Keys.BYTES, der.length);
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

    private static PrivateKey rsaPrivate(String jdkName, AlgorithmIdentifier algorithm, ASN1Encodable structure)
            throws GeneralSecurityException, IOException, KeyFormatException {
        RSAPrivateKey key = RSAPrivateKey.getInstance(structure);
        // A signature made with one wrong number gives the others away (Boneh, DeMillo, Lipton 1997).
        if (!RsaNumbers.agree(key)) {
            throw new KeyFormatException("the numbers of the RSA private key do not belong together");
        }
        byte[] der = new PrivateKeyInfo(algorithm, key).getEncoded();
        return KeyFactory.getInstance(jdkName).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static PrivateKey ecPrivate(EcCurve curve, ECPrivateKey key) throws KeyFormatException {
        return curve.privateKey(key.getPrivateKey().getOctets());
    }

    private static EcCurve curve(@Nullable ASN1Encodable parameters) throws KeyFormatException {
        if (parameters instanceof ASN1ObjectIdentifier oid) {
            return EcCurve.of(oid);
        }
        throw new KeyFormatException("elliptic curve not given by name (expected: P-256 or P-384)");
    }

    // Bouncy Castle's ASN.1 answers damaged input with several unchecked exceptions; here they become the one checked.
    // Its and the JDK's words and causes stay out: they may show bytes of a secret.
    private static <T> T reading(String what, byte[] der, Reading<T> step) throws KeyFormatException {
        try {
            return step.read();
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new KeyFormatException(what + " of " + der.length + " bytes is damaged, or something else ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}
