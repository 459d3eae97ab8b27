package dev.linkspan.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** SQLite whose commits are counted and can be held up or made to fail. */
final class FaultyDialect implements Dialect {

    /** What happens in place of an undisturbed commit. */
    interface BeforeCommit {
        void run() throws SQLException, InterruptedException;
    }

    final AtomicInteger commits = new AtomicInteger();
    final AtomicInteger writersOpened = new AtomicInteger();
    volatile BeforeCommit beforeCommit = () -> {};
    /** Runs on each writer's connection as it is opened. */
    volatile String onOpen = "PRAGMA user_version";

    private final Dialect sqlite;

    FaultyDialect(Path dir) {
        this.sqlite = SqliteDialect.in(dir);
    }

    @Override
    public Connection openWriter() throws SQLException {
        writersOpened.incrementAndGet();
        Connection real = sqlite.openWriter();
        try (var statement = real.createStatement()) {
            statement.execute(onOpen);
        }
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        commits.incrementAndGet();
                        beforeCommit.run();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection openReader() throws SQLException {
        return sqlite.openReader();
    }

    @Override
    public String ddl(String statement) {
        return sqlite.ddl(statement);
    }

    @Override
    public int schemaVersion(Session session) throws SQLException {
        return sqlite.schemaVersion(session);
    }

    @Override
    public void schemaVersion(Session session, int version) throws SQLException {
        sqlite.schemaVersion(session, version);
    }

    @Override
    public void begin(Session session) throws SQLException {
        sqlite.begin(session);
    }

    @Override
    public long now(Session session) throws SQLException {
        return sqlite.now(session);
    }

    @Override
    public boolean isUpSince(Session session, long millis) throws SQLException {
        return sqlite.isUpSince(session, millis);
    }

    @Override
    public boolean isAlone() {
        return sqlite.isAlone();
    }

    @Override
    public void close() {
        sqlite.close();
    }
}
