package dev.linkspan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL that the driver may kill and start again.
 *
 * @param url how the driver of a node reaches it, password included
 * @param scripts the folder of start.sh and stop.sh, {@code postgres/}
 * @param folder what those take
 */
record Postgres(String url, Path scripts, Path folder) {

    /** The one that {@code postgres/with.sh} started around the driver; else one that ends with it. */
    static Postgres find(Path scripts) throws IOException, InterruptedException {
        String url = System.getenv("LINKSPAN_TEST_DATABASE_URL");
        if (url != null) {
            return new Postgres(url, scripts, Path.of(System.getenv("LINKSPAN_TEST_POSTGRES_DIR")));
        }
        Path folder = Files.createTempDirectory("linkspan-postgres");
        // The server runs as a user of its own where we are root.
        boolean open =
                folder.toFile().setExecutable(true, false) && folder.toFile().setReadable(true, false);
        Postgres postgres = new Postgres("", scripts, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::end));
        postgres.run("start.sh");
        if (!open) {
            throw new IOException(folder + " cannot be opened to others");
        }
        return new Postgres(Files.readString(folder.resolve("url")).strip(), scripts, folder);
    }

    private void end() {
        try {
            run("stop.sh");
        } catch (IOException e) {
            System.err.println("the database goes on: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/')));
    }

    /** The URL by another port. */
    String by(int port) {
        return url.replace(":" + port() + "/", ":" + port + "/");
    }

    /** All its processes die as with the power, and it is started again. */
    void killAndRestart() throws IOException, InterruptedException {
        run("stop.sh", "kill");
        run("start.sh");
    }

    private void run(String script, String... more) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(scripts.resolve(script).toString(), folder.toString()).redirectErrorStream(true);
        for (String argument : more) {
            builder.command().add(argument);
        }
        int status =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        if (status != 0) {
            throw new IOException(script + ": status " + status);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Postgres[" + port() + "]";
    }
}
