package dev.linkspan.store;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection from a pool for each read. A read whose connection was lost is tried once more on another. */
final class PooledReaders implements Readers {

    /** Takes a connection from the pool. */
    interface Pool {
        Connection take() throws SQLException;
    }

    private final Pool pool;
    private volatile boolean closed;

    PooledReaders(Pool pool) {
        this.pool = pool;
    }

    @Override
    public <T> T read(Query<T> query) {
        if (closed) {
            throw StoreException.closed();
        }
        try {
            return attempt(query);
        } catch (SQLException e) {
            if (!PostgresDialect.isLost(e)) {
                throw StoreException.failed(e);
            }
            return again(query, e);
        }
    }

    // The pool may have kept a connection from before the server was started anew.
    private <T> T again(Query<T> query, SQLException first) {
        try {
            return attempt(query);
        } catch (SQLException e) {
            e.addSuppressed(first);
            throw StoreException.failed(e);
        }
    }

    private <T> T attempt(Query<T> query) throws SQLException {
        try (Session session = new Session(pool.take())) {
            T result = query.run(session);
            session.rollback();
            return result;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
