package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience.Application;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Audience.Named;
import dev.linkspan.store.Audience.OneLane;
import dev.linkspan.store.Audience.Subscribers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The log's entries and its end. An entry refers to the activity of our own making that goes with it. */
final class LogTable {

    private static final String NEXT = "UPDATE log_end SET pos = pos + 1 RETURNING pos";
    private static final String END = "SELECT pos FROM log_end";
    private static final String INSERT = "INSERT INTO log (pos, accepted_at, activity_id, type, lasting, order_key,"
            + " one_lane, inbox, public_form, actor_form, excepted, own_id, sender, recipients_id, note, supplier, reader,"
            + " received)";
    private static final String ADD = INSERT + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD_UNSEEN = "WITH fresh AS (INSERT INTO seen (name, seen_at) VALUES (?, ?)"
            + " ON CONFLICT (name) DO NOTHING RETURNING 1), next AS (UPDATE log_end SET pos = pos + 1"
            + " WHERE EXISTS (SELECT 1 FROM fresh) RETURNING pos) " + INSERT
            + " SELECT next.pos, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::bytea FROM next RETURNING pos";
    private static final String SELECT = "SELECT log.*, own.body AS own_body, recipients.inboxes FROM log"
            + " LEFT JOIN own ON own.id = own_id LEFT JOIN recipients ON recipients.id = recipients_id";
    private static final String AT = SELECT + " WHERE pos = ?";
    private static final String AFTER = SELECT + " WHERE pos > ? ORDER BY pos LIMIT ?";
    private static final String AFTER_FOR = SELECT + " WHERE reader = ? AND pos > ? ORDER BY pos LIMIT ?";
    private static final String FIRST_SINCE = "SELECT min(pos) FROM log WHERE lasting IN (0, 1) AND accepted_at >= ?";
    private static final String LAST_UNTIL = "SELECT max(pos) FROM log WHERE lasting IN (0, 1) AND accepted_at <= ?";
    private static final String COUNT = "SELECT count(*) FROM log WHERE pos > ? AND pos <= ?";
    private static final String NOT_FOR_SUBSCRIBERS =
            "SELECT log.pos FROM straggler JOIN log ON log.pos = straggler.pos"
                    + " WHERE straggler.lane = ? AND log.public_form IS NULL";
    private static final String FIRST_KEPT =
            "SELECT pos FROM log WHERE lasting = 0 AND accepted_at >= ? ORDER BY accepted_at LIMIT 1";
    private static final String NOBODYS_STRAGGLER =
            " AND NOT EXISTS (SELECT 1 FROM straggler WHERE straggler.pos = log.pos) ORDER BY pos LIMIT ?)";
    private static final String TRIM_PASSED =
            "DELETE FROM log WHERE pos IN (SELECT pos FROM log WHERE reader = 0 AND pos <= ?" + " AND accepted_at < ?"
                    + NOBODYS_STRAGGLER;
    private static final String TRIM_HANDLED =
            "DELETE FROM log WHERE pos IN (SELECT pos FROM log WHERE reader = 1 AND pos <= ?" + NOBODYS_STRAGGLER;
    private static final String TRIM_OLD =
            "DELETE FROM log WHERE pos IN (SELECT pos FROM log WHERE lasting = 0 AND accepted_at < ?"
                    + " ORDER BY accepted_at LIMIT ?)";

    private LogTable() {}

    /** Writes an entry and says at which offset. */
    static long add(Session session, NewEntry entry) throws SQLException {
        long offset = session.number(NEXT).orElseThrow();
        session.run(ADD, values(entry, offset));
        return offset;
    }

    /** Also remembers the key, unless it was seen; SQLite has no such statement. */
    static OptionalLong addUnseen(Session session, NewEntry entry) throws SQLException {
        return session.number(ADD_UNSEEN, values(entry, entry.key(), Columns.millis(entry.acceptedAt())));
    }

    private static @Nullable Object[] values(NewEntry entry, Object... first) {
        Optional<OneLane> one = entry.audience() instanceof OneLane oneLane ? Optional.of(oneLane) : Optional.empty();
        Optional<Subscribers> many =
                entry.audience() instanceof Subscribers subscribers ? Optional.of(subscribers) : Optional.empty();
        Optional<Named> named = entry.audience() instanceof Named some ? Optional.of(some) : Optional.empty();
        Optional<Application> application =
                entry.audience() instanceof Application app ? Optional.of(app) : Optional.empty();
        @Nullable
        Object[] own = {
            Columns.millis(entry.acceptedAt()),
            entry.activityId(),
            entry.type(),
            Lasting.is(entry) ? 1L : 0L,
            entry.orderKey(),
            Columns.text(one.map(OneLane::lane)),
            Columns.text(one.map(OneLane::inbox)),
            Columns.text(many.map(Subscribers::publicStyle).map(Form::name)),
            Columns.text(many.map(Subscribers::actorStyle).map(Form::name)),
            Columns.text(many.map(Subscribers::except).map(LogTable::join)),
            Columns.text(entry.own().map(OwnActivity::id)),
            Columns.text(named.map(Named::sender)),
            Columns.text(named.map(RecipientTable::id)),
            Columns.text(application.map(Application::note)),
            Columns.text(application.map(Application::supplier)),
            application.isPresent() ? 1L : 0L,
            entry.received().map(Body::bytes).orElse(null)
        };
        @Nullable Object[] all = Arrays.copyOf(first, first.length + own.length, Object[].class);
        System.arraycopy(own, 0, all, first.length, own.length);
        return all;
    }

