package dev.linkspan.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * One thread writes. It takes all acts that are waiting into one transaction and commits once: under load the cost of a
 * sync is shared by all who waited for the one before it [1], alone nobody waits for company. Should one act fail, all are
 * done anew, each within a savepoint of its own: acts seldom fail, and a savepoint is two more statements for each.
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

    private final Dialect dialect;
    private final News news;
    private final Neighbours neighbours;
    private final BlockingQueue<Pending<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Pending<Boolean> stop = new Pending<>(transaction -> true);
    private final ReentrantReadWriteLock admission = new ReentrantReadWriteLock();
    private final Thread writer;
    private @Nullable Session session; // by the writer only, until it ended
    private boolean unreachable; // by the writer only: the last attempt to open a session failed
    private boolean stopped;

    GroupCommit(Session session, Dialect dialect, News news, Neighbours neighbours) {
        this.session = session;
        this.dialect = dialect;
        this.news = news;
        this.neighbours = neighbours;
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
        boolean last = false;
        while (!last) {
            batch.clear();
            batch.add(take());
            waiting.drainTo(batch, MAX_BATCH - 1);
            last = batch.remove(stop);
            if (!batch.isEmpty()) {
                commit(batch);
            }
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
            if (!doTogether(batch)) {
                doApart(batch);
            }
            session().commit();
        } catch (SQLException | RuntimeException | Error e) {
            LOG.error("commit failed acts={}", batch.size(), e);
            abandonSession();
            batch.forEach(pending -> pending.fail(e));
            if (unreachable) {
                failWaiting(e);
            }
            return;
        }
        committed(batch);
    }

    /** All acts, and what other nodes shall hear of them; false if it has to be done in another way and nothing was done. */
    private boolean doTogether(List<Pending<?>> batch) throws SQLException {
        Session writing = session();
        try {
            dialect.begin(writing);
            for (Pending<?> pending : batch) {
                pending.run(writing, dialect);
            }
            announce(writing, batch);
            return true;
        } catch (SQLException | RuntimeException | Error e) {
            LOG.debug("an act failed, each is done apart acts={}", batch.size(), e);
            undo(writing);
            return false;
        }
    }

    private void doApart(List<Pending<?>> batch) throws SQLException {
        Session writing = session();
        dialect.begin(writing);
        for (Pending<?> pending : batch) {
            pending.runApart(writing, dialect);
        }
        announce(writing, batch);
    }

    private void announce(Session writing, List<Pending<?>> batch) throws SQLException {
        neighbours.announce(writing, end(batch), changes(batch));
    }

    private static long end(List<Pending<?>> batch) {
        return done(batch).mapToLong(Transaction::end).max().orElse(0);
    }

    private static List<Change> changes(List<Pending<?>> batch) {
        return done(batch)
                .flatMap(transaction -> transaction.changes().stream())
                .distinct()
                .toList();
    }

    private static Stream<Transaction> done(List<Pending<?>> batch) {
        return batch.stream().flatMap(pending -> pending.ran().stream());
    }

    private void committed(List<Pending<?>> batch) {
        try {
            done(batch).forEach(Transaction::committed);
            news.changed(changes(batch));
            neighbours.committed();
            long end = end(batch);
            if (end > 0) {
                news.appended(end);
            }
        } catch (RuntimeException | Error e) {
            // Durable already; and nobody would ever commit again if it ended this thread.
            LOG.error("after the commit", e);
        } finally {
            batch.forEach(Pending::finish);
        }
    }

    private Session session() throws SQLException {
        Session current = session;
        if (current == null) {
            unreachable = true;
            current = Session.writing(dialect.openWriter());
            unreachable = false;
            session = current;
        }
        return current;
    }

    // A new connection where there is nothing to roll back: because it was lost, or because the engine rolled back by
    // itself, as SQLite does on a full disk.
    private void undo(Session writing) {
        try {
            writing.rollback();
        } catch (SQLException e) {
            LOG.debug("a new connection instead of a rollback", e);
            abandonSession();
        }
    }

    // Who has waited through one attempt to reach the database does not wait through the next.
    private void failWaiting(Throwable reason) {
        List<Pending<?>> late = new ArrayList<>();
        waiting.drainTo(late);
        for (Pending<?> pending : late) {
            if (pending == stop) {
                waiting.add(stop);
            } else {
                pending.fail(reason);
            }
        }
    }

    private void abandonSession() {
        Session lost = session;
        session = null;
        try {
            if (lost != null) {
                lost.close();
            }
        } catch (SQLException | RuntimeException e) {
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
