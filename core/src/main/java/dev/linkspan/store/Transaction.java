package dev.linkspan.store;

import java.util.ArrayList;
import java.util.List;

/** One act within the transaction of its batch: its session, and what shall happen once it is durable. */
final class Transaction {

    private final Session session;
    private final Dialect dialect;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private long end;

    Transaction(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    Session session() {
        return session;
    }

    /** Remembers what memory shall learn when the disk has it. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Notes what memory has to read again, here and on other nodes, when the disk has it. */
    void changed(Change change) {
        changes.add(change);
    }

    List<Change> changes() {
        return changes;
    }

    /** Notes that the log was appended to. */
    void appended(long newEnd) {
        end = newEnd;
    }

    /** The end of the log after this act; 0 if it appended nothing. */
    long end() {
        return end;
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
