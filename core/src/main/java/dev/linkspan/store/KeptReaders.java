package dev.linkspan.store;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few sessions that stay open: to a file, which does not go away. */
final class KeptReaders implements Readers {

    private final ConcurrentLinkedDeque<Session> idle;
    private final int count;
    private final Semaphore permits;
    private volatile boolean closed;

    KeptReaders(List<Session> sessions) {
        this.idle = new ConcurrentLinkedDeque<>(sessions);
        this.count = sessions.size();
        this.permits = new Semaphore(count);
    }

    @Override
    public <T> T read(Query<T> query) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw StoreException.closed();
            }
            Session session = idle.pop();
            try {
                return query.run(session);
            } finally {
                idle.push(session);
            }
        } catch (SQLException e) {
            throw StoreException.failed(e);
        } finally {
            permits.release();
        }
    }

    @Override
    public void close() throws SQLException {
        permits.acquireUninterruptibly(count);
        try {
            closed = true;
            for (Session session = idle.poll(); session != null; session = idle.poll()) {
                session.close();
            }
        } finally {
            permits.release(count);
        }
    }
}
