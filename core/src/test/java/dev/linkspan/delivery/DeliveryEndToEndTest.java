package dev.linkspan.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.KnockSettings;
import dev.linkspan.client.Transport;
import dev.linkspan.client.TransportSettings;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Store;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Over real sockets, with the real signer, verified by the receiver. */
class DeliveryEndToEndTest {

    private static final String KEY_ID = "https://relay.example/actor#main-key";

    @Test
    void posts_what_the_receiver_finds_signed_and_whole() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        WireMockServer server =
                new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
        server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(202)));
        server.start();
        String authority = "127.0.0.1:" + server.port();
        Rig rig = new Rig();
        CompletableFuture<Outcome> first = new CompletableFuture<>();
        DeliveryListener listener = new DeliveryListener() {
            @Override
            public void onOutcome(DeliveryReport report) {
                first.complete(report.outcome());
            }
        };

        try (Store store = rig.store;
                Timers timers = Timers.system();
                Transport transport =
                        Transport.open(TransportSettings.of(AddressGuard.allowingPrivateNetwork(), "Linkspan-test/1"));
                Delivery delivery = Delivery.start(
                        store,
                        transport,
                        DoubleKnock.standard(KnockSettings.defaults(), InstantSource.system()),
                        to -> new SigningKey(KEY_ID, keys.getPrivate()),
                        DeliverySettings.builder()
                                .deadline(Duration.ofSeconds(60))
                                .build(),
                        listener,
                        InstantSource.system(),
                        new Random(),
                        timers)) {
            store.log()
                    .append(rig.entry(
                            "Grüße",
                            "object",
                            new Audience.OneLane(authority, "http://" + authority + "/users/a/inbox")));

            assertThat(first.get(90, TimeUnit.SECONDS)).isEqualTo(new Outcome.Delivered(202));
            assertThat(delivery.status().totals().delivered()).isEqualTo(1);
            LoggedRequest request = server.getAllServeEvents().getFirst().getRequest();
            Body body = Body.of(request.getBody());
            HttpMessage.Request message = new HttpMessage.Request(
                    "POST", URI.create("http://" + authority + request.getUrl()), fields(request));
            assertThat(body).isEqualTo(Body.of("own Grüße"));
            assertThat(message.path()).isEqualTo("/users/a/inbox");
            assertThat(message.fields().all("Host")).containsExactly(authority);
            assertThat(message.fields().all("User-Agent")).containsExactly("Linkspan-test/1");
            Verdict verdict = RequestVerifier.of(VerificationPolicy.FEDIVERSE, InstantSource.system())
                    .verify(
                            message,
                            body,
                            (keyId, freshness) -> new KeyResolution.Found(
                                    new VerificationKey(keyId, keys.getPublic(), KEY_ID), true));
            assertThat(verdict).isInstanceOfSatisfying(Verdict.Valid.class, valid -> {
                assertThat(valid.scheme()).isEqualTo(SignatureScheme.CAVAGE);
                assertThat(valid.key().keyId()).isEqualTo(KEY_ID);
            });
        } finally {
            server.stop();
        }
    }

    private static Fields fields(LoggedRequest request) {
        List<Fields.Line> lines = new ArrayList<>();
        for (HttpHeader header : request.getHeaders().all()) {
            header.values().forEach(value -> lines.add(new Fields.Line(header.key(), value)));
        }
        return new Fields(lines);
    }
}
