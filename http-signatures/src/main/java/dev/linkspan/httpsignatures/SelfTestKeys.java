package dev.linkspan.httpsignatures;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** Published keys, known to everyone, with which providers are tested before they are trusted with real ones. */
final class SelfTestKeys {

    /** The primes of RFC 9421 appendix B.1.1. */
    private static final BigInteger RSA_P = number("""
            b2a794266a971372cff2d62822330800a8939bda3aa6c3e573c0ab2c8f421f451bb9a03624238c70236af1
            2c986d3aa09d6941f597dc026fdc16903cb58722f66e6f60af0737142bfbc152dd0a3c37d449f1dd14e42b
            300f33187d182101f506c269568f9869d6943302e8706ce5c5b7128756c30f873d4806d17d63c8ef82a818
            1cb6e6ca2bb59b
            """);

    private static final BigInteger RSA_Q = number("""
            bd29605d06ef1f35a6b9404544701e8d187f9da4130d5dc69c7e257111ee1411590922e7f36c504b6ffbc4
            53aa7da6eaab5ee435cbca7f376f5a91b1c49d9c20b02ad29652e839ab665bc15382242b664709a73f5df5
            9564587e3ebb07fc49d5903a5f71847f8b0d45e340b5ab9c3c47a5811da7b0dd2029
            """);

    private SelfTestKeys() {}

    /** Private and public key; the shared secret stands on both sides. */
    record Pair(Key signing, Key verifying) {}

    static Pair fitting(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case RSA_V1_5_SHA256, RSA_V1_5_SHA384, RSA_V1_5_SHA512, RSA_PSS_SHA512 -> rsa();
            // RFC 6979 appendix A.2.5
            case ECDSA_P256_SHA256 ->
                ec(
                        "secp256r1",
                        "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
                        "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
                        "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
            // RFC 6979 appendix A.2.6
            case ECDSA_P384_SHA384 ->
                ec(
                        "secp384r1",
                        "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5",
                        "ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a254515480bc13",
                        "8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd2533264720");
            case ED25519 -> ed25519();
            // RFC 4231 §4.3
            case HMAC_SHA256 -> {
                SecretKeySpec secret = new SecretKeySpec(HexFormat.of().parseHex("4a656665"), "HmacSHA256");
                yield new Pair(secret, secret);
            }
        };
    }

    private static Pair rsa() throws GeneralSecurityException {
        BigInteger e = BigInteger.valueOf(65537);
        BigInteger n = RSA_P.multiply(RSA_Q);
        BigInteger p1 = RSA_P.subtract(BigInteger.ONE);
        BigInteger q1 = RSA_Q.subtract(BigInteger.ONE);
        BigInteger d = e.modInverse(p1.multiply(q1));
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKeySpec secret =
                new RSAPrivateCrtKeySpec(n, e, d, RSA_P, RSA_Q, d.mod(p1), d.mod(q1), RSA_Q.modInverse(RSA_P));
        return new Pair(rsa.generatePrivate(secret), rsa.generatePublic(new RSAPublicKeySpec(n, e)));
    }

    private static Pair ec(String curve, String secret, String x, String y) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
        KeyFactory ec = KeyFactory.getInstance("EC");
        return new Pair(
                ec.generatePrivate(new ECPrivateKeySpec(number(secret), spec)),
                ec.generatePublic(new ECPublicKeySpec(new ECPoint(number(x), number(y)), spec)));
    }

    /** RFC 8032 §7.1, test 2. */
    private static Pair ed25519() throws GeneralSecurityException {
        KeyFactory ed = KeyFactory.getInstance("Ed25519");
        byte[] seed = HexFormat.of().parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        // 3d40…660c, little-endian; its highest bit, the sign of x, is not set.
        BigInteger y = number("0c66f42af155cdc08c96c42ecf2c989cbc7e1b4da70ab7925a8943e8c317403d");
        return new Pair(
                ed.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)),
                ed.generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(false, y))));
    }

    private static BigInteger number(String hex) {
        return new BigInteger(hex.replaceAll("\\s", ""), 16);
    }
}
