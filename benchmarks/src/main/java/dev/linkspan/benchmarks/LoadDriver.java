package dev.linkspan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Measures a relay by one of the scenarios. Exit code 1 if a check fails: a delivery lost, out of order or unsigned, or a
 * figure beyond a limit that the options set.
 */
public final class LoadDriver {

    static final Set<String> OPTIONS = Set.of(
            "jar",
            "folder",
            "json",
            "engine",
            "subscribers",
            "publishers",
            "warm-up",
            "activities",
            "rounds",
            "half-load",
            "body-bytes",
            "form",
            "deadline-seconds",
            "min-share",
            "min-accepted",
            "full-load",
            "dead",
            "kinds",
            "lanes",
            "deliveries",
            "lagging",
            "backlog",
            "pace",
            "max-p99",
            "max-ratio",
            "rival",
            "rival-warm-up",
            "rival-activities",
            "min-ratio",
            "jvm");

    private LoadDriver() {}

    /** Runs a measurement: the name of a scenario and options; see docs/benchmarks.md for both. */
    public static void main(String[] args) throws Exception {
        boolean named = args.length > 0 && !args[0].startsWith("--");
        String name = named ? args[0] : "overview";
        Options options = Options.parse(named ? Arrays.copyOfRange(args, 1, args.length) : args, OPTIONS);
        Map<String, Scenario> scenarios = Scenario.all();
        Scenario scenario = scenarios.get(name);
        if (scenario == null) {
            throw new IllegalArgumentException("scenario: " + name + " (expected: one of " + scenarios.keySet() + ")");
        }
        if (options.values().containsKey("engine")) {
            // For the calibration, as for the relay.
            System.setProperty("linkspan.signature.provider", options.text("engine", ""));
        }
        System.exit(run(name, scenario, options) ? 0 : 1);
    }

    private static boolean run(String name, Scenario scenario, Options options) throws Exception {
        Bench bench = new Bench(options);
        bench.figures().put("scenario", name);
        bench.machine("before");
        scenario.run(bench);
        bench.machine("after");
        System.out.println();
        System.out.println(bench.report().text());
        write(bench, options);
        bench.clean();
        return bench.checks().summary();
    }

    private static void write(Bench bench, Options options) throws IOException {
        if (options.values().containsKey("json")) {
            Files.writeString(
                    Path.of(options.text("json", "")), bench.report().json(bench.checks()) + System.lineSeparator());
        }
    }
}
