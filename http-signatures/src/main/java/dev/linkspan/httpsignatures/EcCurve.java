package dev.linkspan.httpsignatures;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curves that we use, and the forms of their keys: points (SEC 1 §2.3) and secret numbers. */
enum EcCurve {
    P256("secp256r1", 32, SignatureAlgorithm.ECDSA_P256_SHA256),
    P384("secp384r1", 48, SignatureAlgorithm.ECDSA_P384_SHA384);

    private final String secName;
    private final int coordinateBytes;
    private final SignatureAlgorithm algorithm;

    EcCurve(String secName, int coordinateBytes, SignatureAlgorithm algorithm) {
        this.secName = secName;
        this.coordinateBytes = coordinateBytes;
        this.algorithm = algorithm;
    }

    /** The curve of this object identifier. */
    static EcCurve of(ASN1ObjectIdentifier oid) throws KeyFormatException {
        for (EcCurve curve : values()) {
            if (curve.secName.equals(SECNamedCurves.getName(oid))) {
                return curve;
            }
        }
        throw new KeyFormatException("elliptic curve " + OidNames.curve(oid) + " (expected: P-256 or P-384)");
    }

    /** The curve of a key object. */
    static EcCurve of(ECKey key) {
        for (EcCurve curve : values()) {
            if (curve.algorithm.fits((java.security.Key) key)) {
                return curve;
            }
        }
        throw new IllegalArgumentException("key: on another elliptic curve (expected: P-256 or P-384)");
    }

    /** Reads a point, compressed or not; refuses one that is not on the curve, and the point at infinity. */
    PublicKey publicKey(byte[] encoded) throws KeyFormatException {
        boolean compressed = encoded.length == 1 + coordinateBytes && (encoded[0] == 2 || encoded[0] == 3);
        boolean whole = encoded.length == 1 + 2 * coordinateBytes && encoded[0] == 4;
        if (!compressed && !whole) {
            throw new KeyFormatException(
                    "point of " + encoded.length + " bytes (expected: " + (1 + coordinateBytes) + ", compressed)");
        }
        try {
            return publicKey(parameters().getCurve().decodePoint(encoded)); // checks the equation
        } catch (IllegalArgumentException e) {
            throw new KeyFormatException("the point is not on the curve " + secName);
        }
    }

    /** The point in its compressed form (SEC 1 §2.3.3). */
    byte[] compressed(ECPublicKey key) {
        byte[] compressed = new byte[1 + coordinateBytes];
        compressed[0] = (byte) (key.getW().getAffineY().testBit(0) ? 3 : 2);
        put(key.getW().getAffineX(), compressed);
        return compressed;
    }

    /** Makes a private key of its number. */
    PrivateKey privateKey(byte[] secret) throws KeyFormatException {
        BigInteger number = new BigInteger(1, secret);
        if (number.signum() == 0 || number.compareTo(parameters().getN()) >= 0) {
            throw new KeyFormatException("the private key's number is out of range for " + secName);
        }
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, spec()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks " + secName, e);
        }
    }

    /** The private key's number, as many bytes as a coordinate has. */
    byte[] secret(ECPrivateKey key) {
        byte[] secret = new byte[coordinateBytes];
        put(key.getS(), secret);
        return secret;
    }

    int coordinateBytes() {
        return coordinateBytes;
    }

    /** The public key that belongs to a private one: its multiple of the base point. */
    PublicKey publicKey(ECPrivateKey key) {
        return publicKey(new FixedPointCombMultiplier().multiply(parameters().getG(), key.getS()));
    }

    ECGenParameterSpec generation() {
        return new ECGenParameterSpec(secName);
    }

    private PublicKey publicKey(ECPoint point) {
        ECPoint affine = point.normalize();
        java.security.spec.ECPoint w = new java.security.spec.ECPoint(
                affine.getAffineXCoord().toBigInteger(),
                affine.getAffineYCoord().toBigInteger());
        try {
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, spec()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks " + secName, e);
        }
    }

    private X9ECParameters parameters() {
        return SECNamedCurves.getByName(secName);
    }

    private ECParameterSpec spec() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(generation());
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /** Writes a number to the end of an array, without the byte that only holds its sign. */
    private void put(BigInteger number, byte[] target) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, coordinateBytes);
        System.arraycopy(bytes, bytes.length - length, target, target.length - length, length);
    }
}
