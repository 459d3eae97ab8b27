package dev.linkspan.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The relay in a process of its own, on a data folder and a port that stay when it is killed and started again. */
final class RelayProcess {

    /** How the line begins that is printed when it takes requests. */
    static final String READY = "To subscribe:";

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);
    private static final long ASK_NANOS = 2_000_000;
    private static final long IDLE_LOOK_NANOS = 300_000_000;
    private static final int IDLE_FRACTION = 15;

    private final Process process;
    private final Duration startUp;

    private RelayProcess(Process process, Duration startUp) {
        this.process = process;
        this.startUp = startUp;
    }

    /**
     * How it is started.
     *
     * @param jar the relay's jar
     * @param port where it listens, on 127.0.0.1
     * @param folder for its data and its log
     * @param jvmOptions for its JVM
     * @param origin the relay's address
     * @param databaseUrl the database that it shares with other nodes, if it does
     * @param program what runs in place of the relay, with its origin, port and data folder as further words; usually empty
     */
    record Command(
            Path jar,
            int port,
            Path folder,
            List<String> jvmOptions,
            String origin,
            Optional<String> databaseUrl,
            List<String> program) {

        Command {
            jvmOptions = List.copyOf(jvmOptions);
            program = List.copyOf(program);
        }

        /** A relay by itself. */
        Command(Path jar, int port, Path folder, List<String> jvmOptions) {
            this(jar, port, folder, jvmOptions, "http://127.0.0.1:" + port, Optional.empty());
        }

        /** A relay, perhaps one of several. */
        Command(Path jar, int port, Path folder, List<String> jvmOptions, String origin, Optional<String> databaseUrl) {
            this(jar, port, folder, jvmOptions, origin, databaseUrl, List.of());
        }

        /** An application on the same JVM in place of the relay. */
        Command running(Class<?> main) {
            List<String> words = new ArrayList<>(java());
            words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
            return running(words);
        }

        /** Something else in place of the relay. */
        Command running(List<String> words) {
            return new Command(jar, port, folder, jvmOptions, origin, databaseUrl, words);
        }

        private List<String> java() {
            List<String> words = new ArrayList<>();
            words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            words.addAll(jvmOptions);
            return words;
        }

        /** The same relay with more options for its JVM. */
        Command with(List<String> moreJvmOptions) {
            return new Command(
                    jar,
                    port,
                    folder,
                    Stream.concat(jvmOptions.stream(), moreJvmOptions.stream()).toList(),
                    origin,
                    databaseUrl,
                    program);
        }

        /** Runs the JVM with options that end it by themselves; its output goes into the relay's log. */
        void run(List<String> moreJvmOptions) throws IOException, InterruptedException {
            File log = folder.resolve("relay.log").toFile();
            int status = new ProcessBuilder(with(moreJvmOptions).line())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("status " + status + " with " + moreJvmOptions + "; see " + log);
            }
        }

        private List<String> line() {
            if (!program.isEmpty()) {
                List<String> line = new ArrayList<>(program);
                line.addAll(List.of(
                        origin(), Integer.toString(port), folder.resolve("data").toString()));
                return line;
            }
            List<String> line = new ArrayList<>(java());
            line.addAll(
                    List.of("-jar", jar.toString(), "serve", "--base-url", origin(), "--listen", "127.0.0.1:" + port));
            line.addAll(List.of("--data-dir", folder.resolve("data").toString(), "--allow-private-network"));
            // Publishers need no subscription, and what is measured is the relay, not its brake.
            line.addAll(List.of("--publish-policy", "open", "--rate-limit", "1000000", "--rate-burst", "1000000"));
            return line;
        }
    }

    /** A port that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts the relay and waits until it says that it takes requests. */
    static RelayProcess start(Command command) throws IOException, InterruptedException {
        return start(command, false);
    }

    /** Starts the relay and asks for its actor until it answers with 200. */
    static RelayProcess startAndAsk(Command command) throws IOException, InterruptedException {
        return start(command, true);
    }

    private static RelayProcess start(Command command, boolean asks) throws IOException, InterruptedException {
        Files.createDirectories(command.folder());
        long begin = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command.line()).redirectErrorStream(true);
        // No setting of another relay holds for this one; only the rival's script looks for its Node.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LINKSPAN_") && !name.equals("LINKSPAN_INTEROP_CACHE"));
        command.databaseUrl().ifPresent(url -> builder.environment().put("LINKSPAN_DATABASE_URL", url));
        Process process = builder.start();
        // It must not outlive a driver that is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> copyOutput(process, command.folder().resolve("relay.log"), ready));
        if (asks) {
            askUntilAnswered(command, process);
            return new RelayProcess(process, Duration.ofNanos(System.nanoTime() - begin));
        }
        try {
            ready.get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException(
                    "the relay did not start; see " + command.folder().resolve("relay.log"), e);
        }
        return new RelayProcess(process, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static void askUntilAnswered(Command command, Process process) throws IOException {
        while (process.isAlive()) {
            try (RelayConnection connection = new RelayConnection(command.port())) {
                if (connection.get("/actor", "127.0.0.1:" + command.port()).status() == 200) {
                    return;
                }
            } catch (ConnectException e) {
                LockSupport.parkNanos(ASK_NANOS);
            }
        }
        throw new IOException("the relay did not start; see " + command.folder().resolve("relay.log"));
    }

    private static void copyOutput(Process process, Path log, CompletableFuture<Boolean> ready) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter copy =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                copy.flush();
                if (line.startsWith(READY)) {
                    ready.complete(true); // printed when it listens
                }
            }
            ready.completeExceptionally(new IOException("the relay ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** From the start of the process to its taking requests. */
    Duration startUp() {
        return startUp;
    }

    /** SIGKILL; waits for the end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; waits for the end. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the relay did not stop within " + STOP_DEADLINE);
        }
    }

    /** The processor time it has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The processor time that its threads have used, but for those that compile Java code: what it takes once it is warm. */
    Duration cpuBesideCompiling() {
        long nanos = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                if (!isCompiler(thread)) {
                    String[] numbers =
                            Files.readString(thread.resolve("schedstat")).split(" ", -1);
                    nanos += Long.parseLong(numbers[0]); // time spent on a processor; proc(5)
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Duration.ofNanos(nanos);
    }

    private static boolean isCompiler(Path thread) throws IOException {
        String name = Files.readString(thread.resolve("comm"));
        return name.startsWith("C1 ") || name.startsWith("C2 ");
    }

    /** Waits until it computes next to nothing. */
    void awaitIdle(Deadline deadline) {
        long[] before = {cpu().toNanos()};
        deadline.require(
                () -> {
                    LockSupport.parkNanos(IDLE_LOOK_NANOS);
                    long now = cpu().toNanos();
                    boolean idle = now - before[0] < IDLE_LOOK_NANOS / IDLE_FRACTION;
                    before[0] = now;
                    return idle;
                },
                "an idle relay");
    }

    /** Resident memory in KiB. */
    long rssKib() {
        return status("VmRSS:");
    }

    /** The most resident memory so far, in KiB. */
    long peakRssKib() {
        return status("VmHWM:");
    }

    private long status(String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(
                            line.substring(name.length()).replace("kB", "").strip());
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of live objects, in KiB; makes the JVM collect its garbage first. */
    long liveHeapKib() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        long bytes = 0;
        try (BufferedReader lines = jcmd.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("Total")) {
                    bytes = Long.parseLong(
                            line.substring(line.strip().lastIndexOf(' ') + 1).strip());
                }
            }
        }
        jcmd.waitFor();
        return bytes / 1024;
    }
}
