package dev.linkspan.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * PostgreSQL: any number of nodes on one database. Nothing is set for a session but all for a transaction, so that a pooler
 * between us and the server, which hands each transaction another session, does no harm.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html">PostgreSQL: explicit locking</a>
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-client.html">PostgreSQL: client settings</a>
 */
final class PostgresDialect implements Dialect {

    /**
     * How long things may take until they are given up.
     *
     * @param network for one answer of the server; longer than the server allows a statement to take
     * @param poll between two looks at what other nodes committed, for what was not announced
     */
    record Patience(Duration network, Duration poll) {

        /** A server that restarts is back in seconds; a caller waits no longer than that. */
        static final Patience DEFAULT = new Patience(Duration.ofSeconds(6), Duration.ofSeconds(1));

        int networkMillis() {
            return (int) network.toMillis();
        }

        int pollMillis() {
            return (int) poll.toMillis();
        }
    }

    // The row lock first, so that no two nodes wait for each other, and offsets become visible in order: what this
    // transaction reads was committed, what it appends comes after it. A node that was cut off or stopped in the middle
    // of its transaction must not keep the others waiting: the server ends it. What is committed is durable whatever
    // the
    // server's, the user's or the pooler's usual is: callers are told so.
    private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;"
            + "SET LOCAL idle_in_transaction_session_timeout = 3000; SET LOCAL lock_timeout = 3000;"
            + "SET LOCAL statement_timeout = 5000; SET LOCAL synchronous_commit = on; SELECT pos FROM log_end FOR UPDATE";
    private static final String NOW = "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    private static final String UP_SINCE =
            "SELECT 1 WHERE extract(epoch FROM clock_timestamp() - pg_postmaster_start_time()) * 1000 >= ?";
    private static final String VERSION =
            "SELECT max(version::int) FROM " + Migrations.TABLE + " WHERE success AND version IS NOT NULL";

    /** Any number that no other program locks. */
    private static final long SCHEMA_LOCK = 0x6c696e6b7370616eL;

    private static final int MIGRATION_MILLIS = 600_000;

    private final DataSource pool;
    private final Patience patience;

    PostgresDialect(DataSource pool) {
        this(pool, Patience.DEFAULT);
    }

    PostgresDialect(DataSource pool, Patience patience) {
        this.pool = pool;
        this.patience = patience;
    }

    @Override
    public Connection openWriter() throws SQLException {
        return connect(patience.networkMillis());
    }

    @Override
    public Readers openReaders() {
        return new PooledReaders(this::openWriter);
    }

    /** Not in autocommit: only within a transaction does the driver fetch rows little by little. */
    private Connection connect(int networkMillis) throws SQLException {
        Connection connection = take();
        boolean ready = false;
        try {
            connection.setNetworkTimeout(Runnable::run, networkMillis);
            connection.setAutoCommit(false);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private Connection take() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLException | RuntimeException e) {
            Dialect.requireDriver("jdbc:postgresql:", "org.postgresql:postgresql");
            throw e instanceof SQLException failed ? failed : new SQLException(e.getMessage(), "08001", e);
        }
    }

    @Override
    public void begin(Session session) throws SQLException {
        session.execute(BEGIN);
    }

    /** In one statement: each is a journey to another machine, and all nodes wait for their turn meanwhile. */
    @Override
    public OptionalLong addUnseen(Session session, NewEntry entry) throws SQLException {
        return LogTable.addUnseen(session, entry);
    }

    @Override
    public String ddl(String statement) {
        // In the order of code points, as everywhere here: no index depends on the system's collations.
        return statement
                .replace(" TEXT", " TEXT COLLATE \"C\"")
                .replace("{long}", "BIGINT")
                .replace("{bytes}", "BYTEA")
                .replace("{clustered}", "");
    }

    @Override
    public int schemaVersion(Session session) throws SQLException {
        boolean migrated = session.number("SELECT 1 WHERE to_regclass('" + Migrations.TABLE + "') IS NOT NULL")
                .isPresent();
        return migrated ? (int) session.number(VERSION).orElse(0) : 0;
    }

    @Override
    public void schemaVersion(Statement statement, int version) {
        // Read from the table of migrations.
    }

    @Override
    public DataSource migrating() {
        return pool;
    }

    @Override
    public void alone(Alone action) throws SQLException {
        try (Connection connection = connect(MIGRATION_MILLIS);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
            action.run();
        }
    }

    @Override
    public Neighbours neighbours(News news) throws SQLException {
        return new PostgresNeighbours(this::openWriter, news, patience.pollMillis());
    }

    @Override
    public boolean isUpSince(Session session, long millis) throws SQLException {
        return session.number(UP_SINCE, millis).isPresent();
    }

    @Override
    public boolean isAlone() {
        return false;
    }

    /** Unknown: the tables' size counts rows that are forgotten, and the server's disk is not ours to see. */
    @Override
    public StoreSpace space(Session session) {
        return StoreSpace.unknown();
    }

    @Override
    public long now(Session session) throws SQLException {
        return session.number(NOW).orElseThrow();
    }

    @Override
    public void close() {
        // The pool is the application's.
    }

    /** Whether the connection is no more, and what was not committed did not happen. */
    static boolean isLost(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        // 08: connection exceptions; 57P01 to 57P05: shut down, crashed, starting, idle for too long
        return state.startsWith("08") || state.startsWith("57P");
    }
}
