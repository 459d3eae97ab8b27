package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.OutboxCursor.Placed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What our actors published and liked, in a database. */
final class JdbcOutboxes implements Outboxes {

    private static final String PUT = "INSERT INTO published (actor, shelf, pos, activity_id, type, object_id, body)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String FORGET_OLDEST = "DELETE FROM published WHERE actor = ? AND shelf = ? AND pos <="
            + " (SELECT pos FROM published WHERE actor = ? AND shelf = ? ORDER BY pos DESC LIMIT 1 OFFSET ?)";
    private static final String REVISE =
            "UPDATE published SET body = ? WHERE actor = ? AND object_id = ? AND type = ? AND shelf = ?";
    private static final String WITHDRAW_ACTIVITY = "DELETE FROM published WHERE actor = ? AND activity_id = ?";
    private static final String WITHDRAW_OBJECT = "DELETE FROM published WHERE actor = ? AND object_id = ?";
    private static final String WITHDRAW_TYPE = WITHDRAW_OBJECT + " AND type = ?";
    private static final String CLEAR = "DELETE FROM published WHERE actor = ?";
    private static final String PAGE =
            "SELECT * FROM published WHERE actor = ? AND shelf = ? AND pos < ? ORDER BY pos DESC LIMIT ?";
    private static final String COUNT = "SELECT count(*) FROM published WHERE actor = ? AND shelf = ?";
    private static final String FIND = "SELECT * FROM published WHERE actor = ? AND object_id = ? AND type = ?"
            + " AND shelf = ? ORDER BY pos DESC LIMIT 1";

    private final GroupCommit writer;
    private final Readers readers;

    JdbcOutboxes(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public AppendResult append(List<NewEntry> entries, List<OutboxChange> changes) {
        OutboxChange.requireOnePlaceEach(changes);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("entries: none (expected: at least one)");
        }
        return writer.commit(transaction -> {
            AppendResult result = JdbcLog.append(transaction, entries);
            if (result instanceof AppendResult.Appended appended) {
                for (OutboxChange change : changes) {
                    apply(transaction.session(), change, appended.offset());
                }
            }
            return result;
        });
    }

    private static void apply(Session session, OutboxChange change, long offset) throws SQLException {
        switch (change) {
            case OutboxChange.Show show -> show(session, show.item(), show.newest(), offset);
            case OutboxChange.Revise r ->
                session.run(REVISE, r.body().bytes(), r.actor(), r.objectId(), r.type(), Shelf.OUTBOX.name());
            case OutboxChange.Withdraw w -> {
                session.run(WITHDRAW_ACTIVITY, w.actor(), w.id());
                session.run(WITHDRAW_OBJECT, w.actor(), w.id());
            }
            case OutboxChange.WithdrawType w -> session.run(WITHDRAW_TYPE, w.actor(), w.objectId(), w.type());
            case OutboxChange.Clear clear -> session.run(CLEAR, clear.actor());
        }
    }

    private static void show(Session session, Published item, int newest, long offset) throws SQLException {
        String shelf = item.shelf().name();
        session.run(
                PUT,
                item.actor(),
                shelf,
                offset,
                item.activityId(),
                item.type(),
                item.objectId(),
                item.body().bytes());
        session.run(FORGET_OLDEST, item.actor(), shelf, item.actor(), shelf, newest);
    }

    @Override
    public Page page(Shelf shelf, String actor, Optional<String> cursor, int limit) {
        FollowCursor.requirePositive(limit);
        Optional<OutboxCursor> from = OutboxCursor.of(cursor);
        if (from.isEmpty()) {
            return new Page(List.of(), Optional.empty());
        }
        List<Placed> found = readers.read(session -> session.list(
                PAGE, JdbcOutboxes::placed, actor, shelf.name(), from.get().pos(), Math.addExact(limit, 1)));
        return OutboxCursor.page(found, limit);
    }

    @Override
    public long count(Shelf shelf, String actor) {
        return readers.read(
                session -> session.number(COUNT, actor, shelf.name()).orElse(0));
    }

    @Override
    public Optional<Published> find(String actor, String type, String objectId) {
        return readers.read(
                session -> session.first(FIND, JdbcOutboxes::read, actor, objectId, type, Shelf.OUTBOX.name()));
    }

    private static Placed placed(ResultSet row) throws SQLException {
        return new Placed(row.getLong("pos"), read(row));
    }

    private static Published read(ResultSet row) throws SQLException {
        return new Published(
                Shelf.valueOf(row.getString("shelf")),
                row.getString("actor"),
                row.getString("activity_id"),
                row.getString("type"),
                row.getString("object_id"),
                Body.of(row.getBytes("body")));
    }
}
