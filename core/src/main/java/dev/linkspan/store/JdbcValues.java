package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Change.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The values in a database. */
final class JdbcValues implements Values, Mirror {

    private static final String FIND = "SELECT body FROM named_value WHERE name = ?";
    private static final String ALL = "SELECT name, body FROM named_value";
    private static final String PUT = "INSERT INTO named_value (name, body) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET body = excluded.body";

    private record Named(String name, Body body) {}

    private final GroupCommit writer;
    private final Readers readers;
    private final Listeners<String> changes = new Listeners<>();
    /** What listeners have heard of, so that reading all again tells them only what is new. */
    private final Map<String, Body> told = new ConcurrentHashMap<>();

    JdbcValues(GroupCommit writer, Readers readers, News news) {
        this.writer = writer;
        this.readers = readers;
        news.add(Topic.VALUE, this);
    }

    @Override
    public void reload(String name) {
        find(name).ifPresent(body -> told.put(name, body));
        changes.tell(name);
    }

    @Override
    public void reloadAll() {
        List<Named> stored =
                readers.read(session -> session.list(ALL, row -> new Named(row.getString("name"), body(row))));
        for (Named value : stored) {
            if (!value.body().equals(told.put(value.name(), value.body()))) {
                changes.tell(value.name());
            }
        }
    }

    private static Body body(ResultSet row) throws SQLException {
        return Body.of(row.getBytes("body"));
    }

    @Override
    public Optional<Body> find(String name) {
        return readers.read(session -> find(session, name));
    }

    @Override
    public boolean put(String name, Optional<Body> expected, Body value) {
        return writer.commit(transaction -> {
            Session session = transaction.session();
            if (!find(session, name).equals(expected)) {
                return false;
            }
            session.run(PUT, name, value.bytes());
            transaction.changed(new Change(Topic.VALUE, name));
            return true;
        });
    }

    private static Optional<Body> find(Session session, String name) throws SQLException {
        return session.first(FIND, JdbcValues::body, name);
    }

    @Override
    public AutoCloseable onChange(Consumer<String> listener) {
        return changes.add(listener);
    }
}
