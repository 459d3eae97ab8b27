package dev.linkspan.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What dead hosts cost the others. Phases of one pace on one relay: first with those subscribers alone that will live, then in
 * turns with all alive and with some of them refusing connections, hanging or slow. After each of these the dead are back,
 * say so by a Follow, and must get all that they missed. A phase is compared with the living ones before and after it.
 */
final class DeadHosts implements Scenario {

    /** A phase and its latencies for the others. */
    private record Phase(Trouble trouble, Latencies others) {}

    @Override
    public void run(Bench bench) throws Exception {
        Options options = bench.options();
        int subscribers = options.number("subscribers", 1000);
        int dead = options.number("dead", subscribers / 5);
        int size = options.number("activities", 80);
        int warmUp = options.number("warm-up", 60);
        List<Trouble> phases = phases(options.text("kinds", "refused,hanging,slow"), options.number("rounds", 1));
        int all = warmUp + 5 + (phases.size() + 1) * size;
        Rig.Setup setup = new Rig.Setup("dead", subscribers, bench.publishers(8), all, List.of(subscribers - dead));
        try (Rig rig = Rig.start(bench, setup)) {
            Run run = new Run(bench, rig, subscribers, subscribers - dead, size);
            run.go(warmUp, phases);
            long lost = rig.ledger().missing(0, subscribers - dead, 0, all)
                    + rig.ledger().missing(subscribers - dead, subscribers, warmUp + 5 + size, all);
            bench.checks().check("nothing lost, also not by those that were dead for a while", lost == 0);
            rig.judgeOrder();
        }
    }

    private static List<Trouble> phases(String kinds, int rounds) {
        List<Trouble> phases = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (String kind : kinds.split(",", -1)) {
                phases.add(Trouble.NONE);
                phases.add(Trouble.valueOf(kind.toUpperCase(Locale.ROOT)));
            }
        }
        phases.add(Trouble.NONE);
        return phases;
    }

    /** The run of one rig. */
    private static final class Run {

        private final Bench bench;
        private final Rig rig;
        private final int subscribers;
        private final int living;
        private final int size;
        private final List<Phase> done = new ArrayList<>();
        private int next;

        Run(Bench bench, Rig rig, int subscribers, int living, int size) {
            this.bench = bench;
            this.rig = rig;
            this.subscribers = subscribers;
            this.living = living;
            this.size = size;
        }

        void go(int warmUp, List<Trouble> phases) throws Exception {
            Publishing publishing = rig.publishing(bench.forwards());
            rig.subscribe(0, living);
            publish(publishing, warmUp, 0);
            long begin = System.nanoTime();
            publish(publishing, 5, 0);
            double full = 5.0 * living / ((System.nanoTime() - begin) / 1e9);
            double pace = full / 2 / subscribers;
            bench.figures().put("subscribers", subscribers).put("of which die", subscribers - living);
            bench.figures().put("activities per second", pace);
            Latencies alone = phase(publishing, "the others alone", pace);
            rig.subscribe(living, subscribers);
            for (Trouble trouble : phases) {
                int from = next;
                trouble.begin(rig.fleet(), living, subscribers);
                done.add(new Phase(trouble, phase(publishing, trouble.shown(), pace)));
                trouble.end(rig.fleet(), living, subscribers);
                if (trouble != Trouble.NONE) {
                    rig.fleet().subscribe(rig.command().port(), living, subscribers);
                }
                bench.deadline()
                        .require(
                                () -> rig.ledger().missing(living, subscribers, from, next) == 0,
                                "what the dead had missed");
            }
            ratios(alone);
        }

        private Latencies phase(Publishing publishing, String name, double pace) throws Exception {
            int from = next;
            Publishing.Result result = publish(publishing, size, pace);
            Latencies others = rig.ledger().latencies(0, living, from, next, publishing.acknowledgedAt());
            bench.report()
                    .row("phases, the others' latencies")
                    .put("phase", name)
                    .put("accept", result.accept())
                    .put("accept to delivered", others)
                    .put("max ms", others.max());
            bench.report().curve(name, others); // of phases of one kind the last
            return others;
        }

        private Publishing.Result publish(Publishing publishing, int count, double pace) throws Exception {
            int from = next;
            next += count;
            Publishing.Result result = publishing.publish(from, next, new Paced(from, pace));
            bench.deadline()
                    .require(() -> rig.ledger().missing(0, living, from, next) == 0, "deliveries to the others");
            return result;
        }

        private void ratios(Latencies alone) {
            for (int i = 1; i + 1 < done.size(); i += 2) {
                Phase phase = done.get(i);
                double around = (done.get(i - 1).others().p99()
                                + done.get(i + 1).others().p99())
                        / 2;
                double ratio = phase.others().p99() / around;
                String kind = phase.trouble().shown();
                bench.report()
                        .row("p99 of the others")
                        .put("the dead", kind)
                        .put("ms", phase.others().p99())
                        .put("to all alive, before and after", ratio)
                        .put("to the others alone", phase.others().p99() / alone.p99());
                bench.requireAtMost("p99 of the others to all alive, " + kind, ratio, "max-ratio");
            }
        }
    }
}
