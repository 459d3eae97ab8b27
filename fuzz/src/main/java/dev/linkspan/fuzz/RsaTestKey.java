package dev.linkspan.fuzz;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.SigningKey;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.Objects;

/** The RSA key of our own vectors, which protects nothing. */
final class RsaTestKey {

    private static final JsonObject KEY = read();

    private RsaTestKey() {}

    static String publicPem() {
        return KEY.getString("publicKeyPem");
    }

    static String privatePem() {
        return KEY.getString("privateKeyPem");
    }

    static PublicKey publicKey() {
        return Genuine.publicKey(publicPem());
    }

    static SigningKey signingKey() {
        return new SigningKey(KEY.getString("id"), Genuine.privateKey(privatePem()));
    }

    private static JsonObject read() {
        try (InputStream in = Objects.requireNonNull(RsaTestKey.class.getResourceAsStream("test-key.json"))) {
            return Json.object(Body.of(in.readAllBytes())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
