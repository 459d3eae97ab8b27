package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.Profile;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the lessons about signatures and the relay. */
class ExamplesTest {

    @TempDir
    Path folder;

    @Test
    void a_signed_request_verifies_and_another_body_does_not() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Path privateKey = Files.writeString(folder.resolve("private.pem"), PemKeys.write(keys.getPrivate()));
        Path publicKey = Files.writeString(folder.resolve("public.pem"), PemKeys.write(keys.getPublic()));
        URI inbox = URI.create("https://your.example/inbox");
        Body body = Body.of("{}");

        HttpMessage.Request received =
                new HttpMessage.Request("POST", inbox, SignRequest.sign(privateKey, inbox, body));

        assertThat(VerifyRequest.verify(received, body, publicKey)).isEqualTo("202 signed by https://my.example/actor");
        assertThat(VerifyRequest.verify(received, Body.of("[]"), publicKey))
                .startsWith("401 DIGEST_MISMATCH: digest says");
    }

    @Test
    void a_server_subscribes_to_the_embedded_relay() throws Exception {
        int port = freePort();
        String baseUrl = "http://127.0.0.1:" + port;
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Server relay = EmbedRelay.start(folder, baseUrl, port, keys);
        try (FakeInstance mastodon = FakeInstance.start(Profile.MASTODON)) {
            mastodon.subscribe(URI.create(baseUrl + "/inbox"));

            assertThat(mastodon.awaitSubscribed(Duration.ofSeconds(20))).isTrue();
        } finally {
            relay.stop();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
