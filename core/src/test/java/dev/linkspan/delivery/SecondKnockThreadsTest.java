package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.Knock;
import dev.linkspan.client.KnockSettings;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.store.Store;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The same with real threads: full windows to hosts that nobody knows yet. */
class SecondKnockThreadsTest {

    private static final int HOSTS = 20;
    private static final int ENTRIES = 40;

    private final Set<String> signers = ConcurrentHashMap.newKeySet();
    private final Set<BodyDigest> digests =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void many_at_once_learn_one_thing_and_every_signature_is_made_by_a_signer() throws InterruptedException {
        Rig rig = new Rig();
        for (int i = 0; i < HOSTS; i++) {
            rig.subscribe("host" + i + ".example");
        }
        CountDownLatch delivered = new CountDownLatch(HOSTS * ENTRIES);
        DeliveryListener listener = new DeliveryListener() {
            @Override
            public void onOutcome(DeliveryReport report) {
                delivered.countDown();
            }
        };
        DoubleKnock knocks = new DoubleKnock(
                new NotingSigner("Digest"),
                new NotingSigner("Signature-Input"),
                KnockSettings.defaults(),
                InstantSource.system());
        try (Store store = rig.store;
                Timers timers = Timers.system();
                Delivery delivery = Delivery.start(
                        store,
                        new TakesRfc9421Only(),
                        knocks,
                        server -> Rig.signingKey(),
                        DeliverySettings.defaults(),
                        listener,
                        InstantSource.system(),
                        new Random(1),
                        timers)) {
            for (int i = 0; i < ENTRIES; i++) {
                store.log().append(rig.entry("entry " + i, "object " + i, Rig.everyone()));
            }

            assertThat(delivered.await(60, TimeUnit.SECONDS)).isTrue();
            DeliveryStatus.Totals totals = delivery.status().totals();
            assertThat(totals.delivered()).isEqualTo((long) HOSTS * ENTRIES);
            assertThat(totals.secondKnocks()).isBetween((long) HOSTS, 8L * HOSTS);
            assertThat(requests.get()).isEqualTo((int) (totals.delivered() + totals.secondKnocks()));
        }
        for (int i = 0; i < HOSTS; i++) {
            assertThat(knocks.remembered(URI.create("https://host" + i + ".example/inbox"))
                            .map(Knock::scheme))
                    .contains(SignatureScheme.RFC9421);
        }
        assertThat(signers).isNotEmpty().allMatch(name -> name.startsWith("linkspan-sign-"));
        assertThat(digests).as("one digest for each body, whatever the scheme").hasSize(ENTRIES);
    }

    /** Notes on which thread it signs, and which digest it is given. */
    private final class NotingSigner implements RequestSigner {

        private final String field;

        NotingSigner(String field) {
            this.field = field;
        }

        @Override
        public RequestSigner alsoCovering(Collection<String> fieldNames) {
            return this;
        }

        @Override
        public Fields sign(HttpMessage.Request message, SigningKey key, Instant now) {
            throw new AssertionError("a delivery has a body");
        }

        @Override
        public Fields sign(HttpMessage.Request message, BodyDigest digest, SigningKey key, Instant now) {
            signers.add(Thread.currentThread().getName());
            digests.add(digest);
            return Fields.of(field, digest.base64());
        }
    }

    /** Answers on threads of its own. */
    private final class TakesRfc9421Only implements Transport {

        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            requests.incrementAndGet();
            boolean taken = request.fields().contains("Signature-Input");
            return CompletableFuture.supplyAsync(
                    () -> taken ? status(202) : new Exchange.Answered(401, Fields.none(), Body.none()));
        }

        @Override
        public void close() {}
    }
}
