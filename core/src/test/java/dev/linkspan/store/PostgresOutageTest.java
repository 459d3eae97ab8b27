package dev.linkspan.store;

import static dev.linkspan.testkit.store.Entries.ids;
import static dev.linkspan.testkit.store.Entries.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.linkspan.build.Await;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.StoreException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node does while its PostgreSQL is killed, gone, or behind a broken network. */
@Tag("postgres")
@Timeout(300)
final class PostgresOutageTest {

    private static final int KILLS = 5;

    /** Short, so that the test is. */
    private static final PostgresDialect.Patience IMPATIENT =
            new PostgresDialect.Patience(Duration.ofSeconds(1), Duration.ofMillis(100));

    @Test
    void holds_every_acknowledged_act_once_when_the_server_is_killed_between_any_two() throws Exception {
        PostgresServer server = PostgresServer.startOwn();
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicBoolean ended = new AtomicBoolean();
        try (HikariDataSource pool = Pools.of(server.freshUrl());
                Store store = Store.postgresql(pool)) {
            try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> working = new ArrayList<>();
                for (int worker = 0; worker < 8; worker++) {
                    String name = "w" + worker;
                    working.add(workers.submit(() -> work(store, name, ended, acknowledged)));
                }
                for (int kill = 0; kill < KILLS; kill++) {
                    awaitMore(acknowledged);
                    server.kill();
                    server.start();
                }
                awaitMore(acknowledged);
                ended.set(true);
                for (Future<?> worker : working) {
                    worker.get();
                }
            } finally {
                ended.set(true);
            }

            List<String> kept = ids(store.log().read(0, Integer.MAX_VALUE, Long.MAX_VALUE));
            assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(store.log().end()).isEqualTo(kept.size());
            // Acknowledged or not, an act is there as a whole.
            Set<String> all = new HashSet<>(kept);
            assertThat(kept).allMatch(id -> id.endsWith("/second") || all.contains(id + "/second"));
        } finally {
            server.end();
        }
    }

    /** Goes on as a publisher does: what was not acknowledged is sent again, and may then be a duplicate. */
    private static void work(
            Store store, String name, AtomicBoolean ended, ConcurrentLinkedQueue<String> acknowledged) {
        for (int i = 0; !ended.get(); i++) {
            String key = name + "/" + i;
            boolean done = false;
            while (!done && !ended.get()) {
                try {
                    store.log().append(List.of(received(key), received(key + "/second")));
                    acknowledged.add(key);
                    done = true;
                } catch (StoreException e) {
                    assertThat(e.reason()).isEqualTo(Reason.FAILED);
                }
            }
        }
    }

    private static void awaitMore(ConcurrentLinkedQueue<String> acknowledged) {
        int before = acknowledged.size();
        Await.until("100 more", () -> acknowledged.size() >= before + 100);
    }

    @Test
    void fails_typed_while_the_network_is_cut_and_goes_on_by_itself() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String direct = server.freshUrl();
        try (TcpProxy network = new TcpProxy(server.port());
                HikariDataSource pool =
                        Pools.of(direct.replace(":" + server.port() + "/", ":" + network.port() + "/"));
                HikariDataSource otherPool = Pools.of(direct);
                Store store = JdbcStore.open(new PostgresDialect(pool, IMPATIENT));
                Store other = Store.postgresql(otherPool)) {
            store.log().append(received("before"));
            BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
            BlockingQueue<String> values = new LinkedBlockingQueue<>();
            try (AutoCloseable ends = store.log().onAppend(heard::add);
                    AutoCloseable changes = store.values().onChange(values::add)) {
                assertThat(ends).isNotSameAs(changes);

                network.cut();
                assertFails(() -> store.log().append(received("lost")));
                assertFails(() -> store.log().end());
                other.log().append(received("meanwhile"));
                other.values().put("v", Optional.empty(), Body.of("1"));
                assertThat(store.log()).isNotNull();

                network.mend();
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(2L);
                assertThat(values.poll(20, TimeUnit.SECONDS)).isEqualTo("v");
            }
            store.log().append(received("after"));
            assertThat(ids(other.log().read(0, 10, 10_000))).containsExactly("before", "meanwhile", "after");
        }
    }

    @Test
    void gives_a_silent_network_up_after_a_while_and_does_not_keep_others_waiting() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String direct = server.freshUrl();
        try (TcpProxy network = new TcpProxy(server.port());
                HikariDataSource pool =
                        Pools.of(direct.replace(":" + server.port() + "/", ":" + network.port() + "/"));
                HikariDataSource otherPool = Pools.of(direct);
                Store store = JdbcStore.open(new PostgresDialect(pool, IMPATIENT));
                Store other = Store.postgresql(otherPool);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            store.log().append(received("before"));
            network.silence();
            long start = System.nanoTime();
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String key = "lost" + i;
                waiting.add(callers.submit(() -> assertFails(() -> store.log().append(received(key)))));
            }
            for (Future<?> failed : waiting) {
                failed.get();
            }
            // Two attempts of a second and what a pool may wait for a connection, with room for a busy machine.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            other.log().append(received("meanwhile"));

            network.cut();
            network.mend();
            appendUntilItSucceeds(store, "after");

            assertThat(ids(other.log().read(0, 100, 100_000)))
                    .filteredOn(id -> !id.startsWith("lost"))
                    .containsExactly("before", "meanwhile", "after");
        }
    }

    private static void appendUntilItSucceeds(Store store, String key) {
        boolean done = false;
        while (!done) {
            try {
                store.log().append(received(key));
                done = true;
            } catch (StoreException e) {
                assertThat(e.reason()).isEqualTo(Reason.FAILED);
            }
        }
    }

    private static void assertFails(Runnable act) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED));
    }

    @Test
    void says_that_the_database_cannot_be_reached() {
        try (TcpProxy nowhere = new TcpProxy(1);
                HikariDataSource pool =
                        Pools.of("jdbc:postgresql://127.0.0.1:" + nowhere.port() + "/x?user=x&password=x")) {
            nowhere.cut();
            assertFails(() -> Store.postgresql(pool).close());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
