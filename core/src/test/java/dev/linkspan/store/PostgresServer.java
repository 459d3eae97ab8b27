package dev.linkspan.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The PostgreSQL that {@code postgres/with.sh} started around the tests, else one started by the first of them. */
final class PostgresServer {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path scripts;
    private final Path dir;
    private final String url;

    private PostgresServer(Path scripts, Path dir, String url) {
        this.scripts = scripts;
        this.dir = dir;
        this.url = url;
    }

    private static final class Shared {
        static final PostgresServer SERVER = find();
    }

    /** The one for all tests. */
    static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static PostgresServer find() {
        Optional<String> url = Optional.ofNullable(System.getenv("LINKSPAN_TEST_DATABASE_URL"));
        return url.map(given -> new PostgresServer(
                        Path.of(System.getenv("LINKSPAN_TEST_POSTGRES")),
                        Path.of(System.getenv("LINKSPAN_TEST_POSTGRES_DIR")),
                        given))
                .orElseGet(PostgresServer::startShared);
    }

    private static PostgresServer startShared() {
        PostgresServer server = startOwn();
        Runtime.getRuntime().addShutdownHook(new Thread(server::end));
        return server;
    }

    /** A server that one test may kill and start again. */
    static PostgresServer startOwn() {
        try {
            Path dir = Files.createTempDirectory("linkspan-postgres");
            dir.toFile().setExecutable(true, false);
            dir.toFile().setReadable(true, false);
            Path scripts = Path.of("..", "postgres").toRealPath();
            return new PostgresServer(scripts, dir, run(scripts.resolve("start.sh"), dir.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A URL for an empty schema of its own. */
    String freshUrl() {
        String schema = "t" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        execute(url, "CREATE SCHEMA " + schema);
        return url + "&currentSchema=" + schema;
    }

    int port() {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.indexOf("/postgres")));
    }

    /** The server and all its processes die as with the power. */
    void kill() {
        run(scripts.resolve("stop.sh"), dir.toString(), "kill");
    }

    void stop() {
        run(scripts.resolve("stop.sh"), dir.toString());
    }

    void start() {
        run(scripts.resolve("start.sh"), dir.toString());
    }

    /** Stops the server and forgets its data. */
    void end() {
        stop();
        run(Path.of("/bin/rm"), "-rf", dir.toString());
    }

    static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String run(Path program, String... arguments) {
        try {
            Path said = Files.createTempFile("linkspan", ".out");
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(List.of(arguments));
            // To a file: a server started by the script would keep a pipe open.
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start()
                    .waitFor();
            String output = Files.readString(said, StandardCharsets.UTF_8).strip();
            Files.delete(said);
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
