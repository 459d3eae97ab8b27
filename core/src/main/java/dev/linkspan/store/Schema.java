package dev.linkspan.store;

import java.sql.SQLException;
import java.util.List;

/** The tables, as numbered steps from an empty database. A step that was published is never changed. */
final class Schema {

    private static final List<String> FIRST = List.of(
            // The last offset given. Locked by the appender, so that offsets become visible in order on every engine.
            "CREATE TABLE log_end (one {long} PRIMARY KEY CHECK (one = 1), pos {long} NOT NULL)",
            "INSERT INTO log_end (one, pos) VALUES (1, 0)",
            """
            CREATE TABLE log (pos {long} PRIMARY KEY, accepted_at {long} NOT NULL, activity_id TEXT NOT NULL,
                order_key TEXT NOT NULL, one_lane TEXT, inbox TEXT, public_form TEXT, actor_form TEXT, excepted TEXT,
                own_id TEXT, received {bytes})""",
            "CREATE INDEX log_accepted ON log (accepted_at)",
            "CREATE INDEX log_one_lane ON log (one_lane, pos) WHERE one_lane IS NOT NULL",
            "CREATE TABLE seen (name TEXT PRIMARY KEY, seen_at {long} NOT NULL) {clustered}",
            "CREATE INDEX seen_seen_at ON seen (seen_at)",
            """
            CREATE TABLE own (id TEXT PRIMARY KEY, type TEXT NOT NULL, object_id TEXT NOT NULL, author TEXT,
                made_at {long} NOT NULL, last_pos {long} NOT NULL, undone {long} NOT NULL, body {bytes} NOT NULL)""",
            "CREATE INDEX own_object ON own (object_id, last_pos) WHERE type = 'Announce' AND undone = 0",
            "CREATE INDEX own_author ON own (author, last_pos) WHERE type = 'Announce' AND undone = 0",
            "CREATE INDEX own_made_at ON own (made_at)",
            """
            CREATE TABLE lane (authority TEXT PRIMARY KEY, inbox TEXT, style TEXT, since {long}, passed {long} NOT NULL,
                failures {long} NOT NULL, failing_since {long}, next_attempt {long}, last_success {long},
                health TEXT NOT NULL)""",
            """
            CREATE TABLE straggler (lane TEXT NOT NULL, pos {long} NOT NULL, attempts {long} NOT NULL,
                due {long} NOT NULL, PRIMARY KEY (lane, pos)) {clustered}""",
            "CREATE INDEX straggler_pos ON straggler (pos)",
            """
            CREATE TABLE subscription (actor TEXT NOT NULL, style TEXT NOT NULL, authority TEXT NOT NULL,
                inbox TEXT NOT NULL, shared_inbox TEXT, state TEXT NOT NULL, follow_id TEXT NOT NULL,
                follow_object TEXT NOT NULL, follow_back TEXT NOT NULL, follow_back_id TEXT, since {long} NOT NULL,
                PRIMARY KEY (actor, style))""",
            "CREATE INDEX subscription_authority ON subscription (authority)",
            """
            CREATE TABLE remote_key (key_id TEXT PRIMARY KEY, controller TEXT NOT NULL, spki {bytes} NOT NULL,
                fetched_at {long} NOT NULL)""",
            "CREATE INDEX remote_key_fetched_at ON remote_key (fetched_at)",
            "CREATE TABLE domain_rule (host TEXT PRIMARY KEY, kind TEXT NOT NULL, reason TEXT NOT NULL)");

    /** Nodes that share the lanes, replays, shared values, and entries that do not go by age. */
    private static final List<String> SECOND = List.of(
            "ALTER TABLE log ADD COLUMN type TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE log ADD COLUMN lasting {long} NOT NULL DEFAULT 0",
            "UPDATE log SET lasting = 1 WHERE one_lane IS NOT NULL",
            // What goes by age is found without a look at all that does not.
            "DROP INDEX log_accepted",
            "CREATE INDEX log_accepted ON log (lasting, accepted_at)",
            "ALTER TABLE log_end ADD COLUMN leases {long} NOT NULL DEFAULT 0",
            "ALTER TABLE lane ADD COLUMN holder TEXT",
            "ALTER TABLE lane ADD COLUMN lease {long} NOT NULL DEFAULT 0",
            "ALTER TABLE lane ADD COLUMN replay_until {long}",
            "ALTER TABLE lane ADD COLUMN replay_resume {long}",
            "CREATE INDEX lane_holder ON lane (holder)",
            "CREATE TABLE node (name TEXT PRIMARY KEY, alive_until {long} NOT NULL)",
            "CREATE TABLE named_value (name TEXT PRIMARY KEY, body {bytes} NOT NULL)",
            // Counts the changes to what nodes keep in memory, so that each notices what it has missed.
            "ALTER TABLE log_end ADD COLUMN revision {long} NOT NULL DEFAULT 0");

