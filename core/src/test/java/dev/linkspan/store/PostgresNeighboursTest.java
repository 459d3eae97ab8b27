package dev.linkspan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.linkspan.build.Await;
import dev.linkspan.store.Change.Topic;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that hears of other nodes, and what a commit promises. */
@Tag("postgres")
@Timeout(60)
final class PostgresNeighboursTest {

    private static final int POLL_MILLIS = 50;

    private final String url = PostgresServer.shared().freshUrl();
    private final News news = new News();
    private final CountDownLatch reloaded = new CountDownLatch(2);
    private final AtomicBoolean broken = new AtomicBoolean();

    @BeforeEach
    void makes_the_tables() {
        try (HikariDataSource pool = Pools.of(url);
                Store store = Store.postgresql(pool)) {
            assertThat(store.log().end()).isZero();
        }
        news.add(Topic.VALUE, new Mirror() {
            @Override
            public void reload(String key) {}

            @Override
            public void reloadAll() {
                reloaded.countDown();
                if (broken.getAndSet(false)) {
                    throw new IllegalStateException("injected");
                }
            }
        });
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Test
    void a_fault_does_not_end_the_hearing() throws Exception {
        broken.set(true);
        try (Neighbours neighbours = new PostgresNeighbours(this::connect, news, POLL_MILLIS)) {
            neighbours.start();

            assertThat(reloaded.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_connection_that_goes_back_to_its_pool_listens_no_more() throws Exception {
        broken.set(true);
        List<String> listening = new CopyOnWriteArrayList<>();
        AtomicInteger returned = new AtomicInteger();
        try (Neighbours neighbours =
                new PostgresNeighbours(() -> pooled(connect(), listening, returned), news, POLL_MILLIS)) {
            neighbours.start();
            assertThat(reloaded.await(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(returned.get()).isGreaterThanOrEqualTo(3); // for its name, after the fault, at the end
        assertThat(listening).isEmpty();
    }

    private static Connection pooled(Connection real, List<String> listening, AtomicInteger returned) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && !real.isClosed()) {
                        returned.incrementAndGet();
                        try (Statement statement = real.createStatement();
                                ResultSet channels = statement.executeQuery("SELECT pg_listening_channels()")) {
                            while (channels.next()) {
                                listening.add(channels.getString(1));
                            }
                        }
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void a_connection_that_cannot_be_made_ready_is_closed() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(3);
        try (Neighbours neighbours = new PostgresNeighbours(
                () -> {
                    opened.incrementAndGet();
                    third.countDown();
                    return unready(connect(), closed);
                },
                news,
                POLL_MILLIS)) {
            neighbours.start();
            assertThat(third.await(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(closed.get()).isEqualTo(opened.get());
    }

    private static Connection unready(Connection real, AtomicInteger closed) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setAutoCommit")) {
                        throw new SQLException("injected");
                    }
                    if (method.getName().equals("close")) {
                        closed.incrementAndGet();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void a_database_that_is_behind_what_it_had_committed_is_noticed() throws Exception {
        news.appended(1);
        try (PostgresNeighbours neighbours = new PostgresNeighbours(this::connect, news, POLL_MILLIS)) {
            neighbours.start();
            Await.until("noticed", neighbours::lostCommits);
        }
    }

    @Test
    void a_database_that_goes_on_has_lost_nothing() throws Exception {
        PostgresServer.execute(url, "UPDATE log_end SET pos = 5");
        news.appended(5);
        try (PostgresNeighbours neighbours = new PostgresNeighbours(this::connect, news, POLL_MILLIS)) {
            neighbours.start();
            reloaded.countDown();
            assertThat(reloaded.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(neighbours.lostCommits()).isFalse();
        }
    }

    @Test
    void what_is_committed_is_durable_whatever_is_usual() {
        try (HikariDataSource pool = Pools.of(url + "&options=-c%20synchronous_commit%3Doff");
                JdbcStore store = JdbcStore.open(new PostgresDialect(pool))) {
            String during = store.writer()
                    .commit(transaction -> transaction
                            .session()
                            .first("SHOW synchronous_commit", row -> row.getString(1))
                            .orElseThrow());

            assertThat(during).isEqualTo("on");
        }
    }
}
