package dev.linkspan.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The PostgreSQL that {@code postgres/with.sh} started around the driver.
 *
 * @param url how the driver of a node reaches it, password included
 * @param scripts the folder of start.sh and stop.sh
 * @param folder what those take
 */
record Postgres(String url, Path scripts, Path folder) {

    /** As the environment has it. */
    static Postgres around() {
        String url = System.getenv("LINKSPAN_TEST_DATABASE_URL");
        if (url == null) {
            throw new IllegalStateException("LINKSPAN_TEST_DATABASE_URL is not set (expected: postgres/with.sh java …)");
        }
        return new Postgres(
                url, Path.of(System.getenv("LINKSPAN_TEST_POSTGRES")), Path.of(System.getenv("LINKSPAN_TEST_POSTGRES_DIR")));
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
        int status = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
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
