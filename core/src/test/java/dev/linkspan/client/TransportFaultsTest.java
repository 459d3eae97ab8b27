package dev.linkspan.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.linkspan.client.Exchange.Answered;
import dev.linkspan.client.Exchange.Failed;
import dev.linkspan.client.Exchange.Failure;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases N-15 to N-18: whatever a server does to us is a verdict, in time and in little memory. */
@Timeout(60)
class TransportFaultsTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final int LIMIT = 1 << 20;

    private final Transport transport = Transport.open(
            TransportSettings.of(AddressGuard.allowingPrivateNetwork(), "Linkspan/1"), TransportFaultsTest::resolve);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void n15_a_server_that_accepts_and_says_nothing_runs_into_the_deadline() throws Exception {
        try (RawServer server = RawServer.silent()) {
            assertThat(failure(server.uri("/"), SHORT)).isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void n15_a_server_that_stalls_within_the_head_runs_into_the_deadline() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.write("HTTP/1.1 200 OK\r\nContent-Le");
            wire.hold();
        })) {
            assertThat(failure(server.uri("/"), SHORT)).isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void n15_a_server_that_drips_bytes_runs_into_the_deadline_although_it_is_never_idle() throws Exception {
        try (ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor();
                RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                    var unused = drops.scheduleAtFixedRate(
                            () -> {
                                try {
                                    wire.write("x");
                                } catch (java.io.IOException e) {
                                    drops.shutdown();
                                }
                            },
                            0,
                            10,
                            TimeUnit.MILLISECONDS);
                    wire.hold();
                })) {
            assertThat(failure(server.uri("/"), SHORT)).isEqualTo(Failure.TIMEOUT);
            drops.shutdownNow();
        }
    }

    @Test
    void n15_a_server_that_stalls_the_tls_handshake_runs_into_the_deadline() throws Exception {
        try (RawServer server = RawServer.silent()) {
            assertThat(failure(URI.create("https://127.0.0.1:" + server.port() + "/"), SHORT))
                    .isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void n15_interim_answers_without_end_are_no_answer_and_fill_no_memory() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            while (true) {
                wire.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            }
        })) {
            assertThat(failure(server.uri("/"), AMPLE)).isEqualTo(Failure.PROTOCOL);
        }
    }

    @Test
    void n16_an_announced_length_over_the_limit_is_refused_before_the_bytes_come() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: " + (LIMIT + 1) + "\r\n\r\n");
            wire.hold();
        })) {
            assertThat(failure(server.uri("/"), AMPLE)).isEqualTo(Failure.TOO_LARGE);
        }
    }

    @Test
    void n16_a_chunked_body_without_end_is_cut_at_the_limit() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                wire.write("1000\r\n" + "x".repeat(0x1000) + "\r\n");
            }
        })) {
            assertThat(failure(server.uri("/"), AMPLE)).isEqualTo(Failure.TOO_LARGE);
        }
    }

    @Test
    void n16_a_body_until_the_connection_closes_is_cut_at_the_limit() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.write("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                wire.write("x".repeat(0x1000));
            }
        })) {
            assertThat(failure(server.uri("/"), AMPLE)).isEqualTo(Failure.TOO_LARGE);
        }
    }

    @Test
    void n16_a_body_of_exactly_the_limit_is_taken() throws Exception {
        try (RawServer server = RawServer.answering(
                RawServer.head("HTTP/1.1 200 OK", "Content-Length: " + LIMIT) + "x".repeat(LIMIT))) {
            assertThat(answer(server.uri("/")).body().length()).isEqualTo(LIMIT);
        }
    }

    @Test
    void n16_a_body_shorter_than_announced_is_no_answer() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
        })) {
            assertThat(failure(server.uri("/"), AMPLE)).isEqualTo(Failure.CONNECT);
        }
    }

    @Test
    void n16_a_body_longer_than_announced_ends_where_it_was_announced_to_end() throws Exception {
        try (RawServer server = RawServer.answering(
                RawServer.head("HTTP/1.1 200 OK", "Content-Length: 2") + "ok, and " + "more ".repeat(10_000))) {
            assertThat(answer(server.uri("/")).body()).isEqualTo(Body.of("ok"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2|Content-Length: 3",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: chunked, nonsense",
                "Transfer-Encoding: chunked|Transfer-Encoding: gzip"
            })
    void n16_a_length_that_can_be_read_in_two_ways_is_no_answer(String fields) throws Exception {
        String head = RawServer.head("HTTP/1.1 200 OK", fields.replace("|", "\r\n"));
        try (RawServer server = RawServer.answering(head + "3\r\nabc\r\n0\r\n\r\n")) {
            assertThat(failure(server.uri("/"), AMPLE)).isEqualTo(Failure.PROTOCOL);
        }
    }

    @Test
    void n17_a_head_over_16_kib_is_no_answer() throws Exception {
        for (String fields :
                List.of("X: " + "x".repeat(20_000), "X: y\r\n".repeat(10_000) + "X: y", "X".repeat(20_000) + ": y")) {
            try (RawServer server = RawServer.answering(RawServer.head("HTTP/1.1 200 OK", fields))) {
                assertThat(failure(server.uri("/"), AMPLE)).isIn(Failure.TOO_LARGE, Failure.PROTOCOL);
            }
        }
    }

    @Test
    void n17_a_head_without_end_is_no_answer() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.write("HTTP/1.1 200 OK\r\n");
            while (true) {
                wire.write("X: y\r\n");
            }
        })) {
            assertThat(failure(server.uri("/"), AMPLE)).isIn(Failure.TOO_LARGE, Failure.PROTOCOL);
        }
    }

    @Test
    void n17_bytes_that_are_no_utf_8_in_a_field_are_still_a_verdict() throws Exception {
        try (RawServer server =
                RawServer.answering(RawServer.head("HTTP/1.1 200 OK", "X: \u00ff\u00fe\u00c0", "Content-Length: 0"))) {
            assertThat(answer(server.uri("/")).fields().contains("X")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX\u0000Y: z\r\n\r\n",
                "HTTP/1.1 99 Low\r\n\r\n"
            })
    void n17_what_is_no_http_is_no_answer(String response) throws Exception {
        try (RawServer server = RawServer.answering(response)) {
            assertThat(failure(server.uri("/"), AMPLE)).isEqualTo(Failure.PROTOCOL);
        }
    }

    @Test
    void n17_a_chunk_without_a_length_is_no_answer() throws Exception {
        try (RawServer server =
                RawServer.answering(RawServer.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "zz\r\n")) {
            assertThat(failure(server.uri("/"), AMPLE)).isIn(Failure.CONNECT, Failure.PROTOCOL);
        }
    }

    @Test
    void n17_a_switch_of_protocols_that_nobody_asked_for_is_no_answer() throws Exception {
        try (RawServer server =
                RawServer.answering(RawServer.head("HTTP/1.1 101 Switching", "Upgrade: h2c", "Connection: Upgrade"))) {
            assertThat(failure(server.uri("/"), AMPLE)).isEqualTo(Failure.PROTOCOL);
        }
    }

    @Test
    void n18_of_an_error_page_the_status_counts_and_one_kib_is_kept() throws Exception {
        try (RawServer server =
                RawServer.answering(RawServer.head("HTTP/1.1 410 Gone", "Content-Length: 5000") + "x".repeat(5_000))) {
            for (int i = 0; i < 3; i++) {
                Answered answered = answer(server.uri("/"));

                assertThat(answered.status()).isEqualTo(410);
                assertThat(answered.body().length()).isEqualTo(1_024);
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void n18_an_error_page_without_end_is_not_read_to_its_end() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.write("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                wire.write("1000\r\n" + "x".repeat(0x1000) + "\r\n");
            }
        })) {
            Answered answered = answer(server.uri("/"));

            assertThat(answered.status()).isEqualTo(404);
            assertThat(answered.body().length()).isEqualTo(1_024);
        }
    }

    @Test
    void an_answer_given_before_the_body_was_read_is_an_answer() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.write(RawServer.head("HTTP/1.1 413 Too Large", "Content-Length: 0", "Connection: close"));
        })) {
            Exchange exchange = transport
                    .send(new OutgoingRequest(
                            "POST", server.uri("/"), Fields.none(), Body.of("x".repeat(9)), AMPLE, LIMIT))
                    .get(30, TimeUnit.SECONDS);

            assertThat(exchange).isInstanceOf(Answered.class);
        }
    }

    @Test
    void a_connection_that_is_refused_reset_or_closed_is_no_connection() throws Exception {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, RawServer.loopback(1))) {
            unused = socket.getLocalPort();
        }
        assertThat(failure(URI.create("http://127.0.0.1:" + unused + "/"), AMPLE))
                .isEqualTo(Failure.CONNECT);

        try (RawServer server = new RawServer(RawServer.Wire::request)) {
            assertThat(failure(server.uri("/"), AMPLE)).isEqualTo(Failure.CONNECT);
        }

        WireMockServer server = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        try {
            for (Fault fault : List.of(Fault.CONNECTION_RESET_BY_PEER, Fault.EMPTY_RESPONSE)) {
                server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
                assertThat(failure(URI.create("http://127.0.0.1:" + server.port() + "/"), AMPLE))
                        .isEqualTo(Failure.CONNECT);
            }
            for (Fault fault : List.of(Fault.MALFORMED_RESPONSE_CHUNK, Fault.RANDOM_DATA_THEN_CLOSE)) {
                server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
                assertThat(failure(URI.create("http://127.0.0.1:" + server.port() + "/"), AMPLE))
                        .isIn(Failure.CONNECT, Failure.PROTOCOL);
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void a_server_without_tls_or_without_a_certificate_we_trust_fails_the_handshake() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.write("HTTP/1.1 400 Plain\r\n\r\n");
            wire.hold();
        })) {
            assertThat(failure(URI.create("https://127.0.0.1:" + server.port() + "/"), AMPLE))
                    .isEqualTo(Failure.TLS);
        }

        WireMockServer selfSigned =
                new WireMockServer(options().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));
        selfSigned.start();
        try {
            assertThat(failure(URI.create("https://localhost:" + selfSigned.httpsPort() + "/"), AMPLE))
                    .isEqualTo(Failure.TLS);
        } finally {
            selfSigned.stop();
        }
    }

    @Test
    void a_name_without_an_address_is_unresolved() throws Exception {
        assertThat(failure(URI.create("http://unknown.test/"), AMPLE)).isEqualTo(Failure.UNRESOLVED);
    }

    @Test
    void a_name_server_that_hangs_runs_into_the_deadline() throws Exception {
        assertThat(failure(URI.create("http://hanging.test/"), SHORT)).isEqualTo(Failure.TIMEOUT);
    }

    @Test
    void a_deadline_that_has_passed_sends_nothing() throws Exception {
        try (RawServer server = RawServer.silent()) {
            assertThat(failure(server.uri("/"), Duration.ZERO)).isEqualTo(Failure.TIMEOUT);
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void fields_that_would_break_the_request_never_escape_as_an_exception() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.head("HTTP/1.1 200 OK", "Content-Length: 0"))) {
            Exchange exchange = transport
                    .send(new OutgoingRequest(
                            "GET", server.uri("/"), Fields.of("X", "a\r\nInjected: b"), Body.none(), AMPLE, LIMIT))
                    .get(30, TimeUnit.SECONDS);

            assertThat(exchange).isNotNull();
            assertThat(server.heads()).noneMatch(head -> head.contains("\nInjected"));
        }
    }

    private static List<java.net.InetAddress> resolve(String host) throws UnknownHostException {
        if (host.equals("hanging.test")) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
        }
        if (host.equals("unknown.test")) {
            throw new UnknownHostException(host);
        }
        return List.of(RawServer.loopback(1));
    }

    private Exchange send(URI uri, Duration deadline) throws Exception {
        return transport
                .send(new OutgoingRequest("GET", uri, Fields.none(), Body.none(), deadline, LIMIT))
                .get(30, TimeUnit.SECONDS);
    }

    private Answered answer(URI uri) throws Exception {
        Exchange exchange = send(uri, AMPLE);
        assertThat(exchange).isInstanceOf(Answered.class);
        return (Answered) exchange;
    }

    private Failure failure(URI uri, Duration deadline) throws Exception {
        Exchange exchange = send(uri, deadline);
        assertThat(exchange).isInstanceOf(Failed.class);
        Failed failed = (Failed) exchange;
        assertThat(failed.detail()).isNotBlank().doesNotContain("\n").hasSizeLessThan(300);
        return failed.failure();
    }
}
