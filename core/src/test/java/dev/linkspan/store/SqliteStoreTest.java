package dev.linkspan.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.announced;
import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.follower;
import static dev.linkspan.testkit.store.Entries.forApplication;
import static dev.linkspan.testkit.store.Entries.own;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.sent;
import static dev.linkspan.testkit.store.Entries.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.AppendResult.Appended;
import dev.linkspan.store.AppendResult.Duplicate;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Keys.StoredKey;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.StoreException.Reason;
import dev.linkspan.testkit.store.CrashingAppender;
import dev.linkspan.testkit.store.DeadLettersContract;
import dev.linkspan.testkit.store.MovingClock;
import dev.linkspan.testkit.store.OutboxesContract;
import dev.linkspan.testkit.store.StoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite, and what only a disk can do. */
final class SqliteStoreTest extends StoreContract {

    @TempDir
    Path dir;

    private final MovingClock clock = new MovingClock();

    @Override
    protected Store open() {
        return JdbcStore.open(SqliteDialect.in(dir.resolve("data"), clock));
    }

    @Override
    protected void pass(Duration time) {
        clock.pass(time);
    }

    private void reopen() {
        store.close();
        store = open();
    }

    private static void assertReason(Runnable opening, Reason reason, String message) {
        assertThatThrownBy(opening::run).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e).hasMessageContaining(message);
        });
    }

    @Test
    void keeps_everything_when_it_is_reopened() {
        OwnActivity announce = own("https://r.example/1", "Announce", "https://a.example/n");
        Subscription subscription = subscription("a.example", "actor", Style.ACTOR);
        DomainRule rule = new DomainRule("bad.example", Kind.BLOCK, "spam");
        StoredKey key = new StoredKey("https://a.example/k", "https://a.example/u", Body.of("der"), NOW);
        store.log().append(announced("https://a.example/n", announce));
        store.subscriptions().put(subscription, List.of(control("a.example", "https://r.example/2")));
        store.lanes()
                .advance(List.of(new LaneProgress(
                        "a.example",
                        2,
                        3,
                        Optional.of(NOW),
                        Optional.of(NOW),
                        Optional.of(NOW),
                        Health.SUSPENDED,
                        0,
                        List.of(new Straggler(1, 2, NOW)))));
        store.domainRules().put(rule);
        store.keys().save(key);
        store.follows().put(Optional.empty(), follower("f.example", "u"), List.of());
        store.deadLetters().put(DeadLettersContract.letter(7, "a bug"));
        Published published =
                OutboxesContract.item(Outboxes.Shelf.OUTBOX, "https://app.example/users/u", "Create", "1");
        store.outboxes()
                .append(
                        List.of(sent("https://app.example/3", "f.example"), forApplication("k4")),
                        List.of(new OutboxChange.Show(published, 10)));
        List<LogEntry> entries = store.log().read(0, 10, 10_000);
        List<Lane> lanes = store.lanes().all();

        reopen();

        assertThat(store.log().read(0, 10, 10_000)).hasSize(4).isEqualTo(entries);
        assertThat(store.follows().of("https://f.example/u")).containsExactly(follower("f.example", "u"));
        assertThat(store.outboxes().find(published.actor(), "Create", published.objectId()))
                .contains(published);
        assertThat(store.deadLetters().find(7)).contains(DeadLettersContract.letter(7, "a bug"));
        assertThat(store.lanes().all()).isEqualTo(lanes);
        assertThat(store.subscriptions().all()).containsExactly(subscription);
        assertThat(store.subscriptions().isAccepted("a.example")).isTrue();
        assertThat(store.domainRules().isBlocked("bad.example")).isTrue();
        assertThat(store.keys().find(key.keyId())).contains(key);
        assertThat(store.log().announceOf("https://a.example/n")).contains(announce);
        assertThat(store.log().append(received("https://a.example/n"))).isEqualTo(new Duplicate("https://a.example/n"));
    }

    @Test
    void never_gives_an_offset_twice_even_if_all_was_forgotten_before_the_restart() {
        store.log().append(List.of(received("k1"), received("k2")));
        store.log().trim(Instant.MAX, Instant.MAX, Instant.MAX, Instant.MAX);

        reopen();

        assertThat(store.log().end()).isEqualTo(2);
        assertThat(store.log().append(received("k3"))).isEqualTo(new Appended(3));
    }

    @Test
    void is_for_its_owner_only() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("data"))))
                .isEqualTo("rwx------");
        store.log().append(received("k1"));
        for (String file : List.of("linkspan.db", "linkspan.db-wal", "linkspan.lock")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(dir.resolve("data").resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void syncs_each_commit() throws Exception {
        try (SqliteDialect dialect = SqliteDialect.in(dir.resolve("other"));
                Session session = new Session(dialect.openWriter())) {
            // 2: FULL, https://www.sqlite.org/pragma.html#pragma_synchronous
            assertThat(session.number("PRAGMA synchronous")).hasValue(2);
            assertThat(session.first("PRAGMA journal_mode", row -> row.getString(1)))
                    .contains("wal");
        }
    }

    @Test
    void leaves_one_file_when_it_is_closed() {
        store.log().append(received("k1"));

        store.close();

        assertThat(dir.resolve("data").toFile().list()).containsExactlyInAnyOrder("linkspan.db", "linkspan.lock");
    }

    @Test
    void refuses_a_second_store_on_one_folder() throws Exception {
        assertReason(() -> open().close(), Reason.IN_USE, dir.resolve("data").toString());

        // Also from another process, and also after the refusal above: closing a lock file gives up all locks on it.
        try (CrashingAppender.Child child = CrashingAppender.start(
                SqliteCrashTest.Opener.class, dir.resolve("data").toString(), 0)) {
            assertThat(child.readLine()).contains("IN_USE");
        }

        reopen();
        assertThat(store.log().end()).isZero();
    }

    @Test
    void may_be_closed_twice_without_harm_to_the_next() {
        Store first = store;
        reopen();

        first.close();

        assertReason(() -> open().close(), Reason.IN_USE, "one process");
    }

    @Test
    void refuses_data_of_a_newer_version_and_lets_it_go() throws Exception {
        store.close();
        setSchemaVersion(1000);

        assertReason(() -> open().close(), Reason.NEWER_SCHEMA, "schema 1000 (expected: up to " + Schema.VERSION + ")");

        setSchemaVersion(Schema.VERSION);
        store = open();
        assertThat(store.log().end()).isZero();
    }

    private void setSchemaVersion(int version) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + dir.resolve("data").resolve("linkspan.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + version);
        }
    }

    @Test
    void says_which_driver_is_missing() {
        assertReason(
                () -> Dialect.requireDriver("jdbc:absent:", "org.example:driver"),
                Reason.DRIVER_MISSING,
                "org.example:driver");
    }

    @Test
    void says_that_a_folder_cannot_be_made() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));

        assertReason(() -> Store.sqlite(file.resolve("data")).close(), Reason.FAILED, "cannot use the data folder");
    }

    @Test
    void refuses_a_path_that_the_driver_would_misread() {
        assertThatThrownBy(() -> Store.sqlite(dir.resolve("data?mode=memory")).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("?mode=memory");
        assertThat(dir.resolve("data?mode=memory")).doesNotExist();
    }

    @Test
    void says_that_a_file_is_no_database() throws Exception {
        Path broken = Files.createDirectory(dir.resolve("broken"));
        Files.writeString(
                broken.resolve("linkspan.db"), "this is no database, and long enough to be read as one".repeat(50));

        assertReason(() -> Store.sqlite(broken).close(), Reason.FAILED, "SQLITE_NOTADB");
    }

    @Test
    void looks_announces_and_lane_entries_up_by_index() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + dir.resolve("data").resolve("linkspan.db"));
                Session session = new Session(connection)) {
            assertThat(plan(session, "SELECT id FROM own WHERE type = 'Announce' AND undone = 0 AND object_id = ?"))
                    .contains("own_object");
            assertThat(plan(session, "SELECT id FROM own WHERE type = 'Announce' AND undone = 0 AND author = ?"))
                    .contains("own_author");
            assertThat(plan(session, "SELECT 1 FROM log WHERE one_lane = ? AND pos > 5"))
                    .contains("log_one_lane");
            assertThat(plan(session, "SELECT * FROM log WHERE reader = 1 AND pos > ? ORDER BY pos LIMIT 9"))
                    .contains("log_reader")
                    .doesNotContain("TEMP B-TREE");
            assertThat(
                            plan(
                                    session,
                                    "SELECT * FROM follow WHERE direction = 'FOLLOWER' AND local_actor = 'u' AND state = 'ACCEPTED'"
                                            + " AND (since, remote_actor) < (5, ?) ORDER BY since DESC, remote_actor DESC LIMIT 9"))
                    .contains("follow_page")
                    .doesNotContain("TEMP B-TREE");
            assertThat(plan(
                            session,
                            "SELECT * FROM published WHERE actor = ? AND shelf = 'OUTBOX' AND pos < 5"
                                    + " ORDER BY pos DESC LIMIT 9"))
                    .contains("actor=? AND shelf=? AND pos<?")
                    .doesNotContain("TEMP B-TREE");
        }
    }

    private static String plan(Session session, String sql) throws Exception {
        return session.list("EXPLAIN QUERY PLAN " + sql, row -> row.getString("detail"), "x")
                .toString();
    }
}
