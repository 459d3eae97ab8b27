package dev.linkspan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the load driver's scenarios one after the other, each in a process of its own. Arguments: {@code short} (some minutes;
 * limits that hold on a busy machine) or {@code full} (the questions as asked, with the limits that are wanted), the relay's
 * jar, the script that runs the rival, a folder for the figures, and perhaps options for all. Exit code 1 if one of them fails.
 */
public final class LoadSuite {

    private static final String SHORT = """
            fan-out    fan-out   --subscribers 200 --activities 15 --warm-up 3 --rounds 3 --min-share 0.3
            accept     accept    --warm-up 1500 --activities 1000 --rounds 2 --half-load 300
            inbox      inbox     --warm-up 3000 --activities 2000 --rounds 2 --min-accepted 500
            lanes      lanes     --lanes 10,400 --warm-up 1500 --deliveries 4000 --activities 800 --max-ratio 3
            dead       dead      --subscribers 100 --warm-up 20 --activities 10 --max-ratio 10
            catch-up   catch-up  --subscribers 20 --warm-up 100 --backlog 8000 --activities 10 --max-p99 3000
            backlog    backlog   --lanes 20,300 --activities 1500 --max-ratio 2
            start      start     --rounds 1 --max-ratio 1.1
            """;

    private static final String FULL = """
            fan-out-accp  fan-out    --engine accp --warm-up 4 --rounds 6 --min-share 0.75
            fan-out-jdk   fan-out    --engine jdk --warm-up 3 --rounds 4 --min-share 0.85
            accept        accept     --min-accepted 2000
            inbox         inbox      --min-accepted 3000 --rival RIVAL --min-ratio 3
            lanes         lanes      --max-ratio 1.5
            half-load     half-load  --max-p99 250
            dead          dead       --max-ratio 1.1
            catch-up      catch-up
            backlog       backlog    --max-ratio 1.2
            start         start      --rounds 7 --max-ratio 0.9
            """;

    private LoadSuite() {}

    /** Runs all of them, whatever fails, and says which did. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 4 || !List.of("short", "full").contains(args[0])) {
            throw new IllegalArgumentException("arguments: expected: short|full JAR RIVAL FOLDER [--option value]…");
        }
        Path folder = Files.createDirectories(Path.of(args[3]));
        List<String> more = List.of(args).subList(4, args.length);
        Map<String, Boolean> results = new LinkedHashMap<>();
        for (Run run : runs(args[0].equals("short"), args[2])) {
            System.out.println("\n== " + run.name() + "  " + String.join(" ", run.words()));
            List<String> options = new ArrayList<>(run.words());
            options.addAll(List.of("--jar", args[1]));
            options.addAll(
                    List.of("--json", folder.resolve(run.name() + ".json").toString()));
            options.addAll(more);
            results.put(run.name(), run(options));
        }
        System.out.println();
        results.forEach((name, good) -> System.out.println((good ? "passed  " : "FAILED  ") + name));
        System.exit(results.containsValue(false) ? 1 : 0);
    }

    /**
     * One run of the driver.
     *
     * @param name of its figures
     * @param words the scenario, then its options
     */
    record Run(String name, List<String> words) {

        Run {
            words = List.copyOf(words);
        }
    }

    static List<Run> runs(boolean isShort, String rival) {
        List<Run> runs = new ArrayList<>();
        for (String line : (isShort ? SHORT : FULL).lines().toList()) {
            List<String> words = Arrays.stream(line.strip().split("\\s+", -1))
                    .map(word -> word.equals("RIVAL") ? rival : word)
                    .toList();
            runs.add(new Run(words.getFirst(), words.subList(1, words.size())));
        }
        return runs;
    }

    private static boolean run(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LoadDriver.class.getName()));
        command.addAll(options);
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
