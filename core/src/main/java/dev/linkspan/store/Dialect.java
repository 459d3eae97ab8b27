package dev.linkspan.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** What differs between database engines. */
interface Dialect extends AutoCloseable {

    /** What must not happen twice at a time on one database. */
    interface Alone {
        void run() throws SQLException;
    }

    /** The one connection of this node that writes. */
    Connection openWriter() throws SQLException;

    /** Whoever reads. */
    Readers openReaders() throws SQLException;

    /** A statement of the schema with the engine's names for {@code {long}}, {@code {bytes}} and {@code {clustered}}. */
    String ddl(String statement);

    /** The version of the schema in the database; 0 if there is none. */
    int schemaVersion(Session session) throws SQLException;

    /** Writes that version, within the transaction, unless the table of migrations is enough. */
    void schemaVersion(Statement statement, int version) throws SQLException;

    /** Where the migrations get their connections. */
    DataSource migrating();

    /** Runs something while no other node runs such a thing. */
    void alone(Alone action) throws SQLException;

    /** Hears what other nodes on this database commit, and tells them what this one does. */
    Neighbours neighbours(News news) throws SQLException;

    /** Begins a transaction that writes: from here to its end no other node writes. */
    void begin(Session session) throws SQLException;

    /** Writes an entry to the log and remembers its key, unless that was seen; says at which offset. */
    default OptionalLong addUnseen(Session session, NewEntry entry) throws SQLException {
        return SeenTable.add(session, entry.key(), entry.acceptedAt())
                ? OptionalLong.of(LogTable.add(session, entry))
                : OptionalLong.empty();
    }

    /** The time by the database's clock, in milliseconds since 1970. */
    long now(Session session) throws SQLException;

    /**
     * Whether the database has been up for so long that a node not heard of in this time is gone: after a restart nobody
     * could say that it is alive.
     *
     * @param millis that time
     */
    boolean isUpSince(Session session, long millis) throws SQLException;

    /** At the opening: whether this process is alone with the data, so that no other node can be alive. */
    boolean isAlone();

    /** What the data takes and what room is left, as far as a glance shows it. */
    default StoreSpace space(Session session) throws SQLException {
        return StoreSpace.unknown();
    }

    /** Lets go of what keeps others out. */
    @Override
    void close();

    /** Says clearly that a driver is missing, where {@link DriverManager} would say "no suitable driver". */
    static void requireDriver(String url, String artifact) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new StoreException(
                    StoreException.Reason.DRIVER_MISSING,
                    "no JDBC driver for " + url + " (expected: " + artifact + " on the class or module path)",
                    e);
        }
    }
}
