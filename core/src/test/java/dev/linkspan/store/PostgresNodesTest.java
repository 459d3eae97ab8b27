package dev.linkspan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.KnockSettings;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.delivery.Delivery;
import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.delivery.DeliverySettings;
import dev.linkspan.delivery.Timers;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.testkit.store.Entries;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three nodes on one PostgreSQL: subscribed at one, published at another, delivered once by whoever serves the lane. */
@Tag("postgres")
final class PostgresNodesTest {

    private static final PrivateKey KEY = KeyPairs.rsa2048().getPrivate();
    private static final int HOSTS = 12;
    private static final int ENTRIES = 30;

    private final Map<String, AtomicInteger> posts = new ConcurrentHashMap<>();
    private final CountDownLatch all = new CountDownLatch(HOSTS * ENTRIES);

    /** One node. */
    private final class Node implements AutoCloseable {
        final HikariDataSource pool;
        final Store store;
        final Timers timers = Timers.system();
        final AtomicInteger sent = new AtomicInteger();
        final Delivery delivery;

        Node(String url) {
            pool = Pools.of(url);
            store = Store.postgresql(pool);
            delivery = Delivery.start(
                    store,
                    new Transport() {
                        @Override
                        public CompletableFuture<Exchange> send(OutgoingRequest request) {
                            sent.incrementAndGet();
                            return CompletableFuture.completedFuture(taken(request));
                        }

                        @Override
                        public void close() {}
                    },
                    DoubleKnock.standard(KnockSettings.defaults(), InstantSource.system()),
                    server -> new SigningKey("https://relay.example/actor#main-key", KEY),
                    DeliverySettings.defaults(),
                    new DeliveryListener() {},
                    InstantSource.system(),
                    new SecureRandom(),
                    timers);
        }

        @Override
        public void close() {
            delivery.close();
            timers.close();
            store.close();
            pool.close();
        }
    }

    private Exchange taken(OutgoingRequest request) {
        String post = request.uri().getHost() + " " + request.body().text();
        if (posts.computeIfAbsent(post, p -> new AtomicInteger()).incrementAndGet() == 1) {
            all.countDown();
        }
        return new Exchange.Answered(202, Fields.of(), Body.none());
    }

    private static void subscribe(Store store, String host) {
        store.subscriptions()
                .put(
                        new Subscription(
                                "https://" + host + "/actor",
                                Style.PUBLIC,
                                host,
                                "https://" + host + "/inbox",
                                Optional.empty(),
                                Subscription.State.ACCEPTED,
                                "https://" + host + "/follow",
                                "as:Public",
                                Subscription.FollowBack.NONE,
                                Optional.empty(),
                                Instant.parse("2026-01-01T00:00:00Z")),
                        List.of());
    }

    @Test
    void share_the_lanes_and_deliver_everything_once() throws Exception {
        String url = PostgresServer.shared().freshUrl();
        List<Node> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                nodes.add(new Node(url));
            }
            for (int i = 0; i < HOSTS; i++) {
                subscribe(nodes.getFirst().store, "h" + i + ".example");
            }
            for (int i = 0; i < ENTRIES; i++) {
                nodes.get(1 + i % 2).store.log().append(Entries.received("k" + i));
            }

            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(nodes.stream().mapToInt(node -> node.sent.get()).sum()).isEqualTo(HOSTS * ENTRIES);
            assertThat(posts.values())
                    .allSatisfy(count -> assertThat(count.get()).isEqualTo(1));
            assertThat(nodes.getLast().delivery.status().lanes())
                    .hasSize(HOSTS)
                    .allSatisfy(lane -> assertThat(lane.servedBy()).isPresent());
        } finally {
            nodes.forEach(Node::close);
        }
    }
}
