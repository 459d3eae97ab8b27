package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code linkspan verify} over our own vectors, {@code vectors/linkspan}: what {@code vectors.tsv} says of each. */
class VerifyVectorsTest {

    private static final String AT = "2026-09-01T10:00:02Z";
    private static final String LATER = "2026-09-04T00:00:00Z";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"http-cavage-post.json, draft-cavage-12", "http-rfc9421-post.json, RFC 9421"})
    void signed_posts_are_verified_and_late_ones_are_not(String vector, String scheme) throws IOException {
        StringBuilder wire = new StringBuilder("POST /inbox HTTP/1.1\r\n");
        json(vector)
                .getJsonObject("headers")
                .forEach((name, value) -> wire.append(name)
                        .append(": ")
                        .append(((JsonString) value).getString())
                        .append("\r\n"));
        if (!wire.toString().contains("\r\nHost: ")) {
            wire.append("Host: receiver.example\r\n");
        }
        String request = wire + "\r\n" + new String(bytes("ld-plain.json"), StandardCharsets.UTF_8);

        Cli good = verify(request, AT);
        Cli late = verify(request, LATER);

        assertThat(good.out()).contains("HTTP signature").contains(scheme).contains("\nVERIFIED: ");
        assertThat(good.exit()).isZero();
        assertThat(late.out()).contains("verifies if the clock says 2026-09-01T10:00:0");
        assertThat(late.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ld-plain.json, 0",
        "ld-nonce.json, 0",
        "ld-delete.json, 0",
        "ld-reordered.json, 0",
        "ld-expired.json, 1",
        "ld-graph.json, 1",
        "ld-tampered.json, 1",
        "ld-tampered-created.json, 1"
    })
    void a_document_alone_is_verified_by_its_own_signature(String vector, int exit) throws IOException {
        String body = new String(bytes(vector), StandardCharsets.UTF_8);

        Cli run = verify(
                "POST /inbox HTTP/1.1\r\nHost: receiver.example\r\nContent-Type: application/activity+json\r\n\r\n"
                        + body,
                LATER);

        assertThat(run.exit()).as(run.out()).isEqualTo(exit);
        // Verified is who wrote it; an inbox wants to know who sent it, too.
        assertThat(run.out()).contains("signature_missing: the request has no Signature header");
    }

    @Test
    void a_command_starts_without_server_database_or_native_code() throws Exception {
        Path request = Files.writeString(folder.resolve("request"), SignedRequest.cavage());
        Path key = Files.writeString(folder.resolve("key"), SignedRequest.pem());
        Path loaded = folder.resolve("loaded");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.linkspan.server.Main",
                        "verify",
                        "--request",
                        request.toString(),
                        "--key",
                        key.toString(),
                        "--at",
                        SignedRequest.AT)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(folder.resolve("out"))).contains("VERIFIED: signed with " + SignedRequest.KEY_ID);
        assertThat(Files.readString(folder.resolve("err"))).isEmpty();
        assertThat(Files.readString(loaded))
                .contains("dev.linkspan.server.VerifyCommand")
                .doesNotContain(" org.eclipse.jetty.", " org.sqlite.", " com.amazon.corretto.");
    }

    private Cli verify(String request, String at) throws IOException {
        Path file = Files.writeString(folder.resolve("request"), request);
        Path key = Files.writeString(
                folder.resolve("key.json"), json("test-key.json").getString("publicKeyPem"));
        return Cli.run("verify", "--request", file.toString(), "--key", key.toString(), "--at", at);
    }

    private static JsonObject json(String name) throws IOException {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(bytes(name)))).object();
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = VerifyVectorsTest.class.getResourceAsStream("/vectors/linkspan/" + name)) {
            return in.readAllBytes();
        }
    }
}
