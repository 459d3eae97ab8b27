package dev.linkspan.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * One thread writes. It takes all acts that are waiting into one transaction, each within a savepoint of its own, and
 * commits once: under load the cost of a sync is shared by all who waited for the one before it [1], alone nobody waits
 * for company.
 *
 * [1] Gawlick, Kinkade: Varieties of Concurrency Control in IMS/VS Fast Path, 1985 (group commit).
 */
final class GroupCommit implements AutoCloseable {

    /** Acts in one transaction: enough to share the sync, few enough that the first does not wait long for the last. */
    static final int MAX_BATCH = 256;

    private static final int MAX_WAITING = 4 * MAX_BATCH;
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Something that happens as a whole or not at all. */
    interface Act<T> {
        T run(Transaction transaction) throws SQLException;
    }

    private final Session session;
    private final AppendListeners listeners;
    private final BlockingQueue<Pending<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Pending<Boolean> stop = new Pending<>(transaction -> true);
    private final ReentrantReadWriteLock admission = new ReentrantReadWriteLock();
    private final Thread writer;
    private boolean closed;

    GroupCommit(Session session, AppendListeners listeners) {
        this.session = session;
        this.listeners = listeners;
        this.writer = Thread.ofPlatform().name("linkspan-store").daemon().start(this::write);
    }

    /**
     * Does something durably: returns after the commit.
     *
     * @throws StoreException if it did not happen
     * @throws IllegalStateException on the writer's own thread, which would wait for itself
     */
    <T> T commit(Act<T> act) {
        if (Thread.currentThread() == writer) {
            throw new IllegalStateException("an append listener writes (expected: it returns at once)");
        }
        Pending<T> pending = new Pending<>(act);
        submit(pending);
        try {
            return pending.done.join();
        } catch (CompletionException e) {
            throw asThrown(e);
        }
    }

    private void submit(Pending<?> pending) {
        // Shared among callers; exclusive only for close(), after which nothing is admitted behind the stop.
        admission.readLock().lock();
        try {
            if (closed) {
                throw StoreException.closed();
            }
            waiting.put(pending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Reason.FAILED, "interrupted before the act began", e);
        } finally {
            admission.readLock().unlock();
        }
    }

    private static RuntimeException asThrown(CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof IllegalArgumentException
                ? new IllegalArgumentException(cause.getMessage(), cause)
                : StoreException.failed(cause);
    }

    private void write() {
        List<Pending<?>> batch = new ArrayList<>(MAX_BATCH);
        while (!batch.contains(stop)) {
            batch.clear();
            batch.add(take());
            waiting.drainTo(batch, MAX_BATCH - 1);
            commit(batch);
        }
    }

    private Pending<?> take() {
        while (true) {
            try {
                return waiting.take();
            } catch (InterruptedException e) {
                LOG.debug("interrupted; only close() ends the writer", e);
            }
        }
    }

    private void commit(List<Pending<?>> batch) {
        try {
            for (Pending<?> pending : batch) {
                pending.run(session);
            }
            session.commit();
        } catch (SQLException | RuntimeException e) {
            LOG.error("commit failed acts={}", batch.size(), e);
            rollback();
            batch.forEach(pending -> pending.done.completeExceptionally(e));
            return;
        }
        long end = 0;
        for (Pending<?> pending : batch) {
            end = Math.max(end, pending.committed());
        }
        if (end > 0) {
            listeners.appended(end);
        }
        batch.forEach(Pending::finish);
    }

    private void rollback() {
        try {
            session.rollback();
        } catch (SQLException e) {
            LOG.error("rollback failed", e);
        }
    }

    /** How many acts wait for the next transaction. */
    int waiting() {
        return waiting.size();
    }

    /** Finishes what was admitted, then refuses. */
    @Override
    public void close() {
        admission.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            waiting.put(stop);
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admission.writeLock().unlock();
        }
    }

    /** An act, and how it went. */
    private static final class Pending<T> {
        private final Act<T> act;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private Runnable outcome = () -> {};
        private long end;
        private Runnable afterCommit = () -> {};

        Pending(Act<T> act) {
            this.act = act;
        }

        /** Throws only if the whole transaction is lost. */
        void run(Session session) throws SQLException {
            session.run("SAVEPOINT act");
            try {
                Transaction transaction = new Transaction(session);
                T result = act.run(transaction);
                outcome = () -> done.complete(result);
                end = transaction.end();
                afterCommit = transaction::committed;
            } catch (SQLException | RuntimeException | Error e) {
                outcome = () -> done.completeExceptionally(e);
                session.run("ROLLBACK TO act");
            }
            session.run("RELEASE act");
        }

        long committed() {
            afterCommit.run();
            return end;
        }

        void finish() {
            outcome.run();
        }
    }
}