    static long end(Session session) throws SQLException {
        return session.number(END).orElseThrow();
    }

    static Optional<LogEntry> at(Session session, long offset) throws SQLException {
        return session.first(AT, LogTable::read, offset);
    }

    static List<LogEntry> after(Session session, long offset, int maxEntries, long maxBytes) throws SQLException {
        return scan(session, AFTER, maxBytes, offset, maxEntries);
    }

    /** Only what is for the application, or only what is not. */
    static List<LogEntry> after(Session session, boolean application, long offset, int maxEntries, long maxBytes)
            throws SQLException {
        return scan(session, AFTER_FOR, maxBytes, application ? 1L : 0L, offset, maxEntries);
    }

    private static List<LogEntry> scan(Session session, String sql, long maxBytes, Object... values)
            throws SQLException {
        List<LogEntry> entries = new ArrayList<>();
        long[] bytes = {0};
        session.scan(
                sql,
                row -> {
                    LogEntry entry = read(row);
                    entries.add(entry);
                    bytes[0] += entry.weight();
                    return bytes[0] < maxBytes;
                },
                values);
        return entries;
    }

    /** The offset right before the first entry accepted at this time or later; the end if there is none. */
    static long before(Session session, Instant from) throws SQLException {
        OptionalLong first = session.number(FIRST_SINCE, Columns.millis(from));
        return first.isPresent() ? first.getAsLong() - 1 : end(session);
    }

    /** The offset of the last entry accepted up to this time; 0 if there is none. */
    static long upTo(Session session, Instant to) throws SQLException {
        return session.number(LAST_UNTIL, Columns.millis(to)).orElse(0);
    }

    /** How many entries stand behind one offset, up to and with another. */
    static long count(Session session, long after, long upTo) throws SQLException {
        return session.number(COUNT, after, upTo).orElse(0);
    }

    /** The offsets of a lane's stragglers that are not for subscribers: control messages and what goes to named lanes. */
    static Set<Long> stragglersNotForSubscribers(Session session, String lane) throws SQLException {
        return Set.copyOf(session.list(NOT_FOR_SUBSCRIBERS, row -> row.getLong("pos"), lane));
    }

    /**
     * Forgets entries up to an offset that are nobody's straggler and from before one instant, and entries from before
     * another; but of what is for the application only what that has handled.
     */
    static int trim(Session session, long passed, long handled, Instant passedBefore, Instant before, int limit)
            throws SQLException {
        // Offsets follow time but for moments: without this bound each call would look at all that is kept.
        long kept = session.number(FIRST_KEPT, Columns.millis(passedBefore)).orElse(Long.MAX_VALUE);
        int removed = session.run(TRIM_PASSED, Math.min(passed, kept), Columns.millis(passedBefore), limit);
        removed += session.run(TRIM_HANDLED, handled, limit - removed);
        return removed + session.run(TRIM_OLD, Columns.millis(before), limit - removed);
    }

    private static LogEntry read(ResultSet row) throws SQLException {
        return new LogEntry(
                row.getLong("pos"),
                row.getString("activity_id"),
                row.getString("type"),
                row.getString("order_key"),
                audience(row),
                Columns.optionalBody(row, "received"),
                Columns.optionalBody(row, "own_body"),
                Columns.instant(row, "accepted_at"));
    }

    private static Audience audience(ResultSet row) throws SQLException {
        Optional<String> lane = Columns.optionalText(row, "one_lane");
        if (lane.isPresent()) {
            return new OneLane(lane.get(), row.getString("inbox"));
        }
        Optional<String> note = Columns.optionalText(row, "note");
        if (note.isPresent()) {
            return new Application(Columns.optionalText(row, "supplier").orElse(""), note.get());
        }
        Optional<String> sender = Columns.optionalText(row, "sender");
        if (sender.isPresent()) {
            return RecipientTable.named(sender.get(), row.getString("inboxes"));
        }
        return new Subscribers(
                Form.valueOf(row.getString("public_form")),
                Form.valueOf(row.getString("actor_form")),
                split(row.getString("excepted")));
    }

    /** Authorities hold no white space. */
    private static String join(Set<String> authorities) {
        return String.join(" ", authorities);
    }

    private static Set<String> split(String joined) {
        return joined.isEmpty() ? Set.of() : Set.of(joined.split(" ", -1));
    }
}
