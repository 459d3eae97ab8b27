package dev.linkspan.benchmarks;

/**
 * What a delivery costs beside its signature: deliveries per CPU-second of the relay against bare signatures per CPU-second of
 * the same engine, which are measured before, between and after. The first rounds warm the relay's JVM; the share is that of
 * the others together.
 */
final class FanOut implements Scenario {

    @Override
    public void run(Bench bench) throws Exception {
        Options options = bench.options();
        int subscribers = options.number("subscribers", 1000);
        int size = options.number("activities", 10);
        int warmUps = options.number("warm-up", 3);
        int rounds = options.number("rounds", 4);
        Rig.Setup setup = new Rig.Setup("fan-out", subscribers, bench.publishers(8), size * (warmUps + rounds));
        try (Rig rig = Rig.start(bench, setup)) {
            Calibration calibration = new Calibration(rig.fleet().keyOf("127.0.0.1"));
            rig.subscribe(0, subscribers);
            Publishing publishing = rig.publishing(bench.forwards());
            long deliveries = 0;
            double cpu = 0;
            double seconds = 0;
            for (int round = 0; round < warmUps + rounds; round++) {
                double before = calibration.take();
                Rig.Run run = rig.run(publishing, round * size, (round + 1) * size, 0);
                boolean counts = round >= warmUps;
                row(bench, round, counts, run, before);
                deliveries += counts ? run.deliveries() : 0;
                cpu += counts ? run.cpuSeconds() : 0;
                seconds += counts ? run.seconds() : 0;
            }
            calibration.take();
            double share = deliveries / cpu / calibration.signaturesPerCpuSecond();
            bench.figures()
                    .put("engine", calibration.engine())
                    .put("subscribers", subscribers)
                    .put("deliveries counted", deliveries)
                    .put("deliveries per second", deliveries / seconds)
                    .put("deliveries per CPU-second", deliveries / cpu)
                    .put("bare signatures per CPU-second", calibration.signaturesPerCpuSecond())
                    .put("us of CPU for a delivery", 1e6 * cpu / deliveries)
                    .put(
                            "us of that beside the signature",
                            1e6 * (cpu / deliveries - 1 / calibration.signaturesPerCpuSecond()))
                    .put("share of signing percent", 100 * share);
            bench.checks().check("the relay signs by the same engine", rig.signsBy(calibration.engine()));
            rig.judge(size * (warmUps + rounds));
            bench.requireAtLeast("share of signing", share, "min-share");
        }
    }

    private static void row(Bench bench, int round, boolean counts, Rig.Run run, double signatures) {
        bench.report()
                .row("rounds")
                .put("round", round + 1L)
                .put("counts", counts ? "yes" : "warm-up")
                .put("deliveries", run.deliveries())
                .put("seconds", run.seconds())
                .put("deliveries/CPU-s", run.perCpuSecond())
                .put("signatures/CPU-s before", signatures)
                .put("share percent", 100 * run.perCpuSecond() / signatures);
    }
}
