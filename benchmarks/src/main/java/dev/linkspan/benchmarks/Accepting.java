package dev.linkspan.benchmarks;

import java.util.List;

/**
 * How many activities a second the relay verifies and writes durably, and how long a publisher waits for its 202: with one
 * subscriber, both forms of activities, as fast as the relay answers and then at half of what that reached.
 */
final class Accepting implements Scenario {

    @Override
    public void run(Bench bench) throws Exception {
        String form = bench.options().text("form", "both");
        for (String each : form.equals("both") ? List.of("forward", "announce") : List.of(form)) {
            run(bench, each);
        }
    }

    private static void run(Bench bench, String form) throws Exception {
        Options options = bench.options();
        int warmUp = options.number("warm-up", 60_000);
        int size = options.number("activities", 10_000);
        int rounds = options.number("rounds", 3);
        int paced = options.number("half-load", 2000);
        int all = warmUp + rounds * size + paced;
        try (Rig rig = Rig.start(bench, new Rig.Setup("accept-" + form, 1, bench.publishers(16), all))) {
            Calibration calibration = new Calibration(rig.fleet().keyOf("127.0.0.1"));
            rig.subscribe(0, 1);
            Publishing publishing = rig.publishing(form.equals("forward"));
            rig.run(publishing, 0, warmUp, 0);
            double perSecond = 0;
            for (int round = 0; round < rounds; round++) {
                int from = warmUp + round * size;
                double signature = 1e6 / calibration.take();
                Rig.Run run = rig.run(publishing, from, from + size, 0);
                perSecond = Math.max(perSecond, row(bench, form, "as fast as answered", run, signature));
            }
            if (paced > 0) {
                Rig.Run run = rig.run(publishing, all - paced, all, perSecond / 2);
                row(bench, form, "half of the best", run, 1e6 / calibration.take());
            }
            bench.figures().put("engine", calibration.engine()).put(form + " accepted per second, best", perSecond);
            rig.judge(all);
            bench.requireAtLeast(form + " accepted per second", perSecond, "min-accepted");
        }
    }

    /** Puts a row; gives activities accepted per second. */
    private static double row(Bench bench, String form, String pace, Rig.Run run, double signatureMicros) {
        Publishing.Result published = run.published();
        double perSecond = published.activities() / published.seconds();
        double micros = 1e6 * run.cpuSeconds() / published.activities();
        bench.report()
                .row("accepting")
                .put("form", form)
                .put("pace", pace)
                .put("accepted/s", perSecond)
                .put("accept", published.accept())
                .put("us CPU each", micros)
                .put("without its delivery's signature", micros - signatureMicros);
        return perSecond;
    }
}
