package dev.linkspan.store;

import dev.linkspan.store.Audience.Application;
import dev.linkspan.store.Audience.Named;
import dev.linkspan.store.Audience.OneLane;
import dev.linkspan.store.Audience.Subscribers;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** The log in a database. */
final class JdbcLog implements ActivityLog {

    private final GroupCommit writer;
    private final Readers readers;
    private final News news;
    private final Unreferred own = OwnTable.unreferred();
    private final Unreferred recipients = RecipientTable.unreferred();

    JdbcLog(GroupCommit writer, Readers readers, News news) {
        this.writer = writer;
        this.readers = readers;
        this.news = news;
    }

    @Override
    public AppendResult append(List<NewEntry> entries) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("entries: none (expected: at least one)");
        }
        return writer.commit(transaction -> append(transaction, entries));
    }

    /** Within an act: appends all, unless the first was seen. */
    static AppendResult append(Transaction transaction, List<NewEntry> entries) throws SQLException {
        NewEntry first = entries.getFirst();
        OptionalLong offset = appendUnseen(transaction, first);
        if (offset.isEmpty()) {
            return new AppendResult.Duplicate(first.key());
        }
        appendUnseen(transaction, entries.subList(1, entries.size()));
        return new AppendResult.Appended(offset.getAsLong());
    }

    /** Within an act: appends what was not seen. */
    static void appendUnseen(Transaction transaction, List<NewEntry> entries) throws SQLException {
        for (NewEntry entry : entries) {
            appendUnseen(transaction, entry);
        }
    }

    private static OptionalLong appendUnseen(Transaction transaction, NewEntry entry) throws SQLException {
        OptionalLong offset = transaction.dialect().addUnseen(transaction.session(), entry);
        if (offset.isPresent()) {
            writeAlong(transaction, entry, offset.getAsLong());
        }
        return offset;
    }

    private static void writeAlong(Transaction transaction, NewEntry entry, long offset) throws SQLException {
        Session session = transaction.session();
        if (entry.own().isPresent()) {
            OwnTable.put(session, entry.own().get(), offset);
        }
        if (entry.undoes().isPresent()) {
            OwnTable.undo(session, entry.undoes().get());
        }
        createLanes(transaction, entry.audience(), offset);
        transaction.appended(offset);
    }

    private static void createLanes(Transaction transaction, Audience audience, long offset) throws SQLException {
        Session session = transaction.session();
        switch (audience) {
            case OneLane one -> LaneTable.create(session, one.lane(), offset - 1);
            case Named named -> {
                RecipientTable.put(session, named, offset);
                LaneTable.createAll(session, named.inboxes().keySet(), offset - 1);
            }
            case Application application -> createApplicationLane(transaction, offset);
            case Subscribers subscribers -> {
                // Their lanes came with their subscriptions.
            }
        }
    }

    /** It stays for ever, so once is enough: thousands a second may be for it. */
    private static void createApplicationLane(Transaction transaction, long offset) throws SQLException {
        Session session = transaction.session();
        if (!session.knows(Lane.APPLICATION)) {
            LaneTable.create(session, Lane.APPLICATION, offset - 1);
            transaction.afterCommit(() -> session.learn(Lane.APPLICATION));
        }
    }

    @Override
    public List<LogEntry> read(long afterOffset, int maxEntries, long maxBytes) {
        return readers.read(session -> LogTable.after(session, afterOffset, maxEntries, maxBytes));
    }

    @Override
    public List<LogEntry> read(boolean application, long afterOffset, int maxEntries, long maxBytes) {
        return readers.read(session -> LogTable.after(session, application, afterOffset, maxEntries, maxBytes));
    }

    @Override
    public Optional<LogEntry> at(long offset) {
        return readers.read(session -> LogTable.at(session, offset));
    }

    @Override
    public long end() {
        return readers.read(LogTable::end);
    }

    @Override
    public boolean seen(String key) {
        return readers.read(session -> SeenTable.contains(session, key));
    }

    @Override
    public Optional<OwnActivity> own(String id) {
        return readers.read(session -> OwnTable.find(session, id));
    }

    @Override
    public Optional<OwnActivity> announceOf(String objectId) {
        return readers.read(session -> OwnTable.announceOf(session, objectId));
    }

    @Override
    public List<OwnActivity> announcesBy(String author, int limit) {
        return readers.read(session -> OwnTable.announcesBy(session, author, limit));
    }

    @Override
    public int trim(Instant entriesBefore, Instant passedBefore, Instant keysBefore, Instant ownBefore) {
        return writer.commit(transaction -> {
            Session session = transaction.session();
            long passed = LaneTable.lowestCursor(session).orElse(Long.MAX_VALUE);
            long handled = LaneTable.applicationCursor(session).orElse(Long.MAX_VALUE);
            int entries = LogTable.trim(session, passed, handled, passedBefore, entriesBefore, Limits.TRIM);
            int keys = SeenTable.trim(session, keysBefore, Limits.TRIM);
            int sets = recipients.trim(session, Long.MAX_VALUE, Limits.TRIM);
            return entries + keys + sets + own.trim(session, Columns.millis(ownBefore), Limits.TRIM);
        });
    }

    @Override
    public AutoCloseable onAppend(LongConsumer listener) {
        return news.onAppend(listener);
    }
}
