package dev.linkspan.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
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

    /** Opens a session for writing. */
    interface Opener {
        Session open() throws SQLException;
    }

    private final Opener opener;
    private final Dialect dialect;
    private final Listeners<Long> listeners;
    private final BlockingQueue<Pending<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Pending<Boolean> stop = new Pending<>(transaction -> true);
    private final ReentrantReadWriteLock admission = new ReentrantReadWriteLock();
    private final Thread writer;
    private @Nullable Session session; // by the writer only, until it ended
    private boolean stopped;

    GroupCommit(Session session, Opener opener, Dialect dialect, Listeners<Long> listeners) {
        this.dialect = dialect;
        this.session = session;
        this.opener = opener;
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
            return pending.join();
        } catch (CompletionException e) {
            throw asThrown(e);
        }
    }

    private void submit(Pending<?> pending) {
        // Shared among callers; exclusive only for stop(), after which nothing is admitted behind it.
        admission.readLock().lock();
        try {
            if (stopped) {
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
                LOG.debug("interrupted; only stop() ends the writer", e);
            }
        }
    }

    private void commit(List<Pending<?>> batch) {
        try {
            Session writing = session();
            dialect.begin(writing);
            for (Pending<?> pending : batch) {
                pending.run(writing);
            }
            writing.commit();
        } catch (SQLException | RuntimeException | Error e) {
            LOG.error("commit failed acts={}", batch.size(), e);
            abandonSession();
            batch.forEach(pending -> pending.fail(e));
            return;
        }
        committed(batch);
    }

    private void committed(List<Pending<?>> batch) {
        try {
            long end = 0;
            for (Pending<?> pending : batch) {
                end = Math.max(end, pending.committed());
            }
            if (end > 0) {
                listeners.tell(end);
            }
        } catch (RuntimeException e) {
            LOG.error("after the commit", e);
        } finally {
            batch.forEach(Pending::finish);
        }
    }

    private Session session() throws SQLException {
        Session current = session;
        if (current == null) {
            current = opener.open();
            session = current;
        }
        return current;
    }

    // A new connection rather than a rollback: an engine that rolled back by itself, as SQLite does on a full disk,
    // refuses the second one, and what follows would no longer be in a transaction.
    private void abandonSession() {
        Session lost = session;
        session = null;
        try {
            if (lost != null) {
                lost.close();
            }
        } catch (SQLException e) {
            LOG.error("closing the lost connection failed", e);
        }
    }

    /** How many acts wait for the next transaction. */
    int waiting() {
        return waiting.size();
    }

    /** Finishes what was admitted, then refuses. Waits for that even if interrupted: what follows closes the session. */
    void stop() {
        boolean interrupted = false;
        admission.writeLock().lock();
        try {
            while (!stopped || writer.isAlive()) {
                try {
                    if (!stopped) {
                        waiting.put(stop);
                        stopped = true;
                    }
                    writer.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            admission.writeLock().unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        stop();
        Session last = session;
        if (last != null) {
            last.close();
        }
    }
}
