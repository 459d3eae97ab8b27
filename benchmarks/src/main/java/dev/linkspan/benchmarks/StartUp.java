package dev.linkspan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a relay takes from the start of its process to its first answer, and what it keeps while nobody asks: by itself, with
 * an archive of its classes (CDS), and where the JVM has it with an ahead-of-time cache. The forms take turns, on one data
 * folder that has been used before; medians.
 */
final class StartUp implements Scenario {

    private static final long IDLE_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int AOT_SINCE = 24;

    private record Start(double millis, double cpuMillis, double rssMib, double idleRssMib, double heapMib) {}

    @Override
    public void run(Bench bench) throws Exception {
        RelayProcess.Command command = bench.command("start");
        Path archives = Files.createDirectories(command.folder());
        Map<String, List<String>> forms = forms(archives);
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        start(command, List.of()); // makes keys and database
        if (Runtime.version().feature() >= AOT_SINCE) {
            start(command, List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + archives.resolve("relay.conf")));
            command.run(List.of(
                    "-XX:AOTMode=create",
                    "-XX:AOTConfiguration=" + archives.resolve("relay.conf"),
                    "-XX:AOTCache=" + archives.resolve("relay.aot")));
        }
        start(command, forms.getOrDefault("CDS archive", List.of()));
        for (int round = 0; round < bench.options().number("rounds", 5); round++) {
            for (Map.Entry<String, List<String>> form : forms.entrySet()) {
                starts.computeIfAbsent(form.getKey(), name -> new ArrayList<>()).add(start(command, form.getValue()));
            }
        }
        starts.forEach((name, all) -> bench.report()
                .row("start")
                .put("form", name)
                .put("first 200, ms", median(all.stream().map(Start::millis).toList()))
                .put("fastest", all.stream().mapToDouble(Start::millis).min().orElse(0))
                .put(
                        "CPU until then, ms",
                        median(all.stream().map(Start::cpuMillis).toList()))
                .put("RSS then, MiB", median(all.stream().map(Start::rssMib).toList()))
                .put("RSS idle, MiB", median(all.stream().map(Start::idleRssMib).toList()))
                .put("live heap, MiB", median(all.stream().map(Start::heapMib).toList())));
        double ratio = median(starts.getOrDefault("CDS archive", List.of()).stream()
                        .map(Start::cpuMillis)
                        .toList())
                / median(starts.getOrDefault("alone", List.of()).stream()
                        .map(Start::cpuMillis)
                        .toList());
        bench.figures().put("CPU to start with a CDS archive, against without", ratio);
        bench.requireAtMost("CPU to start with a CDS archive, against without", ratio, "max-ratio");
    }

    private static Map<String, List<String>> forms(Path archives) {
        Map<String, List<String>> forms = new LinkedHashMap<>();
        forms.put("alone", List.of());
        forms.put(
                "CDS archive",
                List.of(
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + archives.resolve("relay.jsa").toAbsolutePath()));
        if (Runtime.version().feature() >= AOT_SINCE) {
            forms.put("AOT cache", List.of("-XX:AOTCache=" + archives.resolve("relay.aot")));
        }
        return forms;
    }

    private static Start start(RelayProcess.Command command, List<String> moreJvmOptions)
            throws IOException, InterruptedException {
        RelayProcess relay = RelayProcess.startAndAsk(command.with(moreJvmOptions));
        try {
            double cpu = relay.cpu().toNanos() / 1e6;
            double rss = relay.rssKib() / 1024.0;
            LockSupport.parkNanos(IDLE_NANOS);
            double idle = relay.rssKib() / 1024.0;
            return new Start(relay.startUp().toNanos() / 1e6, cpu, rss, idle, relay.liveHeapKib() / 1024.0);
        } finally {
            relay.stop();
        }
    }

    private static double median(List<Double> values) {
        return values.isEmpty()
                ? 0
                : values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
    }
}
