package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.linkspan.client.Exchange.Answered;
import dev.linkspan.client.Exchange.Failed;
import dev.linkspan.client.Exchange.Failure;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Cases N-01, N-06 and N-07: a name that leads somewhere else the second time it is asked. 127.0.0.1 plays the public
 * address and 127.0.0.2, with a server on the same port, the private one.
 */
class RebindingTest {

    private static final String ONCE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private RawServer publicServer;
    private RawServer privateServer;

    @BeforeEach
    void start() throws Exception {
        publicServer = RawServer.answering(ONCE);
        privateServer =
                new RawServer(new InetSocketAddress(RawServer.loopback(2), publicServer.port()), RawServer.Wire::hold);
    }

    @AfterEach
    void stop() throws Exception {
        publicServer.close();
        privateServer.close();
    }

    @Test
    void n01_a_name_with_only_a_private_address_is_forbidden_and_not_dialled() throws Exception {
        try (Transport transport = open(host -> List.of(RawServer.loopback(2)))) {
            assertThat(send(transport)).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.failure()).isEqualTo(Failure.FORBIDDEN);
                assertThat(failed.detail()).contains("rebind.test").contains("127.0.0.2");
            });
        }
        assertThat(privateServer.accepted()).isZero();
    }

    @Test
    void n06_a_connection_goes_to_the_address_that_was_judged() throws Exception {
        HostResolver firstPublicThenPrivate = host -> {
            asked.add(host);
            return List.of(RawServer.loopback(asked.size() == 1 ? 1 : 2));
        };
        try (Transport transport = open(firstPublicThenPrivate)) {
            assertThat(send(transport)).isInstanceOf(Answered.class);
            assertThat(asked).containsExactly("rebind.test");

            // The answer that was judged is kept for a while, also for new connections.
            assertThat(send(transport)).isInstanceOf(Answered.class);
            assertThat(asked).containsExactly("rebind.test");

            // Later the name is asked for again, and judged again.
            assertThat(sendOnceAskedAgain(transport, Duration.ofMinutes(2)))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.FORBIDDEN));
            assertThat(asked).hasSize(2);
        }
        assertThat(privateServer.accepted()).isZero();
    }

    @Test
    void n07_of_mixed_addresses_the_private_one_is_never_dialled() throws Exception {
        try (Transport transport = open(host -> List.of(RawServer.loopback(2), RawServer.loopback(1)))) {
            assertThat(send(transport)).isInstanceOf(Answered.class);
        }
        assertThat(publicServer.accepted()).isEqualTo(1);
        assertThat(privateServer.accepted()).isZero();
    }

    @Test
    void a_literal_is_judged_at_dial_time_too_and_asks_no_resolver() throws Exception {
        HostResolver none = host -> {
            asked.add(host);
            throw new UnknownHostException(host);
        };
        try (Transport transport = open(none)) {
            assertThat(send(transport, privateServer.uri("127.0.0.2", "/")))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.FORBIDDEN));
            assertThat(send(transport, publicServer.uri("127.0.0.1", "/"))).isInstanceOf(Answered.class);
        }
        assertThat(asked).isEmpty();
        assertThat(privateServer.accepted()).isZero();
    }

    @Test
    void a_name_that_does_not_exist_is_not_asked_for_again_at_once() throws Exception {
        HostResolver none = host -> {
            asked.add(host);
            throw new UnknownHostException(host);
        };
        try (Transport transport = open(none)) {
            for (int i = 0; i < 3; i++) {
                assertThat(send(transport))
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat(failed.failure()).isEqualTo(Failure.UNRESOLVED));
            }
            assertThat(asked).hasSize(1);

            sendOnceAskedAgain(transport, Duration.ofSeconds(11));
            assertThat(asked).hasSize(2);
        }
    }

    private Transport open(HostResolver resolver) {
        Ticker ticker = nanos::get;
        return new JettyTransport(TransportSettings.of(new SecondLoopbackRefused(), "Linkspan/1"), resolver, ticker);
    }

    /** Lets time pass until the name is asked for again: the cache starts the clock shortly after it gave the answer. */
    private Exchange sendOnceAskedAgain(Transport transport, Duration step) throws Exception {
        int before = asked.size();
        Exchange exchange = send(transport);
        for (int i = 0; i < 100 && asked.size() == before; i++) {
            nanos.addAndGet(step.toNanos());
            exchange = send(transport);
        }
        return exchange;
    }

    private Exchange send(Transport transport) throws Exception {
        return send(transport, publicServer.uri("rebind.test", "/"));
    }

    private static Exchange send(Transport transport, URI uri) throws Exception {
        return transport
                .send(new OutgoingRequest("GET", uri, Fields.none(), Body.none(), Duration.ofSeconds(20), 100))
                .get(30, TimeUnit.SECONDS);
    }

    /** Permits every URI, so that all hangs on the address. */
    private static final class SecondLoopbackRefused implements AddressGuard {

        @Override
        public Optional<String> refusal(URI uri) {
            return Optional.empty();
        }

        @Override
        public Optional<String> refusal(InetAddress address) {
            return address.getHostAddress().equals("127.0.0.2")
                    ? Optional.of("address 127.0.0.2 plays the private one")
                    : Optional.empty();
        }
    }
}
