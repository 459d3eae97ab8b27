package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers that die are only worth what their death is. */
class SinkDoorsTest {

    private static final Body ACCEPTED = Body.of("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");

    @Test
    void refuses_connections_while_closed_and_takes_them_again() throws Exception {
        try (SinkServer server = SinkServer.start(request -> SinkAnswer.now(ACCEPTED))) {
            int door = server.openDoor();
            try (Socket kept = new Socket("127.0.3.1", door)) {
                assertThat(ask(kept)).isEqualTo(ACCEPTED);

                server.closeDoor(door);

                assertThat(kept.getInputStream().read()).isEqualTo(-1);
                assertThatThrownBy(() -> new Socket("127.0.3.1", door).close()).isInstanceOf(ConnectException.class);
                try (Socket other = new Socket("127.0.3.1", server.port())) {
                    assertThat(ask(other)).isEqualTo(ACCEPTED);
                }
            }
            server.reopenDoor(door);
            try (Socket again = new Socket("127.0.3.1", door)) {
                assertThat(ask(again)).isEqualTo(ACCEPTED);
            }
        }
    }

    @Test
    void answers_late_and_others_meanwhile() throws Exception {
        try (SinkServer server = SinkServer.start(request -> request.authority().equals("slow")
                        ? SinkAnswer.now(ACCEPTED).after(Duration.ofMillis(200))
                        : SinkAnswer.now(ACCEPTED));
                Socket slow = new Socket("127.0.3.1", server.port());
                Socket quick = new Socket("127.0.3.2", server.port())) {
            long begin = System.nanoTime();
            send(slow, "slow");
            send(quick, "quick");

            assertThat(Body.of(quick.getInputStream().readNBytes(ACCEPTED.length())))
                    .isEqualTo(ACCEPTED);
            assertThat(Body.of(slow.getInputStream().readNBytes(ACCEPTED.length())))
                    .isEqualTo(ACCEPTED);
            assertThat(System.nanoTime() - begin)
                    .isGreaterThan(Duration.ofMillis(199).toNanos());
        }
    }

    private static Body ask(Socket socket) throws IOException {
        send(socket, "any");
        return Body.of(socket.getInputStream().readNBytes(ACCEPTED.length()));
    }

    private static void send(Socket socket, String host) throws IOException {
        String request = "GET /actor HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
}
