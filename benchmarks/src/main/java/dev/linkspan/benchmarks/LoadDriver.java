package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a relay: subscribes fake servers, publishes, and waits until every delivery has arrived. Three times of
 * publishing follow each other: a warm-up, one as fast as the relay answers, and one at half the rate of deliveries that the
 * second reached. Exit code 1 if a delivery is lost, out of order or unsigned.
 */
public final class LoadDriver {

    private static final Set<String> OPTIONS = Set.of(
            "jar",
            "folder",
            "json",
            "subscribers",
            "publishers",
            "warm-up",
            "activities",
            "half-load",
            "body-bytes",
            "form",
            "deadline-seconds",
            "jvm");
    private static final String JVM = "-XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED";

    private final Options options;
    private final int subscribers;
    private final int warmUp;
    private final int activities;
    private final int halfLoad;
    private final Deadline deadline;
    private final LoadReport report = new LoadReport();
    private double deliveriesPerCpuSecond;

    private LoadDriver(Options options) {
        this.options = options;
        this.subscribers = options.number("subscribers", 1000);
        this.warmUp = options.number("warm-up", 10);
        this.activities = options.number("activities", 40);
        this.halfLoad = options.number("half-load", 10);
        this.deadline = Deadline.in(Duration.ofSeconds(options.number("deadline-seconds", 900)));
    }

