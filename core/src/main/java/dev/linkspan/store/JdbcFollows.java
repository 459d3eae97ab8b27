package dev.linkspan.store;

import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import java.util.List;
import java.util.Optional;

/** Who follows whom, in a database. */
final class JdbcFollows implements Follows {

    private final GroupCommit writer;
    private final Readers readers;

    JdbcFollows(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public boolean put(Optional<FollowRelation> expected, FollowRelation wanted, List<NewEntry> along) {
        return writer.commit(transaction -> {
            Session session = transaction.session();
            Optional<FollowRelation> old =
                    FollowTable.find(session, wanted.direction(), wanted.local(), wanted.remote());
            if (!old.equals(expected.map(FollowRelation::asStored))) {
                return false;
            }
            FollowTable.put(session, wanted);
            JdbcLog.appendUnseen(transaction, along);
            return true;
        });
    }

    @Override
    public boolean remove(FollowRelation expected, List<NewEntry> along) {
        return writer.commit(transaction -> {
            Session session = transaction.session();
            Optional<FollowRelation> old =
                    FollowTable.find(session, expected.direction(), expected.local(), expected.remote());
            if (old.filter(expected.asStored()::equals).isEmpty()) {
                return false;
            }
            FollowTable.remove(session, expected);
            JdbcLog.appendUnseen(transaction, along);
            return true;
        });
    }

    @Override
    public Optional<FollowRelation> find(Direction direction, String local, String remote) {
        return readers.read(session -> FollowTable.find(session, direction, local, remote));
    }

    @Override
    public Optional<FollowRelation> byFollowId(Direction direction, String followId) {
        return readers.read(session -> FollowTable.byFollowId(session, direction, followId));
    }

    @Override
    public Page page(Direction direction, String local, State state, Optional<String> cursor, int limit) {
        FollowCursor.requirePositive(limit);
        Optional<FollowCursor> from =
                cursor.isEmpty() ? Optional.of(FollowCursor.START) : cursor.flatMap(FollowCursor::of);
        if (from.isEmpty()) {
            return new Page(List.of(), Optional.empty());
        }
        // One more than asked for, to know whether there is a next page.
        List<FollowRelation> found = readers.read(
                session -> FollowTable.behind(session, from.get(), direction, local, state, Math.addExact(limit, 1)));
        return FollowCursor.page(found, limit);
    }

    @Override
    public long count(Direction direction, String local, State state) {
        return readers.read(session -> FollowTable.count(session, direction, local, state));
    }

    @Override
    public List<Inboxes> inboxes(String local) {
        return readers.read(session -> FollowTable.inboxes(session, local));
    }

    @Override
    public List<String> idsOn(Direction direction, String local, String authority, int limit) {
        return readers.read(session -> FollowTable.idsOn(session, direction, local, authority, limit));
    }

    @Override
    public List<FollowRelation> byInbox(Direction direction, String local, String authority, String inbox, int limit) {
        return readers.read(session -> FollowTable.byInbox(session, direction, local, authority, inbox, limit));
    }

    @Override
    public List<String> authorities(String after, int limit) {
        return readers.read(session -> FollowTable.authorities(session, after, limit));
    }

    @Override
    public List<FollowRelation> of(String remote) {
        return readers.read(session -> FollowTable.of(session, remote));
    }

    @Override
    public List<FollowRelation> of(Direction direction, String remote) {
        return readers.read(session -> FollowTable.of(session, direction, remote));
    }

    @Override
    public int removeAll(String authority) {
        return writer.commit(transaction -> FollowTable.removeAll(transaction.session(), authority));
    }

    @Override
    public int removeRemote(String remote) {
        return writer.commit(transaction -> FollowTable.removeRemote(transaction.session(), remote));
    }
}
