package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.store.Lane;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveryScaleTest {

    @Test
    void ten_thousand_lanes_share_one_reading_of_the_log() {
        try (Rig rig = new Rig()) {
            ProbedStore store = new ProbedStore(rig.store);
            rig.store = store;
            for (int i = 0; i < 10_000; i++) {
                rig.subscribe("host" + i + ".example");
            }
            rig.start();
            store.entriesRead.clear();
            rig.transport.holding = true;
            for (int i = 0; i < 20; i++) {
                rig.append("entry " + i);
            }

            long delivered = 0;
            while (!rig.transport.held.isEmpty()) {
                assertThat(rig.transport.held).hasSizeLessThanOrEqualTo(rig.settings.maxInFlight());
                List<ScriptedTransport.Held> batch = List.copyOf(rig.transport.held);
                rig.transport.held.clear();
                batch.forEach(held -> held.answer(status(202)));
                delivered += batch.size();
                rig.transport.sent.clear();
                rig.time.settle();
            }
            rig.time.advance(Duration.ofSeconds(1));

            assertThat(delivered).isEqualTo(200_000);
            assertThat(store.entriesRead)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
            assertThat(rig.store.lanes().all()).allMatch(lane -> lane.progress().cursor() == 20);
            // A lane that waits for nothing costs no timer; what is left is the sweep.
            assertThat(rig.time.pendingTimers()).isEqualTo(1);
        }
    }

    @Test
    void lanes_that_fell_behind_together_share_pages_of_history() {
        try (Rig rig = new Rig()) {
            ProbedStore store = new ProbedStore(rig.store);
            rig.store = store;
            for (int i = 0; i < 40; i++) {
                rig.subscribe("host" + i + ".example");
            }
            for (int i = 0; i < 1_000; i++) {
                rig.append("entry " + i);
            }

            rig.start();

            assertThat(rig.transport.sent).hasSize(40_000);
            assertThat(store.entriesRead).hasSizeLessThan(3_000);
        }
    }

    @Test
    void hosts_that_let_us_wait_do_not_take_the_places_of_those_that_answer() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxInFlight(20).build();
            for (int i = 0; i < 100; i++) {
                rig.subscribe("slow" + i + ".example");
            }
            rig.subscribe("fast.example");
            rig.start();
            rig.transport.script =
                    sent -> sent.host().equals("fast.example") ? status(202) : failed(Exchange.Failure.TIMEOUT);
            rig.append("first");
            rig.transport.holding = true;

            for (int i = 0; i < 100; i++) {
                rig.append("entry " + i);
                for (ScriptedTransport.Held held : List.copyOf(rig.transport.held)) {
                    if (held.sent().host().equals("fast.example")) {
                        rig.transport.held.remove(held);
                        held.answer(status(202));
                    }
                }
                rig.time.settle();
            }

            assertThat(rig.transport.held).as("slow hosts that keep us waiting").hasSize(10);
            assertThat(rig.transport.bodiesTo("fast.example")).hasSize(101);
        }
    }

    @Test
    void closing_writes_all_cursors_at_once() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.append("one");
            assertThat(rig.store
                            .lanes()
                            .find("a.example")
                            .orElseThrow()
                            .progress()
                            .cursor())
                    .isZero();

            rig.delivery.close();

            assertThat(rig.store
                            .lanes()
                            .find("a.example")
                            .orElseThrow()
                            .progress()
                            .cursor())
                    .isEqualTo(1);
            rig.append("two");
            rig.time.advance(Duration.ofHours(1));
            assertThat(rig.transport.sent).hasSize(1);
        }
    }

    @Test
    void a_store_that_fails_for_a_while_delays_and_loses_nothing() {
        try (Rig rig = new Rig()) {
            ProbedStore store = new ProbedStore(rig.store);
            rig.store = store;
            rig.start();
            rig.subscribe("a.example");
            rig.append("one");
            store.failing.addAll(List.of("read", "at", "find", "advance", "removeIfIdle"));
            rig.store.log().append(rig.control("b.example", "Accept"));
            rig.append("two");
            rig.time.advance(Duration.ofSeconds(30));
            assertThat(rig.transport.sent).hasSize(1);

            store.failing.clear();
            rig.time.advance(Duration.ofSeconds(30));

            assertThat(rig.transport.sent)
                    .extracting(ScriptedTransport.Sent::body)
                    .containsExactlyInAnyOrder("one", "own Accept", "two");
            assertThat(rig.store.lanes().all()).extracting(Lane::authority).containsExactly("a.example");
            assertThat(rig.store
                            .lanes()
                            .find("a.example")
                            .orElseThrow()
                            .progress()
                            .cursor())
                    .isEqualTo(3);
        }
    }

    @Test
    void threads_and_the_real_clock_do_the_same() throws InterruptedException {
        int lanes = 200;
        int entries = 50;
        Rig rig = new Rig();
        for (int i = 0; i < lanes; i++) {
            rig.subscribe("host" + i + ".example");
        }
        CountDownLatch delivered = new CountDownLatch(lanes * entries);
        DeliveryListener listener = new DeliveryListener() {
            @Override
            public void onOutcome(DeliveryReport report) {
                delivered.countDown();
            }
        };
        Store store = rig.store;
        try (Timers timers = Timers.system();
                Delivery delivery = Delivery.start(
                        store,
                        new AnsweringTransport(),
                        Rig.knocks(InstantSource.system()),
                        server -> Rig.signingKey(),
                        DeliverySettings.defaults(),
                        listener,
                        InstantSource.system(),
                        new Random(1),
                        timers)) {
            for (int i = 0; i < entries; i++) {
                store.log().append(rig.entry("entry " + i, "object " + i % 7, Rig.everyone()));
            }

            assertThat(delivered.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(delivery.status().totals().delivered()).isEqualTo((long) lanes * entries);
        }
        assertThat(store.lanes().all()).allMatch(lane -> lane.progress().cursor() == entries);
        store.close();
    }

    /** Takes everything, on another thread. */
    private static final class AnsweringTransport implements Transport {

        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            return CompletableFuture.supplyAsync(() -> status(202));
        }

        @Override
        public void close() {}
    }
}