    /** What an application sends, gets, and could not deal with, and who follows whom. */
    private static final List<String> THIRD = List.of(
            "ALTER TABLE log ADD COLUMN sender TEXT",
            "ALTER TABLE log ADD COLUMN recipients_id TEXT",
            "ALTER TABLE log ADD COLUMN note TEXT",
            // 1: for the application. Who reads the one does not read through all of the other.
            "ALTER TABLE log ADD COLUMN reader {long} NOT NULL DEFAULT 0",
            "CREATE INDEX log_reader ON log (reader, pos)",
            // One row for each set of recipients, whatever the number of entries that go to it.
            """
            CREATE TABLE recipients (id TEXT PRIMARY KEY, inboxes TEXT NOT NULL, last_pos {long} NOT NULL)""",
            "CREATE INDEX recipients_last_pos ON recipients (last_pos)",
            """
            CREATE TABLE follow (direction TEXT NOT NULL, local_actor TEXT NOT NULL, remote_actor TEXT NOT NULL,
                authority TEXT NOT NULL, inbox TEXT NOT NULL, shared_inbox TEXT, state TEXT NOT NULL,
                follow_id TEXT NOT NULL, since {long} NOT NULL, PRIMARY KEY (direction, local_actor, remote_actor))""",
            "CREATE INDEX follow_page ON follow (direction, local_actor, state, since, remote_actor)",
            "CREATE INDEX follow_authority ON follow (authority, direction, local_actor)",
            "CREATE INDEX follow_remote ON follow (remote_actor)",
            "CREATE INDEX follow_id ON follow (follow_id)",
            """
            CREATE TABLE dead_letter (pos {long} PRIMARY KEY, activity_id TEXT NOT NULL, type TEXT NOT NULL,
                note TEXT NOT NULL, received {bytes} NOT NULL, failed_at {long} NOT NULL, attempts {long} NOT NULL,
                reason TEXT NOT NULL)""");

    /** What actors published, for longer than the log remembers. */
    private static final List<String> FOURTH = List.of(
            """
            CREATE TABLE published (actor TEXT NOT NULL, shelf TEXT NOT NULL, pos {long} NOT NULL,
                activity_id TEXT NOT NULL, type TEXT NOT NULL, object_id TEXT NOT NULL, body {bytes} NOT NULL,
                PRIMARY KEY (actor, shelf, pos))""",
            "CREATE INDEX published_activity ON published (actor, activity_id)",
            "CREATE INDEX published_object ON published (actor, object_id)");

    /** Whose share of the application's places an entry takes. */
    private static final List<String> FIFTH = List.of(
            "ALTER TABLE log ADD COLUMN supplier TEXT",
            "ALTER TABLE dead_letter ADD COLUMN supplier TEXT NOT NULL DEFAULT ''",
            "CREATE INDEX dead_letter_supplier ON dead_letter (supplier, pos)");

    /** Who refers to an activity of our own making or to a set of recipients. */
    private static final List<String> SIXTH = List.of(
            "CREATE INDEX log_own ON log (own_id) WHERE own_id IS NOT NULL",
            "CREATE INDEX log_recipients ON log (recipients_id) WHERE recipients_id IS NOT NULL");

    static final List<List<String>> STEPS = List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH);

    /** The version that these steps lead to. */
    static final int VERSION = STEPS.size();

    private Schema() {}

    /**
     * Brings the database up to this version's schema, one transaction per step.
     *
     * @throws StoreException if the database is newer
     */
    static void migrate(Dialect dialect) throws SQLException {
        if (version(dialect) < VERSION) {
            dialect.alone(() -> {
                // Again: another node may have done it meanwhile.
                int version = version(dialect);
                if (version < VERSION) {
                    Migrations.run(dialect, STEPS, version);
                }
            });
        }
    }

    private static int version(Dialect dialect) throws SQLException {
        try (Session session = Session.writing(dialect.openWriter())) {
            int version = dialect.schemaVersion(session);
            session.rollback();
            if (version > VERSION) {
                throw new StoreException(
                        StoreException.Reason.NEWER_SCHEMA,
                        "the data was written by a newer version: schema " + version + " (expected: up to " + VERSION
                                + ")");
            }
            return version;
        }
    }
}
