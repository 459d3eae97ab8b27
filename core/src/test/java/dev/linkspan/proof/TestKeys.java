package dev.linkspan.proof;

import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Shared;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;

/** The vectors beside this test, and the key that made them. */
final class TestKeys {

    private TestKeys() {}

    static JsonObject document(String name) {
        try (InputStream in = TestKeys.class.getResourceAsStream(name + ".json")) {
            return Shared.json(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PublicKey publicKey() {
        return publicKey(document("test-key").getString("publicKeyPem"));
    }

    static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(pem)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static SigningKey signingKey() {
        JsonObject key = document("test-key");
        try {
            return new SigningKey(
                    key.getString("id"),
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(new PKCS8EncodedKeySpec(der(key.getString("privateKeyPem")))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] der(String pem) {
        String base64 = pem.lines().filter(line -> !line.startsWith("-----")).reduce("", String::concat);
        return Base64.getDecoder().decode(base64);
    }
}
