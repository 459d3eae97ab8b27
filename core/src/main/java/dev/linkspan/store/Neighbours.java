package dev.linkspan.store;

import java.sql.SQLException;
import java.util.List;

/** The other nodes that write to the same database. */
interface Neighbours extends AutoCloseable {

    /** Where only one process writes. */
    Neighbours NONE = new Neighbours() {
        @Override
        public void announce(Session session, long end, List<Change> changes) {}

        @Override
        public void start() {}

        @Override
        public void committed() {}

        @Override
        public void close() {}
    };

    /** Begins to hear of them. */
    void start();

    /**
     * Within the writer's transaction, as its last statement: what they shall hear once it is committed.
     *
     * @param end the new end of the log; 0 if it is as it was
     */
    void announce(Session session, long end, List<Change> changes) throws SQLException;

    /** What was announced last is committed, and this node's own memory knows it. */
    void committed();

    @Override
    void close();
}
