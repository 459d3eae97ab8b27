package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linkspan verify} without a key fetches it from where the key id points. */
class VerifyFetchTest {

    @TempDir
    Path folder;

    private HttpServer server;
    private String actor;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        actor = "http://127.0.0.1:" + server.getAddress().getPort() + "/users/a";
        server.createContext("/users/a", exchange -> {
            byte[] document = SignedRequest.actor(actor, actor + "#main-key", SignedRequest.PAIR)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/activity+json");
            exchange.sendResponseHeaders(status, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_key_is_fetched() throws IOException {
        Cli run = verify("--allow-private-network");

        assertThat(run.out()).contains("VERIFIED: signed with " + actor + "#main-key");
        assertThat(run.exit()).isZero();
    }

    @Test
    void a_server_in_secure_mode_is_recognised() throws IOException {
        status = 401;

        Cli run = verify("--allow-private-network");

        assertThat(run.out()).contains("its server seems to be in secure mode").contains("--key");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void nothing_on_this_machine_is_reached_unasked() throws IOException {
        assertThat(verify().out()).contains("scheme: http (expected: https)");
    }

    @Test
    void nothing_is_fetched_offline() throws IOException {
        assertThat(verify("--allow-private-network", "--offline").out())
                .contains("no key was given for " + actor + "#main-key");
    }

    private Cli verify(String... more) throws IOException {
        String body = SignedRequest.BODY.replace(SignedRequest.ACTOR, actor).replace("https://origin.example", actor);
        HttpMessage.Request message = new HttpMessage.Request(
                "POST",
                URI.create("https://relay.example/inbox"),
                Fields.of("Content-Type", "application/activity+json"));
        Fields fields = message.fields()
                .with(RequestSigner.cavage()
                        .sign(
                                message,
                                BodyDigest.of(Body.of(body)),
                                new SigningKey(actor + "#main-key", SignedRequest.PAIR.getPrivate()),
                                Instant.parse(SignedRequest.AT)));
        StringBuilder wire = new StringBuilder("POST /inbox HTTP/1.1\r\n");
        fields.lines()
                .forEach(line -> wire.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append("\r\n"));
        Path file = Files.writeString(folder.resolve("request"), wire + "\r\n" + body);
        String[] words = new String[more.length + 5];
        System.arraycopy(
                new String[] {"verify", "--request", file.toString(), "--at", SignedRequest.AT}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return Cli.run(words);
    }
}
