package dev.linkspan.store;

import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * Forgets rows to which no log entry refers any more. An old entry that stays may keep its own row, but none of the others:
 * so each row is looked up, a bounded number at a time, from where the last look ended and from the first again behind the
 * last one. By the writer only.
 */
final class Unreferred {

    /** The number by which the rows are walked through: where a part of so many ends, unless fewer are left. */
    private final String partEnd;

    private final String delete;

    /** Behind which row the next part begins. After an act that failed it is too far on: then the next round finds them. */
    private long from = Long.MIN_VALUE;

    /**
     * Such rows.
     *
     * @param table has a text {@code id}
     * @param number a column with an index, which few rows have in common
     * @param reference the log's column with such an id
     */
    Unreferred(String table, String number, String reference) {
        this.partEnd = "SELECT " + number + " FROM " + table + " WHERE " + number + " > ? AND " + number
                + " < ? ORDER BY " + number + " LIMIT 1 OFFSET ?";
        this.delete = "DELETE FROM " + table + " WHERE id IN (SELECT id FROM " + table + " WHERE " + number
                + " > ? AND " + number + " <= ? AND " + number + " < ? AND NOT EXISTS (SELECT 1 FROM log WHERE "
                + reference + " = " + table + ".id) LIMIT ?)";
    }

    /**
     * Looks at the next part of the rows below a number.
     *
     * @param limit at most so many go
     */
    int trim(Session session, long below, int limit) throws SQLException {
        OptionalLong end = session.number(partEnd, from, below, limit - 1);
        int removed = session.run(delete, from, end.orElse(Long.MAX_VALUE), below, limit);
        if (removed < limit) {
            from = end.orElse(Long.MIN_VALUE);
        }
        return removed;
    }
}
