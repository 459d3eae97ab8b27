package dev.linkspan.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.testkit.store.CrashingAppender;
import dev.linkspan.testkit.store.Entries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How tables come to be, and come up to date. */
final class MigrationsTest {

    @TempDir
    Path dir;

    @Test
    void takes_a_database_over_that_was_made_before_migrations_were_kept() throws Exception {
        SqliteDialect dialect = SqliteDialect.in(dir);
        try (Session session = Session.writing(dialect.openWriter())) {
            for (String statement : Schema.STEPS.getFirst()) {
                session.execute(dialect.ddl(statement));
            }
            session.execute("INSERT INTO domain_rule (host, kind, reason) VALUES ('bad.example', 'BLOCK', 'spam')");
            session.execute("UPDATE log_end SET pos = 41");
            session.execute("PRAGMA user_version = 1");
            session.commit();
        }
        dialect.close();

        try (Store store = Store.sqlite(dir)) {
            assertThat(store.domainRules().all()).containsExactly(new DomainRule("bad.example", Kind.BLOCK, "spam"));
            assertThat(store.log().append(Entries.received("k"))).isEqualTo(new AppendResult.Appended(42));
        }

        SqliteDialect after = SqliteDialect.in(dir);
        try (Session session = new Session(after.openWriter())) {
            assertThat(after.schemaVersion(session)).isEqualTo(Schema.VERSION);
            assertThat(session.list(
                            "SELECT type FROM linkspan_schema ORDER BY installed_rank", row -> row.getString("type")))
                    .startsWith("BASELINE")
                    .hasSize(Schema.VERSION);
        }
        after.close();
    }

    @Test
    void brings_the_tables_of_the_step_before_up_to_date_with_all_they_hold() throws Exception {
        SqliteDialect dialect = SqliteDialect.in(dir);
        Migrations.run(dialect, Schema.STEPS.subList(0, 2), 0);
        try (Session session = Session.writing(dialect.openWriter())) {
            session.execute(
                    "INSERT INTO log (pos, accepted_at, activity_id, type, lasting, order_key, public_form,"
                            + " actor_form, excepted, received) VALUES (1, 5, 'a', 'Create', 0, 'o', 'RECEIVED', 'NONE', '', x'7b7d')");
            session.execute("INSERT INTO log (pos, accepted_at, activity_id, type, lasting, order_key, one_lane, inbox)"
                    + " VALUES (2, 6, 'b', 'Accept', 1, 'p', 'a.example', 'https://a.example/inbox')");
            session.execute("UPDATE log_end SET pos = 2");
            session.commit();
        }
        dialect.close();

        try (Store store = Store.sqlite(dir)) {
            assertThat(store.log().read(false, 0, 10, 10_000))
                    .extracting(LogEntry::audience)
                    .containsExactly(
                            new Audience.Subscribers(Audience.Form.RECEIVED, Audience.Form.NONE, Set.of()),
                            new Audience.OneLane("a.example", "https://a.example/inbox"));
            assertThat(store.log().read(true, 0, 10, 10_000)).isEmpty();
            assertThat(store.log().append(Entries.forApplication("k"))).isEqualTo(new AppendResult.Appended(3));
        }
    }

    @Test
    void keeps_what_waits_for_the_application_when_suppliers_are_noted() throws Exception {
        SqliteDialect dialect = SqliteDialect.in(dir);
        Migrations.run(dialect, Schema.STEPS.subList(0, 4), 0);
        try (Session session = Session.writing(dialect.openWriter())) {
            session.execute("INSERT INTO log (pos, accepted_at, activity_id, type, lasting, order_key, note, reader,"
                    + " received) VALUES (1, 5, 'a', 'Create', 1, 'o', 'n', 1, x'7b7d')");
            session.execute(
                    "INSERT INTO dead_letter (pos, activity_id, type, note, received, failed_at, attempts, reason)"
                            + " VALUES (1, 'a', 'Create', 'n', x'7b7d', 6, 10, 'r')");
            session.execute("UPDATE log_end SET pos = 1");
            session.commit();
        }
        dialect.close();

        try (Store store = Store.sqlite(dir)) {
            assertThat(store.log().at(1)).map(LogEntry::audience).contains(new Audience.Application("n"));
            assertThat(store.deadLetters().find(1)).map(DeadLetter::supplier).contains("");
        }
    }

    @Test
    void forgets_what_an_old_straggler_kept_before_entries_were_looked_up_by_what_they_carry() throws Exception {
        SqliteDialect dialect = SqliteDialect.in(dir);
        Migrations.run(dialect, Schema.STEPS.subList(0, 5), 0);
        try (Session session = Session.writing(dialect.openWriter())) {
            session.execute("INSERT INTO log (pos, accepted_at, activity_id, type, lasting, order_key, public_form,"
                    + " actor_form, excepted, own_id) VALUES (1, 5, 'a', 'Delete', 1, 'o', 'OWN', 'OWN', '', 'undo')");
            session.execute("INSERT INTO own (id, type, object_id, made_at, last_pos, undone, body) VALUES"
                    + " ('undo', 'Undo', 'x', 5, 1, 0, x'7b7d'), ('announce', 'Announce', 'y', 6, 2, 0, x'7b7d')");
            session.execute(
                    "INSERT INTO lane (authority, passed, failures, health) VALUES ('a.example', 2, 0, 'ACTIVE')");
            session.execute("INSERT INTO straggler (lane, pos, attempts, due) VALUES ('a.example', 1, 9, 7)");
            session.execute("UPDATE log_end SET pos = 2");
            session.commit();
        }
        dialect.close();

        try (Store store = Store.sqlite(dir)) {
            assertThat(store.log().trim(Instant.MAX, Instant.MAX, Instant.MAX, Instant.MAX))
                    .isEqualTo(1);
            assertThat(store.log().own("announce")).isEmpty();
            assertThat(store.log().own("undo")).isPresent();
        }
    }

    @Test
    void loads_nothing_of_flyway_when_the_tables_are_up_to_date() throws Exception {
        String first = classesLoaded("first");
        String second = classesLoaded("second");

        assertThat(first).contains("dev.linkspan.store.JdbcStore ").contains("org.flywaydb.core.Flyway ");
        assertThat(second).contains("dev.linkspan.store.JdbcStore ").doesNotContain("org.flywaydb");
    }

    /** Which classes a process loads that opens the store and appends. */
    private String classesLoaded(String run) throws Exception {
        Path log = dir.resolve(run + ".log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + log,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingAppender.class.getName(),
                        SqliteCrashTest.Opener.class.getName(),
                        dir.resolve("data").toString(),
                        run))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (CrashingAppender.Child child = new CrashingAppender.Child(process, process.inputReader())) {
            assertThat(child.readLine()).get().asString().startsWith("append ");
        }
        return Files.readString(log);
    }
}
