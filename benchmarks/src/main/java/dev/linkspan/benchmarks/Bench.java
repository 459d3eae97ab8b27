package dev.linkspan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What every scenario has: its options, its report, its checks, its deadline, and a folder for the relays' data. */
final class Bench {

    private static final String JVM = "-XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED";

    private final Options options;
    private final LoadReport report = new LoadReport();
    private final Checks checks = new Checks();
    private final Deadline deadline;
    private final Path folder;

    Bench(Options options) throws IOException {
        this.options = options;
        this.deadline = Deadline.in(Duration.ofSeconds(options.number("deadline-seconds", 900)));
        this.folder = options.values().containsKey("folder")
                ? Files.createDirectories(Path.of(options.text("folder", "")))
                : Files.createTempDirectory("linkspan-load");
    }

    Options options() {
        return options;
    }

    LoadReport report() {
        return report;
    }

    Figures figures() {
        return report.figures();
    }

    Checks checks() {
        return checks;
    }

    Deadline deadline() {
        return deadline;
    }

    int publishers(int otherwise) {
        return options.number("publishers", otherwise);
    }

    /** Writes the activities that are published. */
    Documents documents(boolean withProof) {
        return new Documents(options.number("body-bytes", 2048), withProof);
    }

    /** Whether activities carry a Linked Data signature, so that they are forwarded. */
    boolean forwards() {
        return !options.text("form", "forward").equals("announce");
    }

    /** How a relay is started: on a folder of its own below ours. */
    RelayProcess.Command command(String name) throws IOException {
        List<String> jvm = new ArrayList<>(List.of(options.text("jvm", JVM).split(" ", -1)));
        if (options.values().containsKey("engine")) {
            jvm.add("-Dlinkspan.signature.provider=" + options.text("engine", ""));
        }
        return new RelayProcess.Command(
                Path.of(options.text("jar", "relay-server/target/linkspan-relay.jar")),
                RelayProcess.freePort(),
                folder.resolve(name),
                jvm);
    }

    /** Checks a figure against a limit, if the options name one. */
    void requireAtLeast(String what, double value, String option) {
        if (options.values().containsKey(option)) {
            double limit = Double.parseDouble(options.text(option, "0"));
            checks.check("%s: %.3f (expected: at least %s)".formatted(what, value, limit), value >= limit);
        }
    }

    /** Checks a figure against a limit, if the options name one. */
    void requireAtMost(String what, double value, String option) {
        if (options.values().containsKey(option)) {
            double limit = Double.parseDouble(options.text(option, "0"));
            checks.check("%s: %.3f (expected: at most %s)".formatted(what, value, limit), value <= limit);
        }
    }

    /** What the run ran on, and how busy others kept it. */
    void machine(String when) throws IOException {
        Path load = Path.of("/proc/loadavg");
        if (when.equals("before")) {
            figures().put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
            figures().put("processors", Runtime.getRuntime().availableProcessors());
        }
        figures()
                .put(
                        "load average " + when,
                        Files.exists(load) ? Files.readString(load).strip() : "unknown");
    }

    /** Deletes the relays' data, unless the options name the folder. */
    void clean() throws IOException {
        if (options.values().containsKey("folder")) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
