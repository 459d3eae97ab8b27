package dev.linkspan.store;

import java.sql.SQLException;

/** Sessions that only read, each for one caller at a time; they do not wait for the writer. */
interface Readers extends AutoCloseable {

    /** Reads something at one moment: a single query sees one state. */
    interface Query<T> {
        T run(Session session) throws SQLException;
    }

    /**
     * Reads something.
     *
     * @throws StoreException if that fails
     */
    <T> T read(Query<T> query);

    /** Waits for reads under way, then refuses. */
    @Override
    void close() throws SQLException;
}
