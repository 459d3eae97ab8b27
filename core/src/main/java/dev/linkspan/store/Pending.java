package dev.linkspan.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An act on its way through the writer, and how it went. */
final class Pending<T> {

    private final GroupCommit.Act<T> act;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private Runnable outcome = () -> {};
    private Optional<Transaction> ran = Optional.empty();

    Pending(GroupCommit.Act<T> act) {
        this.act = act;
    }

    /** Waits for the commit. */
    T join() {
        return done.join();
    }

    /** Runs the act. If it throws, the whole transaction has to be undone. */
    void run(Session session, Dialect dialect) throws SQLException {
        Transaction transaction = new Transaction(session, dialect);
        T result = act.run(transaction);
        outcome = () -> done.complete(result);
        ran = Optional.of(transaction);
    }

    /** Runs the act within a savepoint of its own. Throws only if the whole transaction is lost. */
    void runApart(Session session, Dialect dialect) throws SQLException {
        session.run("SAVEPOINT act");
        try {
            run(session, dialect);
        } catch (SQLException | RuntimeException | Error e) {
            ran = Optional.empty();
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

    /** What the act did, unless it failed. */
    Optional<Transaction> ran() {
        return ran;
    }

    /** Lets the caller go on. */
    void finish() {
        outcome.run();
    }

    void fail(Throwable reason) {
        done.completeExceptionally(reason);
    }
}
