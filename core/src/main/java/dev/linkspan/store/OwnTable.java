package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Activities of our own making. */
final class OwnTable {

    /** An activity that is sent again keeps its first document. */
    private static final String PUT = "INSERT INTO own (id, type, object_id, author, made_at, last_pos, undone, body)"
            + " VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (id) DO UPDATE SET last_pos = excluded.last_pos";

    private static final String UNDO = "UPDATE own SET undone = 1 WHERE id = ?";
    private static final String SELECT = "SELECT id, type, object_id, author, made_at, body FROM own WHERE ";
    private static final String BY_ID = SELECT + "id = ?";
    private static final String ANNOUNCE_OF =
            SELECT + "type = 'Announce' AND undone = 0 AND object_id = ? ORDER BY last_pos DESC LIMIT 1";
    private static final String ANNOUNCES_BY =
            SELECT + "type = 'Announce' AND undone = 0 AND author = ? ORDER BY last_pos DESC LIMIT ?";

    private OwnTable() {}

    static void put(Session session, OwnActivity own, long offset) throws SQLException {
        session.run(
                PUT,
                own.id(),
                own.type(),
                own.objectId(),
                Columns.text(own.author()),
                Columns.millis(own.madeAt()),
                offset,
                own.body().bytes());
    }

    static void undo(Session session, String id) throws SQLException {
        session.run(UNDO, id);
    }

    static Optional<OwnActivity> find(Session session, String id) throws SQLException {
        return session.first(BY_ID, OwnTable::read, id);
    }

    static Optional<OwnActivity> announceOf(Session session, String objectId) throws SQLException {
        return session.first(ANNOUNCE_OF, OwnTable::read, objectId);
    }

    static List<OwnActivity> announcesBy(Session session, String author, int limit) throws SQLException {
        return session.list(ANNOUNCES_BY, OwnTable::read, author, limit);
    }

    /** Those that no entry needs, by age. */
    static Unreferred unreferred() {
        return new Unreferred("own", "made_at", "own_id");
    }

    private static OwnActivity read(ResultSet row) throws SQLException {
        return new OwnActivity(
                row.getString("id"),
                row.getString("type"),
                row.getString("object_id"),
                Columns.optionalText(row, "author"),
                Body.of(row.getBytes("body")),
                Columns.instant(row, "made_at"));
    }
}
