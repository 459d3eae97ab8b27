package dev.linkspan.benchmarks;

/** A bit of everything in one run: start-up, memory, full load, half load. */
final class Overview implements Scenario {

    @Override
    public void run(Bench bench) throws Exception {
        Options options = bench.options();
        int subscribers = options.number("subscribers", 1000);
        int warmUp = options.number("warm-up", 10);
        int activities = options.number("activities", 40);
        int halfLoad = options.number("half-load", 10);
        int all = warmUp + activities + halfLoad;
        try (Rig rig = Rig.start(bench, new Rig.Setup("overview", subscribers, bench.publishers(8), all))) {
            Calibration calibration = new Calibration(rig.fleet().keyOf("127.0.0.1"));
            bench.figures()
                    .put("engine", calibration.engine())
                    .put("subscribers", subscribers)
                    .put("start-up ms", rig.relay().startUp().toMillis());
            memory(bench, rig, "alone");
            rig.subscribe(0, subscribers);
            memory(bench, rig, "with subscribers");
            Publishing publishing = rig.publishing(bench.forwards());
            rig.run(publishing, 0, warmUp, 0);
            calibration.take();
            Rig.Run full = rig.run(publishing, warmUp, warmUp + activities, 0);
            calibration.take();
            full(bench, full, calibration.signaturesPerCpuSecond());
            if (halfLoad > 0) {
                halfLoad(bench, rig, publishing, all - halfLoad, all, full.perSecond() / 2 / subscribers);
            }
            memory(bench, rig, "after load");
            bench.figures().put("RSS peak MiB", rig.relay().peakRssKib() / 1024.0);
            rig.judge(all);
        }
    }

    private static void full(Bench bench, Rig.Run run, double signatures) {
        bench.figures()
                .put("deliveries", run.deliveries())
                .put(
                        "accepted per second",
                        run.published().activities() / run.published().seconds())
                .put("accept", run.published().accept())
                .put("accept to delivered, full load", run.arrival())
                .put("CPU-seconds of the relay", run.cpuSeconds())
                .put("deliveries per second", run.perSecond())
                .put("deliveries per CPU-second", run.perCpuSecond())
                .put("signatures per CPU-second", signatures)
                .put("share of signing percent", 100 * run.perCpuSecond() / signatures);
    }

    private static void halfLoad(
            Bench bench, Rig rig, Publishing publishing, int from, int to, double activitiesPerSecond)
            throws Exception {
        Rig.Run run = rig.run(publishing, from, to, activitiesPerSecond);
        bench.figures()
                .put("half load, activities per second", activitiesPerSecond)
                .put("accept, half load", run.published().accept())
                .put("accept to delivered, half load", run.arrival());
    }

    private static void memory(Bench bench, Rig rig, String when) throws Exception {
        bench.figures()
                .put("RSS " + when + " MiB", rig.relay().rssKib() / 1024.0)
                .put("live heap " + when + " MiB", rig.relay().liveHeapKib() / 1024.0);
    }
}
