package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What the application could not deal with, in a database. */
final class JdbcDeadLetters implements DeadLetters {

    private static final String PUT =
            "INSERT INTO dead_letter (pos, activity_id, type, supplier, note, received, failed_at, attempts, reason)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pos) DO UPDATE SET activity_id = excluded.activity_id,"
                    + " type = excluded.type, supplier = excluded.supplier, note = excluded.note, received = excluded.received,"
                    + " failed_at = excluded.failed_at, attempts = excluded.attempts, reason = excluded.reason";
    private static final String FORGET_FIRST =
            "DELETE FROM dead_letter WHERE pos <= (SELECT pos FROM dead_letter ORDER BY pos DESC LIMIT 1 OFFSET ?)";
    private static final String COUNT = "SELECT count(*) AS letters FROM dead_letter";
    private static final String GREEDY = "SELECT supplier, count(*) AS letters FROM dead_letter WHERE supplier <> ''"
            + " GROUP BY supplier ORDER BY letters DESC, supplier DESC LIMIT 1";
    private static final String FORGET_FIRST_OF = "DELETE FROM dead_letter WHERE supplier = ? AND pos <="
            + " (SELECT pos FROM dead_letter WHERE supplier = ? ORDER BY pos LIMIT 1 OFFSET ?)";
    private static final String LIST = "SELECT * FROM dead_letter ORDER BY pos DESC LIMIT ?";
    private static final String FIND = "SELECT * FROM dead_letter WHERE pos = ?";
    private static final String REMOVE = "DELETE FROM dead_letter WHERE pos = ?";

    private final GroupCommit writer;
    private final Readers readers;
    private final int limit;
    // Finding the first that is too many walks over all the others: once per percent of the limit is exact enough.
    private final int interval;
    private int puts; // by the writer only

    JdbcDeadLetters(GroupCommit writer, Readers readers, int limit) {
        this.writer = writer;
        this.readers = readers;
        this.limit = limit;
        this.interval = limit / 100 + 1;
    }

    @Override
    public void put(DeadLetter letter) {
        writer.commit(transaction -> {
            Session session = transaction.session();
            session.run(
                    PUT,
                    letter.offset(),
                    letter.activityId(),
                    letter.type(),
                    letter.supplier(),
                    letter.note(),
                    letter.received().bytes(),
                    Columns.millis(letter.failedAt()),
                    letter.attempts(),
                    letter.reason());
            return puts++ % interval == 0 ? trim(session) : 0;
        });
    }

    private record Share(String supplier, int letters) {}

    private int trim(Session session) throws SQLException {
        int share = limit / Limits.SUPPLIER_PART;
        int surplus = session.first(COUNT, row -> row.getInt("letters")).orElse(0) - limit;
        while (surplus > 0) {
            Optional<Share> greedy = session.first(
                            GREEDY, row -> new Share(row.getString("supplier"), row.getInt("letters")))
                    .filter(most -> most.letters() > share);
            if (greedy.isEmpty()) {
                return session.run(FORGET_FIRST, limit);
            }
            String supplier = greedy.get().supplier();
            int many = Math.min(surplus, greedy.get().letters() - share);
            surplus -= Math.max(1, session.run(FORGET_FIRST_OF, supplier, supplier, many - 1));
        }
        return 0;
    }

    @Override
    public List<DeadLetter> list(int most) {
        return readers.read(session -> session.list(LIST, JdbcDeadLetters::read, most));
    }

    @Override
    public Optional<DeadLetter> find(long offset) {
        return readers.read(session -> session.first(FIND, JdbcDeadLetters::read, offset));
    }

    @Override
    public boolean remove(long offset) {
        return writer.commit(transaction -> transaction.session().run(REMOVE, offset) > 0);
    }

    private static DeadLetter read(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong("pos"),
                row.getString("activity_id"),
                row.getString("type"),
                row.getString("supplier"),
                row.getString("note"),
                Body.of(row.getBytes("received")),
                Columns.instant(row, "failed_at"),
                row.getInt("attempts"),
                row.getString("reason"));
    }
}
