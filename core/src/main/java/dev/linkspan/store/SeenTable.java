package dev.linkspan.store;

import java.sql.SQLException;
import java.time.Instant;

/** The keys that were appended. */
final class SeenTable {

    private static final String ADD = "INSERT INTO seen (name, seen_at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";
    private static final String CONTAINS = "SELECT 1 FROM seen WHERE name = ?";
    private static final String TRIM =
            "DELETE FROM seen WHERE name IN (SELECT name FROM seen WHERE seen_at < ? ORDER BY seen_at LIMIT ?)";

    private SeenTable() {}

    /** Remembers a key; false if it was seen before. */
    static boolean add(Session session, String key, Instant at) throws SQLException {
        return session.run(ADD, key, Columns.millis(at)) == 1;
    }

    static boolean contains(Session session, String key) throws SQLException {
        return session.number(CONTAINS, key).isPresent();
    }

    static int trim(Session session, Instant before, int limit) throws SQLException {
        return session.run(TRIM, Columns.millis(before), limit);
    }
}
