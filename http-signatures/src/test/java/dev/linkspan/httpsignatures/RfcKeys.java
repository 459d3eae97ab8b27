package dev.linkspan.httpsignatures;

import java.security.Key;
import java.util.Base64;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/** The keys of RFC 9421 appendix B.1, public halves and the shared secret. */
final class RfcKeys {

    private static final String PSS = """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
            +QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
            oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
            gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
            Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
            aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
            2wIDAQAB
            -----END PUBLIC KEY-----
            """;
    private static final String P256 = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
            w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
            -----END PUBLIC KEY-----
            """;
    private static final String SECRET =
            "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";

    private RfcKeys() {}

    static Map<String, Key> all() {
        return Map.of(
                "test-key-rsa", TestKeys.rfcRsaPublic(),
                "test-key-rsa-pss", TestKeys.publicKey(PSS),
                "test-key-ecc-p256", TestKeys.publicKey(P256),
                "test-key-ed25519", TestKeys.ed25519().key(),
                "test-shared-secret", secret());
    }

    static SecretKeySpec secret() {
        return new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256");
    }

    /** Knows these keys by their names. */
    static KeyResolver resolver() {
        return resolver(all());
    }

    static KeyResolver resolver(Map<String, Key> keys) {
        return (keyId, freshness) -> keys.containsKey(keyId)
                ? new KeyResolution.Found(new VerificationKey(keyId, keys.get(keyId), "https://example.com/"), true)
                : new KeyResolution.Missing(KeyResolution.Reason.NOT_FOUND, "no such key in this test");
    }
}
