package dev.linkspan.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * SQLite: one file, one writer, readers that see the last commit.
 *
 * @see <a href="https://www.sqlite.org/wal.html">SQLite: write-ahead logging</a>
 * @see <a href="https://www.sqlite.org/pragma.html">SQLite: pragmas</a>
 */
final class SqliteDialect implements Dialect {

    private static final String PREFIX = "jdbc:sqlite:";

    private static final List<String> WRITER = List.of(
            "PRAGMA busy_timeout = 5000",
            "PRAGMA journal_mode = WAL",
            // In WAL mode only FULL syncs at each commit; NORMAL may lose the last ones with the power.
            "PRAGMA synchronous = FULL",
            // On macOS a plain fsync ends in the drive's cache. No effect elsewhere.
            "PRAGMA fullfsync = ON",
            "PRAGMA foreign_keys = OFF",
            // After a burst the write-ahead log shrinks again.
            "PRAGMA journal_size_limit = 67108864");

    /** As many as cores of a small machine; a reader is busy for microseconds. */
    private static final int READERS = 4;

    private static final List<String> READER = List.of("PRAGMA busy_timeout = 5000", "PRAGMA query_only = ON");

    private final DataFolder folder;
    private final String url;
    private final InstantSource clock;

    private SqliteDialect(DataFolder folder, String url, InstantSource clock) {
        this.folder = folder;
        this.url = url;
        this.clock = clock;
    }

    /** SQLite in a folder, which is held until the dialect is closed. */
    static SqliteDialect in(Path dataDir) {
        return in(dataDir, InstantSource.system());
    }

    /** SQLite in a folder; the only process that uses it says what time it is. */
    static SqliteDialect in(Path dataDir, InstantSource clock) {
        Dialect.requireDriver(PREFIX, "org.xerial:sqlite-jdbc");
        if (dataDir.toString().indexOf('?') >= 0) {
            // The driver would read settings behind it.
            throw new IllegalArgumentException("dataDir: " + dataDir + " (expected: a path without \"?\")");
        }
        DataFolder folder = DataFolder.take(dataDir);
        try {
            return new SqliteDialect(folder, PREFIX + folder.file("linkspan.db"), clock);
        } catch (StoreException e) {
            folder.close();
            throw e;
        }
    }

    @Override
    public Connection openWriter() throws SQLException {
        return open(WRITER);
    }

    @Override
    public Readers openReaders() throws SQLException {
        List<Session> sessions = new ArrayList<>();
        boolean ready = false;
        try {
            for (int i = 0; i < READERS; i++) {
                sessions.add(new Session(open(READER)));
            }
            ready = true;
            return new KeptReaders(sessions);
        } finally {
            for (int i = 0; !ready && i < sessions.size(); i++) {
                sessions.get(i).close();
            }
        }
    }

    private Connection open(List<String> pragmas) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        boolean ready = false;
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    @Override
    public String ddl(String statement) {
        return statement
                .replace("{long}", "INTEGER")
                .replace("{bytes}", "BLOB")
                .replace("{clustered}", "WITHOUT ROWID");
    }

    @Override
    public int schemaVersion(Session session) throws SQLException {
        return (int) session.number("PRAGMA user_version").orElse(0);
    }

    @Override
    public void schemaVersion(Statement statement, int version) throws SQLException {
        statement.execute("PRAGMA user_version = " + version);
    }

    @Override
    public DataSource migrating() {
        return new MigratingSource(this::openWriter);
    }

    @Override
    public void alone(Alone action) throws SQLException {
        action.run();
    }

    @Override
    public Neighbours neighbours(News news) {
        return Neighbours.NONE;
    }

    /** There is one process and one writer. */
    @Override
    public void begin(Session session) {}

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public long now(Session session) {
        return clock.millis();
    }

    @Override
    public boolean isUpSince(Session session, long millis) {
        return true;
    }

    @Override
    public StoreSpace space(Session session) throws SQLException {
        long pages = session.number("PRAGMA page_count").orElse(0)
                - session.number("PRAGMA freelist_count").orElse(0);
        long used = pages * session.number("PRAGMA page_size").orElse(0);
        return new StoreSpace(OptionalLong.of(used), folder.freeBytes());
    }

    @Override
    public void close() {
        folder.close();
    }
}
