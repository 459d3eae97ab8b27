package dev.linkspan.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** An act on its way through the writer, and how it went. */
final class Pending<T> {

    private final GroupCommit.Act<T> act;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private Runnable outcome = () -> {};
    private Runnable afterCommit = () -> {};
    private long end;

    Pending(GroupCommit.Act<T> act) {
        this.act = act;
    }

    /** Waits for the commit. */
    T join() {
        return done.join();
    }

    /** Runs the act within a savepoint of its own. Throws only if the whole transaction is lost. */
    void run(Session session) throws SQLException {
        session.run("SAVEPOINT act");
        try {
            Transaction transaction = new Transaction(session);
            T result = act.run(transaction);
            outcome = () -> done.complete(result);
            afterCommit = transaction::committed;
            end = transaction.end();
        } catch (SQLException | RuntimeException | Error e) {
            outcome = () -> done.completeExceptionally(e);
            undo(session, e);
        }
        session.run("RELEASE act");
    }

    /** Fails where the engine has rolled back by itself and more than this act: then all of the batch is lost. */
    private static void undo(Session session, Throwable reason) throws SQLException {
        try {
            session.run("ROLLBACK TO act");
        } catch (SQLException e) {
            SQLException lost = new SQLException("transaction lost: " + reason.getMessage(), reason);
            lost.addSuppressed(e);
            throw lost;
        }
    }

    /** Tells memory what the disk has, and says where the act has left the end of the log; 0 if it appended nothing. */
    long committed() {
        afterCommit.run();
        return end;
    }

    /** Lets the caller go on. */
    void finish() {
        outcome.run();
    }

    void fail(Throwable reason) {
        done.completeExceptionally(reason);
    }
}
