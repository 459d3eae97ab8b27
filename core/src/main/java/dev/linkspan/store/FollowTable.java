package dev.linkspan.store;

import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows.Inboxes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Who follows whom. */
final class FollowTable {

    private static final String PUT = "INSERT INTO follow (direction, local_actor, remote_actor, authority, inbox,"
            + " shared_inbox, state, follow_id, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (direction, local_actor, remote_actor) DO UPDATE SET authority = excluded.authority,"
            + " inbox = excluded.inbox, shared_inbox = excluded.shared_inbox, state = excluded.state,"
            + " follow_id = excluded.follow_id, since = excluded.since";
    private static final String REMOVE =
            "DELETE FROM follow WHERE direction = ? AND local_actor = ? AND remote_actor = ?";
    private static final String REMOVE_ALL = "DELETE FROM follow WHERE authority = ?";
    private static final String REMOVE_REMOTE = "DELETE FROM follow WHERE remote_actor = ?";
    private static final String SELECT = "SELECT * FROM follow WHERE ";
    private static final String ONE = SELECT + "direction = ? AND local_actor = ? AND remote_actor = ?";
    private static final String BY_FOLLOW_ID =
            SELECT + "follow_id = ? AND direction = ? ORDER BY since, local_actor, remote_actor LIMIT 1";
    private static final String OF = SELECT + "remote_actor = ?";
    private static final String OF_DIRECTION = OF + " AND direction = ?";
    private static final String IN_STATE = "direction = ? AND local_actor = ? AND state = ?";
    private static final String PAGE =
            SELECT + IN_STATE + " AND (since, remote_actor) < (?, ?) ORDER BY since DESC, remote_actor DESC LIMIT ?";
    private static final String COUNT = "SELECT count(*) FROM follow WHERE " + IN_STATE;
    private static final String INBOXES =
            "SELECT DISTINCT authority, inbox, shared_inbox FROM follow WHERE " + IN_STATE;
    private static final String IDS_ON = "SELECT remote_actor FROM follow WHERE authority = ? AND direction = ?"
            + " AND local_actor = ? AND state = ? ORDER BY remote_actor LIMIT ?";

    private static final String BY_INBOX = SELECT + "authority = ? AND direction = ? AND local_actor = ?"
            + " AND (inbox = ? OR shared_inbox = ?) ORDER BY remote_actor LIMIT ?";
    /** From one host to the next by the index: SELECT DISTINCT would look at every relation. */
    private static final String AUTHORITIES = "WITH RECURSIVE host (name) AS (SELECT min(authority) FROM follow"
            + " WHERE authority > ? UNION ALL SELECT (SELECT min(authority) FROM follow WHERE authority > host.name)"
            + " FROM host WHERE host.name IS NOT NULL) SELECT name FROM host WHERE name IS NOT NULL LIMIT ?";

    private FollowTable() {}

    static void put(Session session, FollowRelation r) throws SQLException {
        session.run(
                PUT,
                r.direction().name(),
                r.local(),
                r.remote(),
                r.authority(),
                r.inbox(),
                Columns.text(r.sharedInbox()),
                r.state().name(),
                r.followId(),
                Columns.millis(r.since()));
    }

    static void remove(Session session, FollowRelation r) throws SQLException {
        session.run(REMOVE, r.direction().name(), r.local(), r.remote());
    }

    static int removeAll(Session session, String authority) throws SQLException {
        return session.run(REMOVE_ALL, authority);
    }

    static int removeRemote(Session session, String remote) throws SQLException {
        return session.run(REMOVE_REMOTE, remote);
    }

    static Optional<FollowRelation> find(Session session, Direction direction, String local, String remote)
            throws SQLException {
        return session.first(ONE, FollowTable::read, direction.name(), local, remote);
    }

    static Optional<FollowRelation> byFollowId(Session session, Direction direction, String followId)
            throws SQLException {
        return session.first(BY_FOLLOW_ID, FollowTable::read, followId, direction.name());
    }

    static List<FollowRelation> of(Session session, String remote) throws SQLException {
        return session.list(OF, FollowTable::read, remote);
    }

    static List<FollowRelation> of(Session session, Direction direction, String remote) throws SQLException {
        return session.list(OF_DIRECTION, FollowTable::read, remote, direction.name());
    }

    static List<FollowRelation> behind(
            Session session, FollowCursor cursor, Direction direction, String local, State state, int limit)
            throws SQLException {
        return session.list(
                PAGE,
                FollowTable::read,
                direction.name(),
                local,
                state.name(),
                cursor.sinceMillis(),
                cursor.remote(),
                limit);
    }

    static long count(Session session, Direction direction, String local, State state) throws SQLException {
        return session.number(COUNT, direction.name(), local, state.name()).orElse(0);
    }

    static List<Inboxes> inboxes(Session session, String local) throws SQLException {
        return session.list(
                INBOXES,
                row -> new Inboxes(
                        row.getString("authority"), row.getString("inbox"), Columns.optionalText(row, "shared_inbox")),
                Direction.FOLLOWER.name(),
                local,
                State.ACCEPTED.name());
    }

    static List<String> idsOn(Session session, Direction direction, String local, String authority, int limit)
            throws SQLException {
        return session.list(
                IDS_ON,
                row -> row.getString("remote_actor"),
                authority,
                direction.name(),
                local,
                State.ACCEPTED.name(),
                limit);
    }

    static List<FollowRelation> byInbox(
            Session session, Direction direction, String local, String authority, String inbox, int limit)
            throws SQLException {
        return session.list(BY_INBOX, FollowTable::read, authority, direction.name(), local, inbox, inbox, limit);
    }

    static List<String> authorities(Session session, String after, int limit) throws SQLException {
        return session.list(AUTHORITIES, row -> row.getString("name"), after, limit);
    }

    private static FollowRelation read(ResultSet row) throws SQLException {
        return new FollowRelation(
                Direction.valueOf(row.getString("direction")),
                row.getString("local_actor"),
                row.getString("remote_actor"),
                row.getString("authority"),
                row.getString("inbox"),
                Columns.optionalText(row, "shared_inbox"),
                State.valueOf(row.getString("state")),
                row.getString("follow_id"),
                Columns.instant(row, "since"));
    }
}
