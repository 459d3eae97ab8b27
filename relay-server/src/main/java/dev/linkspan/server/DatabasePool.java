package dev.linkspan.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Connections to the PostgreSQL database that the nodes of a relay share. Its messages never show a password. */
final class DatabasePool {

    private static final String PREFIX = "jdbc:postgresql:";

    /**
     * Two are kept, for writing and for hearing of the others; eight read. A read takes about a millisecond, so that these do
     * for thousands a second, and many nodes stay below the hundred connections that PostgreSQL grants.
     */
    private static final int CONNECTIONS = 10;

    /** Those that are kept, and one to read with at once. */
    private static final int IDLE = 3;

    /** Whoever waits longer for a connection shall hear that the database is away, and tell its sender to come again. */
    private static final int PATIENCE_MILLIS = 3_000;

    private static final String PATIENCE_SECONDS = "3";

    private DatabasePool() {}

    /**
     * Opens connections.
     *
     * @param url as the driver wants it, with or without user and password
     * @param environment where {@code PGUSER} and {@code PGPASSWORD} stand in if the URL has none
     * @throws IllegalArgumentException if the URL is for no PostgreSQL
     * @throws IllegalStateException if the database does not let us in; the message says why
     */
    static HikariDataSource open(String url, Map<String, String> environment) {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "database-url: starts otherwise (expected: jdbc:postgresql://host:5432/database)");
        }
        try {
            return new HikariDataSource(config(url, environment));
        } catch (PoolInitializationException e) {
            throw new IllegalStateException(explained(e, withoutSettings(url)), e);
        }
    }

    private static HikariConfig config(String url, Map<String, String> environment) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("linkspan");
        config.setJdbcUrl(url);
        given("user", url, environment, "PGUSER").ifPresent(config::setUsername);
        given("password", url, environment, "PGPASSWORD").ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(IDLE);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        // What stands in the URL wins over these.
        config.addDataSourceProperty("connectTimeout", PATIENCE_SECONDS);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "linkspan");
        return config;
    }

    /** What the environment says, unless the URL says it. */
    private static Optional<String> given(String name, String url, Map<String, String> environment, String variable) {
        boolean inUrl = url.contains("?" + name + "=") || url.contains("&" + name + "=");
        return Optional.ofNullable(environment.get(variable)).filter(v -> !inUrl && !v.isEmpty());
    }

    private static String withoutSettings(String url) {
        int settings = url.indexOf('?');
        return settings < 0 ? url : url.substring(0, settings);
    }

    private static String explained(PoolInitializationException e, String where) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String state = cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
        return switch (state.length() < 2 ? "" : state.substring(0, 2).toUpperCase(Locale.ROOT)) {
            case "28" ->
                "the database at " + where + " refuses this user or password (expected: user= and password= in"
                        + " the URL, or PGUSER and PGPASSWORD in the environment)";
            case "3D" -> "the database at " + where + " does not exist (make it with createdb)";
            case "08" -> "the database at " + where + " cannot be reached";
            case "53" ->
                "the database at " + where + " has no connection left for us (expected: " + CONNECTIONS
                        + " for each node)";
            default -> "the database at " + where + " does not let us in (SQL state " + state + ")";
        };
    }
}
