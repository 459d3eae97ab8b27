package dev.linkspan.benchmarks;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * So many {@code activities} while nobody can be reached: all subscribers refuse connections while these are accepted, within the
 * heap that the relay's JVM options allow. Memory and disk must grow with activities and with lanes, never with both. At the
 * end some subscribers come back and must get everything.
 */
final class Backlog implements Scenario {

    private static final int BACK = 5;
    private static final int STEPS = 6;
    private static final double MIB = 1024.0 * 1024;

    @Override
    public void run(Bench bench) throws Exception {
        List<Growth> growths = new ArrayList<>();
        for (String lanes : bench.options().text("lanes", "100,10000").split(",", -1)) {
            growths.add(backlog(bench, Integer.parseInt(lanes)));
        }
        double heap = growths.getLast().heap() / growths.getFirst().heap();
        double disk = growths.getLast().disk() / growths.getFirst().disk();
        bench.figures()
                .put("live heap that the activities take, most lanes against fewest", heap)
                .put("disk that the activities take, most lanes against fewest", disk);
        bench.requireAtMost("live heap that the activities take, most lanes against fewest", heap, "max-ratio");
        bench.requireAtMost("disk that the activities take, most lanes against fewest", disk, "max-ratio");
    }

    /** What the second half of the activities takes, in bytes; the first warms caches and fills the database's change log. */
    private record Growth(double heap, double disk) {}

    private static Growth backlog(Bench bench, int lanes) throws Exception {
        int activities = bench.options().number("activities", 10_000);
        Rig.Setup setup = new Rig.Setup("backlog-" + lanes, lanes, bench.publishers(8), activities, List.of(0, BACK));
        try (Rig rig = Rig.start(bench, setup)) {
            Publishing publishing = rig.publishing(bench.forwards());
            sample(bench, rig, 0, 0);
            rig.subscribe(0, lanes);
            sample(bench, rig, lanes, 0);
            rig.fleet().sinks().closeDoor(rig.fleet().door(0));
            rig.fleet().sinks().closeDoor(rig.fleet().door(1));
            int done = 0;
            Sample half = new Sample(0, 0);
            Sample all = half;
            for (int step = 1; step <= STEPS; step++) {
                int to = activities * step / STEPS;
                publishing.publish(done, to, new Paced(done, 0));
                done = to;
                all = sample(bench, rig, lanes, to);
                half = step == STEPS / 2 ? all : half;
            }
            catchUp(bench, rig, lanes, activities);
            bench.checks()
                    .check(
                            lanes + " lanes: no OutOfMemoryError in the log",
                            !Files.readString(rig.command().folder().resolve("relay.log"))
                                    .contains("OutOfMemoryError"));
            bench.figures().put(lanes + " lanes, RSS peak MiB", rig.relay().peakRssKib() / 1024.0);
            return new Growth(all.heap() - half.heap(), all.disk() - half.disk());
        }
    }

    private static void catchUp(Bench bench, Rig rig, int lanes, int activities) throws Exception {
        long begin = System.nanoTime();
        rig.fleet().sinks().reopenDoor(rig.fleet().door(0));
        rig.fleet().subscribe(rig.command().port(), 0, BACK);
        bench.deadline().require(() -> rig.ledger().missing(0, BACK, 0, activities) == 0, "the backlog");
        double seconds = (System.nanoTime() - begin) / 1e9;
        bench.figures().put(lanes + " lanes, catch-up deliveries/s", BACK * (double) activities / seconds);
        bench.checks()
                .check(
                        lanes + " lanes: those who came back got everything",
                        rig.ledger().violations() == 0);
        rig.judgeOrder();
    }

    private record Sample(double heap, double disk) {}

    private static Sample sample(Bench bench, Rig rig, int lanes, int activities) throws Exception {
        Sample sample = new Sample(rig.relay().liveHeapKib() * 1024.0, Disk.bytes(rig.command()));
        bench.report()
                .row("memory and disk")
                .put("lanes", lanes)
                .put("activities retained", activities)
                .put("live heap MiB", sample.heap() / MIB)
                .put("RSS MiB", rig.relay().rssKib() / 1024.0)
                .put("disk MiB", sample.disk() / MIB);
        return sample;
    }
}
