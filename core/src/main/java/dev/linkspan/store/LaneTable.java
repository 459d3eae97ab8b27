package dev.linkspan.store;

import dev.linkspan.store.Lane.Replay;
import dev.linkspan.store.Lane.Target;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.LaneProgress.Straggler;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lanes, one row each, and a row for each of the few entries that stayed behind a cursor. */
final class LaneTable {

    private static final String SELECT = "SELECT lane.*, straggler.pos, straggler.attempts, straggler.due"
            + " FROM lane LEFT JOIN straggler ON straggler.lane = lane.authority";
    private static final String ALL = SELECT + " ORDER BY lane.authority, straggler.pos";
    private static final String HELD = SELECT + " WHERE lane.holder = ? ORDER BY lane.authority, straggler.pos";
    private static final String ONE = SELECT + " WHERE lane.authority = ? ORDER BY straggler.pos";
    private static final String CREATE = "INSERT INTO lane (authority, passed, failures, health)"
            + " VALUES (?, ?, 0, 'ACTIVE') ON CONFLICT (authority) DO NOTHING";
    private static final String RETARGET = "UPDATE lane SET inbox = ?, style = ?, since = ? WHERE authority = ?";
    private static final String ADVANCE = "UPDATE lane SET passed = CASE WHEN passed < ? THEN ? ELSE passed END,"
            + " failures = ?, failing_since = ?, next_attempt = ?, last_success = ?, health = ?,"
            + " replay_until = CASE WHEN replay_resume > ? THEN replay_until END,"
            + " replay_resume = CASE WHEN replay_resume > ? THEN replay_resume END WHERE authority = ? AND lease = ?";
    private static final String REWIND = "UPDATE lane SET passed = ?, lease = ?, holder = NULL, since = ?,"
            + " replay_until = ?, replay_resume = ? WHERE authority = ?";
    private static final String ABANDON = "DELETE FROM lane WHERE authority = ? AND style IS NULL";
    private static final String REMOVE_IDLE = "DELETE FROM lane WHERE authority = ? AND style IS NULL"
            + " AND NOT EXISTS (SELECT 1 FROM log WHERE one_lane = lane.authority AND log.pos > lane.passed)"
            + " AND NOT EXISTS (SELECT 1 FROM recipients WHERE last_pos > lane.passed AND replace(inboxes, ?, '') <> inboxes)"
            + " AND NOT EXISTS (SELECT 1 FROM straggler JOIN log ON log.pos = straggler.pos"
            + " WHERE straggler.lane = lane.authority)";
    private static final String LOWEST = "SELECT min(passed) FROM lane WHERE authority <> '" + Lane.APPLICATION + "'";
    private static final String APPLICATION = "SELECT passed FROM lane WHERE authority = '" + Lane.APPLICATION + "'";

    private LaneTable() {}

    static List<Lane> all(Session session) throws SQLException {
        return read(session, ALL);
    }

    static List<Lane> heldBy(Session session, String node) throws SQLException {
        return read(session, HELD, node);
    }

    static Optional<Lane> find(Session session, String authority) throws SQLException {
        return read(session, ONE, authority).stream().findFirst();
    }

    /** Makes a lane that starts behind an offset, unless there is one. */
    static void create(Session session, String authority, long after) throws SQLException {
        session.run(CREATE, authority, after);
    }

    /** Makes those of these lanes that are not there; they start behind an offset. */
    static void createAll(Session session, Collection<String> authorities, long after) throws SQLException {
        List<@Nullable Object[]> lanes = new ArrayList<>(authorities.size());
        for (String authority : authorities) {
            lanes.add(new Object[] {authority, after});
        }
        session.runEach(CREATE, lanes);
    }

    static void retarget(Session session, String authority, Optional<Target> target) throws SQLException {
        session.run(
                RETARGET,
                Columns.text(target.map(Target::inbox)),
                Columns.text(target.map(Target::style).map(Style::name)),
                target.map(Target::since).orElse(null),
                authority);
    }

