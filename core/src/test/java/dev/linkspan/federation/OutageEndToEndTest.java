package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import dev.linkspan.store.Subscription.State;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A whole relay that was away. */
class OutageEndToEndTest {

    private static final KeyPair KEY = KeyPairs.rsa2048();

    private final Store store = Store.inMemory();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));
    private final BlockingQueue<OutgoingRequest> posted = new LinkedBlockingQueue<>();

    private final Transport network = new Transport() {
        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            posted.add(request);
            return CompletableFuture.completedFuture(new Exchange.Answered(202, Fields.none(), Body.none()));
        }

        @Override
        public void close() {}
    };

    private RelayService start() {
        return RelayService.builder()
                .baseUrl("https://relay.example")
                .store(store)
                .keyPair(KEY)
                .transport(network)
                .clock(now::get)
                .build();
    }

    private void subscribed() {
        store.subscriptions()
                .put(
                        new Subscription(
                                "https://m.example/actor",
                                Style.PUBLIC,
                                "m.example",
                                "https://m.example/actor/inbox",
                                Optional.of("https://m.example/inbox"),
                                State.ACCEPTED,
                                "https://m.example/follow",
                                "https://www.w3.org/ns/activitystreams#Public",
                                FollowBack.NONE,
                                Optional.empty(),
                                now.get()),
                        List.of());
    }

    private List<String> log() {
        return store.log().read(0, 10, 100_000).stream().map(LogEntry::type).toList();
    }

    @Test
    void sends_each_subscriber_one_signed_request_when_it_is_back() throws Exception {
        subscribed();
        try (RelayService before = start()) {
            before.tidy();
        }
        now.updateAndGet(time -> time.plus(Duration.ofHours(2)));

        try (RelayService first = start();
                RelayService second = start()) {
            first.tidy();
            second.tidy();
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
            first.tidy();

            OutgoingRequest greeting = posted.poll(20, TimeUnit.SECONDS);
            assertThat(greeting).isNotNull();
            assertThat(greeting.uri().toString()).isEqualTo("https://m.example/actor/inbox");
            assertThat(greeting.body().text()).contains("\"Accept\"", "https://m.example/follow");
            assertThat(greeting.fields().contains("Signature")).isTrue();
            assertThat(log()).containsExactly("Accept");
        }
    }

    @Test
    void sends_nothing_after_a_short_restart() {
        subscribed();
        try (RelayService before = start()) {
            before.tidy();
        }
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));

        try (RelayService again = start()) {
            again.tidy();
        }

        assertThat(log()).isEmpty();
        assertThat(posted).isEmpty();
    }

    @Test
    void greets_who_may_count_it_as_dead_once_a_day_while_nobody_speaks_to_it() {
        subscribed();
        store.values()
                .put(SilenceWatch.HEARD, Optional.empty(), Body.of(now.get().toString()));
        try (RelayService one = start();
                RelayService other = start()) {
            for (int minute = 0; minute < 50 * 60; minute++) {
                one.tidy();
                other.tidy();
                now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
            }
        }

        assertThat(log()).containsExactly("Accept", "Accept");
    }

    @Test
    void an_outage_is_no_silence() {
        subscribed();
        store.values()
                .put(SilenceWatch.HEARD, Optional.empty(), Body.of(now.get().toString()));
        try (RelayService before = start()) {
            before.tidy();
        }
        now.updateAndGet(time -> time.plus(Duration.ofDays(2)));

        try (RelayService again = start()) {
            again.tidy();
        }

        assertThat(log()).containsExactly("Accept");
    }
}
