package dev.linkspan.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** SQLite whose commits are counted and can be held up or made to fail. */
final class FaultyDialect extends ForwardingDialect {

    /** What happens in place of an undisturbed commit. */
    interface BeforeCommit {
        void run() throws SQLException, InterruptedException;
    }

    final AtomicInteger commits = new AtomicInteger();
    final AtomicInteger writersOpened = new AtomicInteger();
    volatile BeforeCommit beforeCommit = () -> {};
    /** Runs on each writer's connection as it is opened. */
    volatile String onOpen = "PRAGMA user_version";

    FaultyDialect(Path dir) {
        super(SqliteDialect.in(dir));
    }

    @Override
    public Connection openWriter() throws SQLException {
        writersOpened.incrementAndGet();
        Connection real = super.openWriter();
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
}
