package dev.linkspan.httpsignatures;

import java.security.PrivateKey;
import java.security.PublicKey;

/** Keys for tests: our vectors' RSA key and the Ed25519 key of RFC 9421 appendix B.1.4. */
final class TestKeys {

    static final String KEY_ID = "https://origin.example/users/a#main-key";
    static final String OWNER = "https://origin.example/users/a";

    private static final String ED25519_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
            -----END PUBLIC KEY-----
            """;
    private static final String ED25519_PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
            -----END PRIVATE KEY-----
            """;

    private static final String RFC_RSA_PUBLIC = """
            -----BEGIN RSA PUBLIC KEY-----
            MIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrw
            WEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFq
            MGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZg
            kne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0P
            uKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQ
            PSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB
            -----END RSA PUBLIC KEY-----
            """;

    private TestKeys() {}

    static PublicKey rsaPublic() {
        return publicKey(Vectors.ownJson("test-key.json").getString("publicKeyPem"));
    }

    static SigningKey rsaSigning() {
        return new SigningKey(
                KEY_ID, privateKey(Vectors.ownJson("test-key.json").getString("privateKeyPem")));
    }

    static VerificationKey rsa() {
        return new VerificationKey(KEY_ID, rsaPublic(), OWNER);
    }

    /** The RSA key of RFC 9421 appendix B.1.1, in PKCS#1. */
    static PublicKey rfcRsaPublic() {
        return publicKey(RFC_RSA_PUBLIC);
    }

    static SigningKey ed25519Signing() {
        return new SigningKey(KEY_ID, privateKey(ED25519_PRIVATE));
    }

    static VerificationKey ed25519() {
        return new VerificationKey(KEY_ID, publicKey(ED25519_PUBLIC), OWNER);
    }

    /** Knows one key, freshly fetched. */
    static KeyResolver knowing(VerificationKey key) {
        return (keyId, freshness) -> keyId.equals(key.keyId())
                ? new KeyResolution.Found(key, true)
                : new KeyResolution.Missing(KeyResolution.Reason.NOT_FOUND, "no such key in this test");
    }

    static PublicKey publicKey(String pem) {
        try {
            return PemKeys.readPublic(pem);
        } catch (KeyFormatException e) {
            throw new AssertionError(e);
        }
    }

    static PrivateKey privateKey(String pem) {
        try {
            return PemKeys.readPrivate(pem);
        } catch (KeyFormatException e) {
            throw new AssertionError(e);
        }
    }
}