    /** Runs a measurement; see docs/benchmarks.md for the options. */
    public static void main(String[] args) throws Exception {
        System.exit(new LoadDriver(Options.parse(args, OPTIONS)).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        RelayProcess.Command command = new RelayProcess.Command(
                Path.of(options.text("jar", "relay-server/target/linkspan-relay.jar")),
                RelayProcess.freePort(),
                folder(),
                List.of(options.text("jvm", JVM).split(" ", -1)));
        Plan plan = Plan.creates(warmUp + activities + halfLoad);
        try (Fleet fleet = Fleet.start(subscribers, publishers(), plan, command.origin())) {
            RelayProcess relay = RelayProcess.start(command);
            try {
                measure(fleet, plan, relay, command.port());
            } finally {
                relay.stop();
            }
            return judge(fleet);
        }
    }

    private Path folder() throws IOException {
        return options.values().containsKey("folder")
                ? Path.of(options.text("folder", ""))
                : Files.createTempDirectory("linkspan-load");
    }

    private int publishers() {
        return options.number("publishers", 8);
    }

    private void measure(Fleet fleet, Plan plan, RelayProcess relay, int port) throws Exception {
        report.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("load average before", loadAverage());
        report.put("subscribers", subscribers);
        report.put("start-up ms", relay.startUp().toMillis());
        memory("alone", relay);

        fleet.subscribe(port);
        deadline.require(fleet.servers().allWelcomed(), "every subscriber has its Accept");
        memory("with subscribers", relay);

        boolean proof = !options.text("form", "forward").equals("announce");
        List<Body> requests = fleet.requests(new Documents(options.number("body-bytes", 2048), proof));
        report.put("bytes of a request", requests.getFirst().length());
        Publishing publishing = new Publishing(plan, requests, publishers(), port);
        publish(publishing, fleet, 0, warmUp, 0);

        double signatures = Calibration.signaturesPerCpuSecond(fleet.keyOf("127.0.0.1"));
        double perSecond = fullLoad(publishing, fleet, relay);
        signatures = (signatures + Calibration.signaturesPerCpuSecond(fleet.keyOf("127.0.0.1"))) / 2;
        shareOfSigning(signatures);
        halfLoad(publishing, fleet, perSecond / 2 / subscribers);
        memory("after load", relay);
        report.put("RSS peak MiB", relay.peakRssKib() / 1024.0);
        report.put("load average after", loadAverage());
        report.put("deliveries without valid signature, sampled", fleet.badSignatures(port));
        report.put("posts of unknown kind", fleet.servers().strange());
    }

    private double fullLoad(Publishing publishing, Fleet fleet, RelayProcess relay) throws Exception {
        Duration cpuBefore = relay.cpu();
        long begin = System.nanoTime();
        Publishing.Result result = publish(publishing, fleet, warmUp, warmUp + activities, 0);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuSeconds = relay.cpu().minus(cpuBefore).toNanos() / 1e9;
        long deliveries = (long) activities * subscribers;
        deliveriesPerCpuSecond = deliveries / cpuSeconds;
        report.put("activities", activities);
        report.put("deliveries", deliveries);
        report.put("accepted per second", result.activities() / result.seconds());
        report.put("accept", result.accept());
        report.put(
                "accept to delivered, full load",
                fleet.ledger().latencies(warmUp, warmUp + activities, publishing.acknowledgedAt()));
        report.put("seconds", seconds);
        report.put("CPU-seconds of the relay", cpuSeconds);
        report.put("deliveries per second", deliveries / seconds);
        report.put("deliveries per CPU-second", deliveriesPerCpuSecond);
        report.put("RSS under load MiB", relay.rssKib() / 1024.0);
        return deliveries / seconds;
    }

    private void shareOfSigning(double signaturesPerCpuSecond) {
        report.put("signatures per CPU-second", signaturesPerCpuSecond);
        report.put("share of signing", deliveriesPerCpuSecond / signaturesPerCpuSecond);
    }

    private void halfLoad(Publishing publishing, Fleet fleet, double activitiesPerSecond) throws Exception {
        if (halfLoad == 0) {
            return;
        }
        int from = warmUp + activities;
        Publishing.Result result = publish(publishing, fleet, from, from + halfLoad, activitiesPerSecond);
        report.put("half load, activities per second", activitiesPerSecond);
        report.put("accept, half load", result.accept());
        report.put(
                "accept to delivered, half load",
                fleet.ledger().latencies(from, from + halfLoad, publishing.acknowledgedAt()));
    }

    /** Publishes a range at a rate (0: as fast as answered) and waits until all of it has arrived everywhere. */
    private Publishing.Result publish(Publishing publishing, Fleet fleet, int from, int to, double perSecond)
            throws Exception {
        Publishing.Result result = publishing.publish(from, to, new Paced(from, perSecond));
        deadline.require(fleet.ledger().whenReceived((long) to * subscribers), "deliveries up to activity " + to);
        return result;
    }

    private void memory(String when, RelayProcess relay) throws Exception {
        report.put("RSS " + when + " MiB", relay.rssKib() / 1024.0);
        report.put("live heap " + when + " MiB", relay.liveHeapKib() / 1024.0);
    }

    private static String loadAverage() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).strip() : "unknown";
    }

    private boolean judge(Fleet fleet) throws IOException {
        Ledger ledger = fleet.ledger();
        long lost = ledger.missing(0, warmUp + activities + halfLoad);
        report.put("lost", lost);
        report.put("repeated", ledger.repeats());
        report.put("order violations", ledger.violations());
        System.out.println(report.text());
        if (options.values().containsKey("json")) {
            Files.writeString(Path.of(options.text("json", "")), report.json() + System.lineSeparator());
        }
        boolean good = lost == 0
                && ledger.violations() == 0
                && ledger.isSettled()
                && !report.isPositive("deliveries without valid signature, sampled");
        System.out.println(good ? "complete" : "NOT COMPLETE");
        return good;
    }

    /** Starts activities at fixed times; a failed post ends the run. */
    private record Paced(int first, double perSecond, long begin) implements Publishing.Hooks {

        Paced(int first, double perSecond) {
            this(first, perSecond, System.nanoTime());
        }

        @Override
        public void before(int activity) {
            if (perSecond == 0) {
                return;
            }
            long due = begin + (long) ((activity - first) * 1e9 / perSecond);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }

        @Override
        public void sent(int activity) {}

        @Override
        public void failed(int activity, String why) {
            throw new IllegalStateException("activity " + activity + ": " + why + " (expected: 202)");
        }
    }
}
