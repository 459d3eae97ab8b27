package dev.linkspan.httpsignatures;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 keys and their 32 bytes (RFC 8032 §5.1.5). */
final class Ed25519Keys {

    static final int BYTES = 32;

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /*
     * The y coordinates of the eight points of small order: 0 (order 4), 1 and -1 (orders 1 and 2), and the two pairs of
     * order 8, which are each other's negatives. Under such a key signatures verify that nobody made [1].
     *
     * [1] Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs", 2020.
     */
    private static final BigInteger ORDER_8 =
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7", 16);
    private static final Set<BigInteger> SMALL_ORDER_Y =
            Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), ORDER_8, P.subtract(ORDER_8));

    private Ed25519Keys() {}

    /** Whether the key is one of the points under which anything may verify. */
    static boolean hasSmallOrder(EdECPublicKey key) {
        return hasSmallOrder(key.getPoint());
    }

    private static boolean hasSmallOrder(EdECPoint point) {
        return SMALL_ORDER_Y.contains(point.getY().mod(P));
    }

    /**
     * The 32 bytes of a public key; they stand at the end of its SubjectPublicKeyInfo (RFC 8410 §4).
     *
     * @throws IllegalArgumentException if it is an Ed448 key
     */
    static byte[] raw(EdECPublicKey key) {
        requireEd25519(key);
        return KeyCodec.ed25519(key);
    }

    static PublicKey publicKey(byte[] raw) throws KeyFormatException {
        requireLength(raw, "Ed25519 key");
        if (!Ed25519.validatePublicKeyPartial(raw, 0)) {
            throw new KeyFormatException("the Ed25519 key is no point of the curve");
        }
        byte[] bigEndian = reversed(raw);
        boolean xIsOdd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(xIsOdd, new BigInteger(1, bigEndian));
        if (hasSmallOrder(point)) {
            throw new KeyFormatException("the Ed25519 key is a point of small order, under which anything may verify");
        }
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks Ed25519", e);
        }
    }

    static PrivateKey privateKey(byte[] seed) throws KeyFormatException {
        requireLength(seed, "Ed25519 private key");
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks Ed25519", e);
        }
    }

    /** The 32 bytes from which the private key is made. */
    static byte[] seed(EdECPrivateKey key) {
        requireEd25519(key);
        return key.getBytes().orElseThrow(() -> new IllegalArgumentException("key: kept elsewhere (expected: here)"));
    }

    static PublicKey publicKey(EdECPrivateKey key) {
        try {
            return publicKey(new Ed25519PrivateKeyParameters(seed(key))
                    .generatePublicKey()
                    .getEncoded());
        } catch (KeyFormatException e) {
            throw new IllegalStateException("a multiple of the base point is always a good key", e);
        }
    }

    private static void requireEd25519(EdECKey key) {
        if (!key.getParams().getName().equals("Ed25519")) {
            throw new IllegalArgumentException("key: " + key.getParams().getName() + " (expected: Ed25519)");
        }
    }

    private static void requireLength(byte[] raw, String what) throws KeyFormatException {
        if (raw.length != BYTES) {
            throw new KeyFormatException(what + " of " + raw.length + " bytes (expected: 32)");
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
