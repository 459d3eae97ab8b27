package dev.linkspan.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One target in one process of the fuzzer. Inputs worth keeping land in {@code corpus/TARGET}, findings in
 * {@code findings/TARGET}, its log in {@code target}.
 */
record FuzzRun(String target, Path folder, int seconds) {

    /** A single input may not take longer; on a crowded machine a millisecond can take seconds. */
    private static final int INPUT_SECONDS = 60;

    /** Longest input, in bytes: beyond the fields' own limits there is nothing to find that is not in the tests. */
    private static final int MAX_LENGTH = 4096;

    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");
    private static final Pattern FINDING = Pattern.compile("^== Java Exception|^== libFuzzer|Test unit written|^ERROR");

    /** What one target's run gave. */
    record Outcome(String target, long executions, int seconds, long coverage, int exit, List<String> excerpt) {

        boolean isClean() {
            return exit == 0 && executions > 0;
        }

        String result() {
            return isClean() ? "clean" : "FOUND (exit " + exit + ")";
        }
    }

    Outcome run() throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve("corpus").resolve(target));
        Path findings = Files.createDirectories(folder.resolve("findings").resolve(target));
        Path log = folder.resolve("target").resolve("fuzz-" + target + ".log");
        int number = 0;
        for (String seed : Targets.named(target).seeds()) {
            Files.writeString(corpus.resolve("seed-" + number++), seed);
        }

        int exit = new ProcessBuilder(command(corpus, findings))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();

        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        List<String> excerpt = exit == 0 ? List.of() : excerpt(text);
        return new Outcome(target, last(EXECUTIONS, text), seconds, last(COVERAGE, text), exit, excerpt);
    }

    private List<String> command(Path corpus, Path findings) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlinkspan.fuzz.target=" + target,
                "-classpath",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                "--instrumentation_includes=dev.linkspan.**:com.apicatalog.**",
                "--instrumentation_excludes=dev.linkspan.fuzz.**:dev.linkspan.build.**",
                // The fuzzer's own detectors (of fetches, of commands run, …) look at these callers.
                "--custom_hook_includes=dev.linkspan.**:com.apicatalog.**:org.eclipse.parsson.**",
                "--reproducer_path=" + findings,
                "-artifact_prefix=" + findings + "/",
                "-max_total_time=" + seconds,
                "-max_len=" + MAX_LENGTH,
                "-len_control=0",
                "-timeout=" + INPUT_SECONDS,
                "-rss_limit_mb=3000",
                "-seed=9421",
                "-print_final_stats=1",
                corpus.toString());
    }

    private static List<String> excerpt(String log) {
        List<String> lines = log.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (FINDING.matcher(lines.get(i)).find()) {
                return lines.subList(i, Math.min(lines.size(), i + 25));
            }
        }
        return lines.subList(Math.max(0, lines.size() - 25), lines.size());
    }

    private static long last(Pattern number, String text) {
        long last = 0;
        Matcher matcher = number.matcher(text);
        while (matcher.find()) {
            last = Long.parseLong(matcher.group(1));
        }
        return last;
    }
}
