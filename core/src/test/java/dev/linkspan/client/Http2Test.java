package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange.Answered;
import dev.linkspan.client.Exchange.Failed;
import dev.linkspan.client.Exchange.Failure;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which version of HTTP is spoken with a peer, and over how many connections. */
class Http2Test {

    private static final Duration AMPLE = Duration.ofSeconds(20);

    @Test
    void speaks_http2_with_a_peer_that_offers_it_over_one_connection() throws Exception {
        try (TlsPeer peer = TlsPeer.offering(TlsPeer.Offer.BOTH);
                JettyTransport transport = transport(peer)) {
            List<CompletableFuture<Exchange>> exchanges = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                exchanges.add(transport.send(post(peer, "/inbox")));
            }

            for (CompletableFuture<Exchange> exchange : exchanges) {
                assertThat(exchange.get(30, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                Answered.class,
                                answered -> assertThat(answered.status()).isEqualTo(202));
            }
            assertThat(peer.requests()).hasSize(16).containsOnly("POST /inbox HTTP/2.0 peer.test:" + peer.port());
            assertThat(transport.openConnections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsPeer.Offer.class,
            names = {"ONLY_HTTP11", "NO_ALPN"})
    void speaks_http11_with_a_peer_that_knows_nothing_else(TlsPeer.Offer offer) throws Exception {
        try (TlsPeer peer = TlsPeer.offering(offer);
                JettyTransport transport = transport(peer)) {
            for (int i = 0; i < 10; i++) {
                assertThat(transport.send(post(peer, "/inbox")).get(30, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                Answered.class,
                                answered -> assertThat(answered.status()).isEqualTo(202));
            }

            assertThat(peer.requests()).hasSize(10).containsOnly("POST /inbox HTTP/1.1 peer.test:" + peer.port());
            assertThat(transport.openConnections()).as("kept and used again").isEqualTo(1);
        }
    }

    @Test
    void opens_more_connections_to_a_peer_that_takes_one_request_at_a_time_on_each() throws Exception {
        try (TlsPeer peer = TlsPeer.offering(TlsPeer.Offer.ONLY_HTTP11);
                JettyTransport transport = transport(peer)) {
            peer.holdUntil(4);
            List<CompletableFuture<Exchange>> exchanges = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                exchanges.add(transport.send(post(peer, "/inbox")));
            }

            // None is answered before the fourth has arrived.
            for (CompletableFuture<Exchange> exchange : exchanges) {
                assertThat(exchange.get(30, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
            }
        }
    }

    @Test
    void the_guard_judges_the_address_of_a_peer_that_offers_http2() throws Exception {
        try (TlsPeer peer = TlsPeer.offering(TlsPeer.Offer.BOTH);
                JettyTransport transport = new JettyTransport(
                        TransportSettings.of(new LettersOnly(), "Linkspan/1"),
                        Http2Test::resolve,
                        () -> 0,
                        peer.trust())) {
            Exchange exchange = transport.send(post(peer, "/inbox")).get(30, TimeUnit.SECONDS);

            assertThat(exchange)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.FORBIDDEN));
            assertThat(peer.requests()).isEmpty();
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        try (TlsPeer peer = TlsPeer.offering(TlsPeer.Offer.BOTH);
                JettyTransport transport = new JettyTransport(settings(), Http2Test::resolve, () -> 0)) {
            assertThat(transport.send(post(peer, "/inbox")).get(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.TLS));
            assertThat(peer.requests()).isEmpty();
        }
    }

    private static JettyTransport transport(TlsPeer peer) {
        return new JettyTransport(settings(), Http2Test::resolve, () -> 0, peer.trust());
    }

    private static TransportSettings settings() {
        return TransportSettings.of(AddressGuard.allowingPrivateNetwork(), "Linkspan/1");
    }

    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
    }

    private static OutgoingRequest post(TlsPeer peer, String path) {
        URI uri = URI.create("https://peer.test:" + peer.port() + path);
        Fields fields = Fields.of("Host", "peer.test:" + peer.port(), "Content-Type", "application/activity+json");
        return new OutgoingRequest("POST", uri, fields, Body.of("{}"), AMPLE, 1_000);
    }

    /** Lets every name pass and no address. */
    private static final class LettersOnly implements AddressGuard {

        @Override
        public Optional<String> refusal(URI uri) {
            return Optional.empty();
        }

        @Override
        public Optional<String> refusal(InetAddress address) {
            return Optional.of("no address is good enough");
        }
    }
}
