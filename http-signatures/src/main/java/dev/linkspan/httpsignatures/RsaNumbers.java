package dev.linkspan.httpsignatures;

import java.math.BigInteger;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/** The relations between the numbers of an RSA private key with two primes (RFC 8017 §3.2). */
final class RsaNumbers {

    private RsaNumbers() {}

    static boolean agree(RSAPrivateKey key) {
        BigInteger p = key.getPrime1();
        BigInteger q = key.getPrime2();
        if (p.compareTo(BigInteger.ONE) <= 0 || q.compareTo(BigInteger.ONE) <= 0) {
            return false;
        }
        return p.multiply(q).equals(key.getModulus())
                && isExponent(key, key.getExponent1(), p.subtract(BigInteger.ONE))
                && isExponent(key, key.getExponent2(), q.subtract(BigInteger.ONE))
                && isOne(key.getCoefficient().multiply(q), p);
    }

    private static boolean isExponent(RSAPrivateKey key, BigInteger exponent, BigInteger order) {
        return key.getPrivateExponent().mod(order).equals(exponent)
                && isOne(exponent.multiply(key.getPublicExponent()), order);
    }

    private static boolean isOne(BigInteger product, BigInteger modulus) {
        return product.mod(modulus).equals(BigInteger.ONE.mod(modulus));
    }
}
