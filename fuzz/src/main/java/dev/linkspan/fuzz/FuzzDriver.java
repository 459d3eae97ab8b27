package dev.linkspan.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fuzzes each target for a bounded time in a process of its own, prints what was executed, and exits with 1 if anything
 * was found. Options: {@code --folder}, {@code --seconds}, {@code --parallel}, {@code --targets}.
 */
public final class FuzzDriver {

    private FuzzDriver() {}

    /** Runs the targets. */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        Map<String, String> options = options(arguments);
        int seconds = Integer.parseInt(options.getOrDefault("--seconds", "30"));
        int parallel = Integer.parseInt(options.getOrDefault("--parallel", "2"));
        Path folder = Path.of(options.getOrDefault("--folder", "."));
        Files.createDirectories(folder.resolve("target"));

        boolean clean = true;
        System.out.printf("%-20s %12s %8s %9s  %s%n", "target", "executions", "seconds", "coverage", "result");
        try (ExecutorService processes = Executors.newFixedThreadPool(parallel)) {
            List<Future<FuzzRun.Outcome>> outcomes = new ArrayList<>();
            for (String target : targets(options.getOrDefault("--targets", "all"))) {
                outcomes.add(processes.submit(() -> new FuzzRun(target, folder, seconds).run()));
            }
            for (Future<FuzzRun.Outcome> outcome : outcomes) {
                clean &= report(outcome);
            }
        }
        System.exit(clean ? 0 : 1);
    }

    private static boolean report(Future<FuzzRun.Outcome> future) throws InterruptedException {
        try {
            FuzzRun.Outcome outcome = future.get();
            System.out.printf(
                    "%-20s %12d %8d %9d  %s%n",
                    outcome.target(), outcome.executions(), outcome.seconds(), outcome.coverage(), outcome.result());
            outcome.excerpt().forEach(line -> System.out.println("    " + line));
            return outcome.isClean();
        } catch (ExecutionException e) {
            System.out.println("does not run: " + e.getCause());
            return false;
        }
    }

    private static List<String> targets(String names) {
        return names.equals("all") ? List.copyOf(Targets.names()) : List.of(names.split(",", -1));
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }
}
