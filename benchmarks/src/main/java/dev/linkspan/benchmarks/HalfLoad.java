package dev.linkspan.benchmarks;

/** How long after the 202 deliveries arrive while the relay has half of what it can do. */
final class HalfLoad implements Scenario {

    @Override
    public void run(Bench bench) throws Exception {
        Options options = bench.options();
        int subscribers = options.number("subscribers", 1000);
        int warmUp = options.number("warm-up", 30);
        int activities = options.number("activities", 30);
        int full = options.number("full-load", 10);
        int all = warmUp + full + activities;
        try (Rig rig = Rig.start(bench, new Rig.Setup("half-load", subscribers, bench.publishers(8), all))) {
            rig.subscribe(0, subscribers);
            Publishing publishing = rig.publishing(bench.forwards());
            rig.run(publishing, 0, warmUp, 0);
            Rig.Run fullLoad = rig.run(publishing, warmUp, warmUp + full, 0);
            row(bench, "full", fullLoad);
            double pace = fullLoad.perSecond() / 2 / subscribers;
            Rig.Run half = rig.run(publishing, all - activities, all, pace);
            row(bench, "half", half);
            bench.report().curve("half load", half.arrival());
            bench.figures()
                    .put("subscribers", subscribers)
                    .put("deliveries per second at full load", fullLoad.perSecond())
                    .put("activities per second at half load", pace)
                    .put("accept to delivered at half load", half.arrival());
            rig.judge(all);
            bench.requireAtMost(
                    "p99 in ms from accept to delivered at half load",
                    half.arrival().p99(),
                    "max-p99");
        }
    }

    private static void row(Bench bench, String load, Rig.Run run) {
        bench.report()
                .row("latency")
                .put("load", load)
                .put("deliveries/s", run.perSecond())
                .put("CPU of the relay", run.cpuSeconds() / run.seconds())
                .put("accept", run.published().accept())
                .put("accept to delivered", run.arrival());
    }
}
