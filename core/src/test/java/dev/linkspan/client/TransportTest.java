package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.client.Exchange.Answered;
import dev.linkspan.client.Exchange.Failed;
import dev.linkspan.client.Exchange.Failure;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and what never does. */
class TransportTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Transport transport = Transport.open(
            TransportSettings.of(AddressGuard.allowingPrivateNetwork(), "Linkspan/1 (+https://relay.example/)"));

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void sends_exactly_the_given_fields_and_a_user_agent() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            Fields fields = Fields.of(
                    "Host", "receiver.example",
                    "Date", "Sun, 06 Nov 1994 08:49:37 GMT",
                    "Digest", "SHA-256=abc=",
                    "Content-Type", "application/activity+json",
                    "Signature", "keyId=\"a\",signature=\"b==\"");

            Exchange exchange = await(new OutgoingRequest(
                    "POST", server.uri("/users//a%2Fb?x=%20&y#frag"), fields, Body.of("{}"), AMPLE, 100));

            assertThat(exchange).isInstanceOfSatisfying(Answered.class, answered -> {
                assertThat(answered.status()).isEqualTo(200);
                assertThat(answered.body()).isEqualTo(Body.of("ok"));
            });
            assertThat(server.heads()).hasSize(1);
            List<String> lines = List.of(server.heads().get(0).split("\r\n", -1));
            assertThat(lines.get(0)).isEqualTo("POST /users//a%2Fb?x=%20&y HTTP/1.1");
            assertThat(lines.subList(1, lines.size()))
                    .containsExactlyInAnyOrder(
                            "Host: receiver.example",
                            "Date: Sun, 06 Nov 1994 08:49:37 GMT",
                            "Digest: SHA-256=abc=",
                            "Content-Type: application/activity+json",
                            "Signature: keyId=\"a\",signature=\"b==\"",
                            "User-Agent: Linkspan/1 (+https://relay.example/)",
                            "Content-Length: 2");
        }
    }

    @Test
    void a_given_user_agent_replaces_ours_and_a_missing_host_is_filled_in() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            await(get(server.uri("LOCALHOST", ""), Fields.of("User-Agent", "other")));

            assertThat(List.of(server.heads().get(0).split("\r\n", -1)))
                    .containsExactlyInAnyOrder(
                            "GET / HTTP/1.1", "User-Agent: other", "Host: localhost:" + server.port());
        }
    }

    @Test
    void many_requests_to_one_host_travel_on_one_connection() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            for (int i = 0; i < 50; i++) {
                assertThat(await(get(server.uri("/" + i)))).isInstanceOf(Answered.class);
            }

            assertThat(server.accepted()).isEqualTo(1);
            assertThat(server.heads()).hasSize(50);
        }
    }

    @Test
    void n14_answers_a_redirect_and_does_not_follow_it() throws Exception {
        for (int status : List.of(301, 302, 303, 307, 308)) {
            String answer = "HTTP/1.1 " + status + " R\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
            try (RawServer server = RawServer.answering(answer)) {
                Exchange exchange = await(
                        new OutgoingRequest("POST", server.uri("/inbox"), Fields.none(), Body.of("{}"), AMPLE, 9));

                assertThat(exchange).isInstanceOfSatisfying(Answered.class, answered -> {
                    assertThat(answered.status()).isEqualTo(status);
                    assertThat(answered.fields().first("location")).contains("/elsewhere");
                });
                assertThat(server.heads()).hasSize(1);
            }
        }
    }

    @Test
    void keeps_no_cookie_and_answers_no_challenge() throws Exception {
        String answer = RawServer.head(
                "HTTP/1.1 401 No",
                "Set-Cookie: a=b; Path=/",
                "WWW-Authenticate: Basic realm=\"x\"",
                "Content-Length: 0");
        try (RawServer server = RawServer.answering(answer)) {
            assertThat(await(get(server.uri("/"))))
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(401));
            await(get(server.uri("/")));

            assertThat(server.heads()).hasSize(2).noneMatch(head -> head.contains("Cookie"));
        }
    }

    @Test
    void n16_leaves_a_content_coding_packed() throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nBOMB")) {
            assertThat(await(get(server.uri("/")))).isInstanceOfSatisfying(Answered.class, answered -> {
                assertThat(answered.body()).isEqualTo(Body.of("BOMB"));
                assertThat(answered.fields().first("Content-Encoding")).contains("gzip");
            });
        }
    }

    @Test
    void n19_asks_no_proxy_that_the_environment_names() throws Exception {
        try (RawServer proxy = RawServer.silent();
                RawServer server = RawServer.answering(OK)) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
            System.setProperty("http.nonProxyHosts", "");
            try (Transport started =
                    Transport.open(TransportSettings.of(AddressGuard.allowingPrivateNetwork(), "Linkspan/1"))) {
                assertThat(await(started, get(server.uri("/")))).isInstanceOf(Answered.class);
            } finally {
                System.clearProperty("http.proxyHost");
                System.clearProperty("http.proxyPort");
                System.clearProperty("http.nonProxyHosts");
            }
            assertThat(proxy.accepted()).isZero();
        }
    }

    @Test
    void n09_a_forbidden_uri_opens_no_socket() throws Exception {
        try (RawServer server = RawServer.answering(OK);
                Transport strict = Transport.open(TransportSettings.of(AddressGuard.publicOnly(), "Linkspan/1"))) {
            assertThat(await(strict, get(server.uri("localhost", "/"))))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.FORBIDDEN));
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void bytes_after_an_answer_never_become_the_answer_to_the_next_request() throws Exception {
        String forged = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged";
        try (RawServer server = RawServer.answering(OK + forged)) {
            for (int i = 0; i < 5; i++) {
                Exchange exchange = await(get(server.uri("/" + i)));

                assertThat(exchange instanceof Answered answered
                                && answered.body().equals(Body.of("forged")))
                        .isFalse();
            }
        }
    }

    @Test
    void passes_over_interim_answers() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK)) {
            assertThat(await(get(server.uri("/"))))
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(200));
        }
    }

    @Test
    void refuses_more_requests_than_may_wait_for_one_host() throws Exception {
        try (RawServer server = RawServer.silent()) {
            List<CompletableFuture<Exchange>> exchanges = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                exchanges.add(transport.send(get(server.uri("/"))));
            }
            transport.close();

            // 64 wait, and up to 16 got a connection before the others came.
            assertThat(failures(exchanges)).hasSize(100).contains(Failure.CONNECT);
            assertThat(failures(exchanges).stream().filter(Failure.BUSY::equals))
                    .hasSizeBetween(20, 36);
            assertThat(server.accepted()).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void refuses_more_requests_than_connections_are_allowed_in_all() throws Exception {
        TransportSettings settings =
                new TransportSettings(AddressGuard.allowingPrivateNetwork(), "Linkspan/1", AMPLE, AMPLE, 4, 8);
        try (RawServer server = RawServer.silent();
                Transport small = Transport.open(settings, host -> List.of(RawServer.loopback(1)))) {
            List<CompletableFuture<Exchange>> exchanges = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                exchanges.add(small.send(new OutgoingRequest(
                        "GET",
                        server.uri("host" + i + ".test", "/"),
                        Fields.none(),
                        Body.none(),
                        Duration.ofMillis(300),
                        10)));
            }

            assertThat(failures(exchanges).stream().filter(Failure.BUSY::equals))
                    .hasSize(4);
        }
    }

    @Test
    void closes_the_connections_idle_for_longest_when_there_are_too_many() throws Exception {
        TransportSettings settings =
                new TransportSettings(AddressGuard.allowingPrivateNetwork(), "Linkspan/1", AMPLE, AMPLE, 4, 8);
        try (RawServer server = RawServer.answering(OK);
                JettyTransport small = new JettyTransport(settings, host -> List.of(RawServer.loopback(1)), () -> 0)) {
            for (int i = 0; i < 40; i++) {
                assertThat(await(small, get(server.uri("host" + i + ".test", "/"))))
                        .isInstanceOf(Answered.class);
            }

            Await.until("few are kept", () -> small.openConnections() <= 8);
            assertThat(small.openConnections()).isPositive();
            assertThat(server.accepted()).isEqualTo(40);
        }
    }

    @Test
    void closing_ends_what_is_under_way_and_refuses_what_comes_later() throws Exception {
        try (RawServer server = RawServer.silent()) {
            CompletableFuture<Exchange> pending = transport.send(get(server.uri("/")));

            transport.close();
            transport.close();

            assertThat(failures(List.of(pending))).containsExactly(Failure.CONNECT);
            assertThat(failures(List.of(transport.send(get(server.uri("/")))))).containsExactly(Failure.CONNECT);
        }
    }

    @Test
    void its_threads_do_not_keep_the_machine_alive() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            await(get(server.uri("localhost", "/")));

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("linkspan-"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    private static OutgoingRequest get(URI uri) {
        return get(uri, Fields.none());
    }

    private static OutgoingRequest get(URI uri, Fields fields) {
        return new OutgoingRequest("GET", uri, fields, Body.none(), AMPLE, 1_000);
    }

    private Exchange await(OutgoingRequest request) throws Exception {
        return await(transport, request);
    }

    private static Exchange await(Transport transport, OutgoingRequest request) throws Exception {
        return transport.send(request).get(30, TimeUnit.SECONDS);
    }

    private static List<Failure> failures(List<CompletableFuture<Exchange>> exchanges) throws Exception {
        List<Failure> failures = new ArrayList<>();
        for (CompletableFuture<Exchange> exchange : exchanges) {
            if (exchange.get(30, TimeUnit.SECONDS) instanceof Failed failed) {
                failures.add(failed.failure());
            }
        }
        return failures;
    }
}
