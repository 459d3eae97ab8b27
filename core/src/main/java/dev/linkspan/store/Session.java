package dev.linkspan.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection with its prepared statements, which are few as all SQL is constant. For one thread at a time. */
final class Session implements AutoCloseable {

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row and says whether it wants another. */
    interface Visitor {
        boolean visit(ResultSet row) throws SQLException;
    }

    /** Rows that a driver brings at a time, where all at once might be too much: bodies of entries. */
    private static final int FETCH_ROWS = 16;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** A session whose changes wait for {@link #commit()}. */
    static Session writing(Connection connection) throws SQLException {
        boolean ready = false;
        try {
            connection.setAutoCommit(false);
            ready = true;
            return new Session(connection);
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** Whether it was told that this is in the database for good. */
    boolean knows(String what) {
        return known.contains(what);
    }

    /** This is in the database for good: committed, and never removed. */
    void learn(String what) {
        known.add(what);
    }

    /** Runs statements that are not worth keeping. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a statement and says how many rows it changed. */
    int run(String sql, @Nullable Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    /** Runs a statement once for each of several sets of values, in one journey where the driver can; how many rows each changed. */
    int[] runEach(String sql, List<@Nullable Object[]> all) throws SQLException {
        if (all.isEmpty()) {
            return new int[0];
        }
        PreparedStatement statement = prepared(sql);
        try {
            for (@Nullable Object[] values : all) {
                bind(statement, values);
                statement.addBatch();
            }
            return statement.executeBatch();
        } finally {
            statement.clearBatch();
        }
    }

    /** Hands rows to a visitor until it has enough: for what may be much. */
    void scan(String sql, Visitor visitor, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = bind(sql, values);
        statement.setFetchSize(FETCH_ROWS);
        try (ResultSet rows = statement.executeQuery()) {
            boolean more = true;
            while (more && rows.next()) {
                more = visitor.visit(rows);
            }
        }
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                all.add(row.read(rows));
            }
        }
        return all;
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    /** The number in the first column of the first row, unless there is no row or it is NULL. */
    OptionalLong number(String sql, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            if (rows.next()) {
                long number = rows.getLong(1);
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
            }
            return OptionalLong.empty();
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        bind(statement, values);
        return statement;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setLong(index, number);
            case byte[] bytes -> statement.setBytes(index, bytes);
            default -> throw new IllegalArgumentException("value " + index + ": " + value.getClass());
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        } finally {
            connection.close();
        }
    }
}
