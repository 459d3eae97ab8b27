package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.AddressRanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The relay behind a real Jetty, spoken to in raw HTTP. */
@Timeout(60)
class RelayInJettyTest {

    private static final Peer SUBSCRIBER = Peer.at("https://subscriber.example/actor");
    private static final String LIKE = """
            {"@context":"https://www.w3.org/ns/activitystreams","id":"https://subscriber.example/1","type":"Like",\
            "actor":"https://subscriber.example/actor","object":"https://far.example/1"}""";

    private final RelayRig rig = new RelayRig();
    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);

    @BeforeEach
    void start() throws Exception {
        rig.subscribed(SUBSCRIBER);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(30_000);
        jetty.addConnector(connector);
        jetty.setHandler(new JettyHandler(
                new RelayWeb(rig.service),
                Duration.ofMillis(200),
                ClientAddress.behind(AddressRanges.of(List.of("127.0.0.1")))));
        jetty.start();
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        rig.close();
    }

    @Test
    void a_body_that_does_not_come_is_answered_with_408_and_the_connection_closed() throws IOException {
        String answer = send("POST /inbox HTTP/1.1\r\nHost: relay.example\r\nContent-Length: 1000\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"error\":\"request_timeout\"");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
    }

    @Test
    void two_requests_on_a_connection_are_both_read() throws IOException {
        String post = wire("192.0.2.1", false) + wire("192.0.2.1", true);

        String answers = send(post);

        assertThat(answers).doesNotContain("HTTP/1.1 408 ");
        assertThat(answers.lines().filter(line -> line.contains("HTTP/1.1 "))).hasSize(2);
    }

    @Test
    void what_one_client_of_a_proxy_did_is_not_held_against_another() throws IOException {
        StringBuilder attempts = new StringBuilder();
        for (int i = 0; i < 110; i++) {
            attempts.append(wire("192.0.2.1", "https://subscriber.example/nobody/" + i + "#key", false));
        }

        String unknown = "https://subscriber.example/nobody/last#key";

        String exhausted = send(attempts + wire("192.0.2.1", unknown, true));
        String another = send(wire("192.0.2.2", unknown, true));

        assertThat(exhausted).contains("HTTP/1.1 429 ");
        assertThat(another).doesNotContain("HTTP/1.1 429 ");
    }

    private static String wire(String client, boolean isLast) {
        return wire(client, SUBSCRIBER.keyId(), isLast);
    }

    private static String wire(String client, String keyId, boolean isLast) {
        WebRequest request = SUBSCRIBER.post(LIKE, RelayRig.NOW, keyId);
        StringBuilder wire = new StringBuilder("POST /inbox HTTP/1.1\r\n");
        request.fields()
                .lines()
                .forEach(line -> wire.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append("\r\n"));
        wire.append("X-Forwarded-For: ").append(client).append("\r\n");
        wire.append("Content-Length: ").append(request.body().length()).append("\r\n");
        wire.append(isLast ? "Connection: close\r\n\r\n" : "\r\n");
        return wire + request.body().text();
    }

    /** Sends bytes and reads until the server closes the connection. */
    private String send(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
