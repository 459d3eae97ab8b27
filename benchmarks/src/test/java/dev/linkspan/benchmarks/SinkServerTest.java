package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SinkServerTest {

    private static final byte[] ACCEPTED =
            "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<SinkRequest> requests = new CopyOnWriteArrayList<>();
    private final SinkServer server = start();

    private SinkServer start() {
        try {
            return SinkServer.start(request -> {
                requests.add(request);
                return SinkAnswer.now(Body.of(ACCEPTED));
            });
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void serves_every_loopback_address_on_a_kept_connection() throws Exception {
        try (Socket socket = new Socket("127.3.2.1", server.port())) {
            for (String part : List.of("POST /inbox HTTP/1.1\r\nHost: a\r\nConte", "nt-Length: 2\r\n\r\n{", "}")) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            assertThat(socket.getInputStream().readNBytes(ACCEPTED.length)).isEqualTo(ACCEPTED);

            String two = "GET /actor HTTP/1.1\r\nHost: b\r\n\r\n";
            socket.getOutputStream().write((two + two).getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(2 * ACCEPTED.length)).hasSize(2 * ACCEPTED.length);
        }
        assertThat(requests).extracting(SinkRequest::authority).containsExactly("a", "b", "b");
        assertThat(requests.getFirst().body().text()).isEqualTo("{}");
        assertThat(requests.getFirst().message().fields().first("content-length"))
                .isEqualTo(Optional.of("2"));
    }

    @Test
    void has_read_everything_a_closed_peer_sent_before_it_says_that_it_is_drained() throws Exception {
        int peers = 50;
        for (int i = 0; i < peers; i++) {
            try (Socket socket = new Socket("127.0.1." + (1 + i), server.port())) {
                socket.getOutputStream()
                        .write("GET /actor HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }

        int[] seen = new int[1];
        server.runWhenDrained(() -> seen[0] = requests.size());

        assertThat(seen[0]).isEqualTo(peers);
    }
}
