package dev.linkspan.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.linkspan.client.Exchange.Failure;
import dev.linkspan.client.Fetched.Document;
import dev.linkspan.client.Fetched.Refused;
import dev.linkspan.client.Fetched.Unreachable;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.InetAddress;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases N-08, N-10, N-13, N-14 and O-01 to O-06: what counts as a fetched document, and from where. */
@Timeout(60)
class DocumentClientTest {

    private static final String ACTIVITY = "application/activity+json";
    private static final String DOCUMENT = "{\"id\":\"https://a.example/actor\"}";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T09:00:00Z"));

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private final AddressGuard guard = new OnlyFirstLoopback();
    private final Transport transport =
            Transport.open(TransportSettings.of(guard, "Linkspan/1"), host -> List.of(RawServer.loopback(1)));
    private final FakeSigner signer = new FakeSigner("");
    private final FakeSigner signer9421 = new FakeSigner("RFC 9421 ");
    private final DoubleKnock knocks = new DoubleKnock(signer, signer9421, KnockSettings.defaults(), CLOCK);
    private final DocumentClient client = client(guard, transport, Duration.ofSeconds(20));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        transport.close();
        server.stop();
    }

    @Test
    void fetches_a_document_with_a_signed_request() {
        serve("/actor?x=1", document(ACTIVITY));

        Fetched fetched = client.get(uri("/actor?x=1#main-key"));

        assertThat(fetched).isEqualTo(new Document(uri("/actor?x=1"), Body.of(DOCUMENT)));
        // servers.md section 2, GET
        server.verify(
                1,
                getRequestedFor(urlEqualTo("/actor?x=1"))
                        .withHeader(
                                "Accept",
                                equalTo("application/activity+json, application/ld+json;"
                                        + " profile=\"https://www.w3.org/ns/activitystreams\""))
                        .withHeader("Host", equalTo("127.0.0.1:" + server.port()))
                        .withHeader("Date", equalTo("2026-11-21T09:00:00Z"))
                        .withHeader("Signature", equalTo("GET " + uri("/actor?x=1") + " by me#key"))
                        .withHeader("User-Agent", equalTo("Linkspan/1"))
                        .withoutHeader("Accept-Encoding")
                        .withoutHeader("Content-Type")
                        .withoutHeader("Cookie"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/activity+json",
                "Application/Activity+JSON",
                "application/activity+json; charset=UTF-8",
                "application/activity+json;profile=\"https://www.w3.org/ns/activitystreams\";x",
                "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
                "application/ld+json;profile=https://www.w3.org/ns/activitystreams",
                "APPLICATION/LD+JSON; charset=utf-8 ; PROFILE = \"https://www.w3.org/ns/activitystreams\"",
                "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"; charset=utf-8",
                "application/ld+json; profile=\"https://other.example/;x https://www.w3.org/ns/activitystreams\""
            })
    void o02_takes_activitystreams_media_types_in_every_spelling(String contentType) {
        serve("/actor", document(contentType));

        assertThat(client.get(uri("/actor"))).isInstanceOf(Document.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/octet-stream",
                "image/png",
                "text/html; profile=\"https://www.w3.org/ns/activitystreams\"",
                "application/json",
                "application/ld+json",
                "application/ld+json; profile=\"https://other.example/\"",
                "application/ld+json; x=\";profile=https://www.w3.org/ns/activitystreams\"",
                "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams#x\"",
                "application/activity+json, text/html",
                "application/activity+jsonx",
                ";"
            })
    void o01_refuses_every_other_media_type(String contentType) {
        serve("/actor", document(contentType));

        assertThat(client.get(uri("/actor")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(200));
    }

    @Test
    void o01_refuses_an_answer_with_no_media_type_or_two() {
        serve("/none", aResponse().withBody(DOCUMENT));
        serve("/two", document(ACTIVITY).withHeader("Content-Type", ACTIVITY, "text/html"));

        assertThat(client.get(uri("/none"))).isInstanceOf(Refused.class);
        assertThat(client.get(uri("/two"))).isInstanceOf(Refused.class);
    }

    @Test
    void n16_refuses_a_packed_document() {
        serve("/actor", document(ACTIVITY).withHeader("Content-Encoding", "gzip"));

        assertThat(client.get(uri("/actor"))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 304, 400, 401, 403, 404, 410, 500, 503})
    void an_answer_that_is_no_success_is_refused_with_its_status(int status) {
        serve("/actor", document(ACTIVITY).withStatus(status));

        assertThat(client.get(uri("/actor")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(status));
        server.verify(status == 400 || status == 401 ? 2 : 1, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({"301,/b", "302,b", "303,//127.0.0.1:PORT/b", "307,http://127.0.0.1:PORT/b", "308,./x/../b#key"})
    void o05_a_redirect_is_followed_and_the_final_uri_reported(int status, String location) {
        redirect("/a", status, location.replace("PORT", Integer.toString(server.port())));
        serve("/b", document(ACTIVITY));

        assertThat(client.get(uri("/a"))).isEqualTo(new Document(uri("/b"), Body.of(DOCUMENT)));
    }

    @Test
    void n14_every_hop_is_signed_anew_for_its_own_host() {
        URI other = URI.create("http://other.test:" + server.port() + "/b");
        redirect("/a", 302, other.toString());
        serve("/b", document(ACTIVITY));

        assertThat(client.get(uri("/a"))).isEqualTo(new Document(other, Body.of(DOCUMENT)));

        assertThat(signer.signed).containsExactly(uri("/a"), other);
        server.verify(getRequestedFor(urlEqualTo("/b"))
                .withHeader("Host", equalTo("other.test:" + server.port()))
                .withHeader("Signature", equalTo("GET " + other + " by me#key")));
    }

    @Test
    void a_redirect_to_a_lone_query_keeps_the_path() {
        redirect("/users/a", 302, "?format=json");
        serve("/users/a?format=json", document(ACTIVITY));

        assertThat(client.get(uri("/users/a"))).isInstanceOf(Document.class);
    }

    @Test
    void n08_a_redirect_to_a_forbidden_address_is_neither_signed_nor_dialled() throws Exception {
        try (RawServer internal = RawServer.silent()) {
            redirect("/a", 302, internal.uri("localhost", "/admin").toString());

            assertThat(client.get(uri("/a")))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            unreachable -> assertThat(unreachable.failure()).isEqualTo(Failure.FORBIDDEN));
            assertThat(internal.accepted()).isZero();
            assertThat(signer.signed).containsExactly(uri("/a"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "data:application/activity+json,{}", "gopher://a.example/", "ftp://a/"})
    void n10_a_redirect_to_another_scheme_is_forbidden(String location) {
        redirect("/a", 302, location);

        assertThat(client.get(uri("/a"))).isNotInstanceOf(Document.class);
        server.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void n10_https_never_redirects_to_http() {
        Transport downgrading = fixed(new Exchange.Answered(
                302, Fields.of("Location", "http://a.example/actor", "Content-Type", ACTIVITY), Body.none()));
        DocumentClient secure = client(AddressGuard.allowingPrivateNetwork(), downgrading, Duration.ofSeconds(20));

        assertThat(secure.get(URI.create("https://a.example/actor"))).isInstanceOf(Refused.class);
        assertThat(signer.signed).hasSize(1);
    }

    @Test
    void n13_at_most_three_redirects_are_followed() {
        redirect("/1", 302, "/2");
        redirect("/2", 302, "/3");
        redirect("/3", 302, "/4");
        serve("/4", document(ACTIVITY));
        redirect("/0", 302, "/1");

        assertThat(client.get(uri("/1"))).isInstanceOf(Document.class);
        server.resetRequests();
        assertThat(client.get(uri("/0"))).isInstanceOf(Refused.class);
        server.verify(4, getRequestedFor(anyUrl()));
    }

    @Test
    void n13_loops_of_redirects_end() {
        redirect("/self", 302, "/self");
        redirect("/ping", 301, "/pong");
        redirect("/pong", 301, "/ping");

        assertThat(client.get(uri("/self"))).isInstanceOf(Refused.class);
        assertThat(client.get(uri("/ping"))).isInstanceOf(Refused.class);
        server.verify(8, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/with space", "http://", "::", "http://user@127.0.0.1/", "%zz"})
    void n13_a_location_that_is_no_good_uri_ends_the_fetch(String location) {
        Transport redirecting = fixed(new Exchange.Answered(302, Fields.of("Location", location), Body.none()));
        DocumentClient redirected = client(AddressGuard.allowingPrivateNetwork(), redirecting, Duration.ofSeconds(20));

        assertThat(redirected.get(URI.create("http://a.example/"))).isNotInstanceOf(Document.class);
        assertThat(signer.signed).hasSize(1);
    }

    @Test
    void n13_no_location_or_two_end_the_fetch() {
        serve("/none", aResponse().withStatus(302));
        serve("/two", aResponse().withStatus(302).withHeader("Location", "/b", "/c"));

        assertThat(client.get(uri("/none"))).isInstanceOf(Refused.class);
        assertThat(client.get(uri("/two"))).isInstanceOf(Refused.class);
        server.verify(2, getRequestedFor(anyUrl()));
    }

    @Test
    void n15_the_deadline_counts_over_all_hops_together() throws Exception {
        try (RawServer slow = RawServer.silent()) {
            DocumentClient hurried = client(guard, transport, Duration.ofMillis(300));
            redirect("/a", 302, slow.uri("/").toString());

            assertThat(hurried.get(uri("/a")))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            unreachable -> assertThat(unreachable.failure()).isEqualTo(Failure.TIMEOUT));
        }
    }

    @Test
    void n15_a_transport_that_forgets_its_deadline_does_not_hold_the_caller() {
        Transport forgetful = new FixedTransport(new CompletableFuture<>());

        assertThat(client(guard, forgetful, Duration.ofMillis(50)).get(uri("/a")))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        unreachable -> assertThat(unreachable.failure()).isEqualTo(Failure.TIMEOUT));
    }

    @Test
    void n16_refuses_a_document_over_one_mebibyte() {
        serve("/fits", aResponse().withHeader("Content-Type", ACTIVITY).withBody("x".repeat(1 << 20)));
        serve("/over", aResponse().withHeader("Content-Type", ACTIVITY).withBody("x".repeat((1 << 20) + 1)));

        assertThat(client.get(uri("/fits"))).isInstanceOf(Document.class);
        assertThat(client.get(uri("/over")))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        unreachable -> assertThat(unreachable.failure()).isEqualTo(Failure.TOO_LARGE));
    }

    @Test
    void asks_last_with_the_query_unsigned_when_a_server_verifies_it_so() {
        URI uri = uri("/actor?id=7");
        server.stubFor(get(urlEqualTo("/actor?id=7")).willReturn(aResponse().withStatus(401)));
        server.stubFor(get(urlEqualTo("/actor?id=7"))
                .withHeader("Signature", equalTo("GET " + uri("/actor") + " by me#key"))
                .willReturn(document(ACTIVITY)));

        assertThat(client.get(uri)).isEqualTo(new Document(uri, Body.of(DOCUMENT)));
        assertThat(signer.signed).containsExactly(uri, uri("/actor"));
    }

    @Test
    void asks_three_times_at_most_when_a_server_always_refuses() {
        serve("/actor?id=7", aResponse().withStatus(401));

        assertThat(client.get(uri("/actor?id=7")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(401));
        server.verify(3, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "https:opaque", "file:///etc/passwd", "http://localhost:1/", "#main-key", ""})
    void a_forbidden_uri_costs_neither_a_signature_nor_a_request(String uri) {
        assertThat(client.get(URI.create(uri)))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        unreachable -> assertThat(unreachable.failure()).isEqualTo(Failure.FORBIDDEN));
        assertThat(signer.signed).isEmpty();
    }

    @Test
    void signs_the_very_characters_that_it_sends() {
        serve("/caf%C3%A9", document(ACTIVITY));

        assertThat(client.get(uri("/caf\u00e9"))).isEqualTo(new Document(uri("/caf%C3%A9"), Body.of(DOCUMENT)));
        assertThat(signer.signed).containsExactly(uri("/caf%C3%A9"));
    }

    private DocumentClient client(AddressGuard guard, Transport transport, Duration deadline) {
        return new SigningDocumentClient(
                new DocumentRequests(transport, guard), knocks, server -> FakeSigner.KEY, CLOCK, deadline);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private void serve(String path, ResponseDefinitionBuilder response) {
        server.stubFor(get(urlEqualTo(path)).willReturn(response));
    }

    private void redirect(String path, int status, String location) {
        serve(path, aResponse().withStatus(status).withHeader("Location", location));
    }

    private static ResponseDefinitionBuilder document(String contentType) {
        return aResponse().withHeader("Content-Type", contentType).withBody(DOCUMENT);
    }

    private static Transport fixed(Exchange exchange) {
        return new FixedTransport(CompletableFuture.completedFuture(exchange));
    }

    private record FixedTransport(CompletableFuture<Exchange> answer) implements Transport {

        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            return answer;
        }

        @Override
        public void close() {}
    }

    /** Refuses {@code localhost}, which plays the private network here. */
    private static final class OnlyFirstLoopback implements AddressGuard {

        private final AddressGuard guard = AddressGuard.allowingPrivateNetwork();

        @Override
        public Optional<String> refusal(URI uri) {
            return "localhost".equals(uri.getHost()) ? Optional.of("plays a private host") : guard.refusal(uri);
        }

        @Override
        public Optional<String> refusal(InetAddress address) {
            return guard.refusal(address);
        }
    }

    /** Writes into the signature what it covers. */
    private static final class FakeSigner implements RequestSigner {

        static final SigningKey KEY = new SigningKey("me#key", privateKey());

        final List<URI> signed = new CopyOnWriteArrayList<>();
        final String scheme;

        FakeSigner(String scheme) {
            this.scheme = scheme;
        }

        @Override
        public RequestSigner alsoCovering(Collection<String> fieldNames) {
            return this;
        }

        @Override
        public Fields sign(HttpMessage.Request message, SigningKey key, Instant now) {
            signed.add(message.targetUri());
            return Fields.of(
                    "Host", message.targetUri().getRawAuthority(),
                    "Date", now.toString(),
                    "Signature", scheme + message.method() + " " + message.targetUri() + " by " + key.keyId());
        }

        @Override
        public Fields sign(HttpMessage.Request message, BodyDigest digest, SigningKey key, Instant now) {
            throw new AssertionError("a GET has no body");
        }

        private static PrivateKey privateKey() {
            try {
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }
}