    /** Writes how far lanes have come, their stragglers apart; returns those that are gone or under another lease. */
    static Set<String> advance(Session session, List<LaneProgress> all) throws SQLException {
        int[] changed =
                session.runEach(ADVANCE, all.stream().map(LaneTable::values).toList());
        Set<String> lost = new HashSet<>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                lost.add(all.get(i).authority());
            }
        }
        return lost;
    }

    private static @Nullable Object[] values(LaneProgress progress) {
        return new @Nullable Object[] {
            progress.cursor(),
            progress.cursor(),
            progress.failures(),
            Columns.millis(progress.failingSince()),
            Columns.millis(progress.nextAttempt()),
            Columns.millis(progress.lastSuccess()),
            progress.health().name(),
            progress.cursor(),
            progress.cursor(),
            progress.authority(),
            progress.lease()
        };
    }

    /** Puts a lane elsewhere in the log, in nobody's hands. */
    static void rewind(Session session, Lane lane) throws SQLException {
        LaneProgress progress = lane.progress();
        session.run(
                REWIND,
                progress.cursor(),
                progress.lease(),
                lane.target().map(Target::since).orElse(null),
                lane.replay().map(Replay::until).orElse(null),
                lane.replay().map(Replay::resume).orElse(null),
                lane.authority());
        StragglerTable.replace(session, List.of(progress));
    }

    /** Removes a lane without a subscription, with what is left for it. */
    static boolean abandon(Session session, String authority) throws SQLException {
        boolean removed = session.run(ABANDON, authority) > 0;
        if (removed) {
            StragglerTable.drop(session, authority);
        }
        return removed;
    }

    static boolean removeIfIdle(Session session, String authority) throws SQLException {
        boolean removed = session.run(REMOVE_IDLE, authority, RecipientTable.mark(authority)) > 0;
        if (removed) {
            StragglerTable.drop(session, authority);
        }
        return removed;
    }

    /** Where the slowest lane stands, that of the application left out. */
    static OptionalLong lowestCursor(Session session) throws SQLException {
        return session.number(LOWEST);
    }

    /** Where the application's lane stands. */
    static OptionalLong applicationCursor(Session session) throws SQLException {
        return session.number(APPLICATION);
    }

    private static List<Lane> read(Session session, String sql, Object... values) throws SQLException {
        List<Lane> lanes = new ArrayList<>();
        List<Straggler> stragglers = new ArrayList<>();
        session.scan(
                sql,
                row -> {
                    // One row per straggler, or one without: a lane begins where the authority changes.
                    if (lanes.isEmpty() || !lanes.getLast().authority().equals(row.getString("authority"))) {
                        stragglers.clear();
                        lanes.add(lane(row, List.of()));
                    }
                    long pos = row.getLong("pos");
                    if (!row.wasNull()) {
                        stragglers.add(new Straggler(pos, row.getInt("attempts"), Columns.instant(row, "due")));
                        lanes.set(lanes.size() - 1, lane(row, stragglers));
                    }
                    return true;
                },
                values);
        return lanes;
    }

    private static Optional<Replay> replay(ResultSet row) throws SQLException {
        long until = row.getLong("replay_until");
        return row.wasNull() ? Optional.empty() : Optional.of(new Replay(until, row.getLong("replay_resume")));
    }

    private static Lane lane(ResultSet row, List<Straggler> stragglers) throws SQLException {
        String authority = row.getString("authority");
        Optional<String> style = Columns.optionalText(row, "style");
        Optional<Target> target = style.isEmpty()
                ? Optional.empty()
                : Optional.of(new Target(row.getString("inbox"), Style.valueOf(style.get()), row.getLong("since")));
        return new Lane(
                authority,
                target,
                new LaneProgress(
                        authority,
                        row.getLong("passed"),
                        row.getInt("failures"),
                        Columns.optionalInstant(row, "failing_since"),
                        Columns.optionalInstant(row, "next_attempt"),
                        Columns.optionalInstant(row, "last_success"),
                        Health.valueOf(row.getString("health")),
                        row.getLong("lease"),
                        stragglers),
                replay(row));
    }
}
