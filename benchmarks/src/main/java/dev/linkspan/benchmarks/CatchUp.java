package dev.linkspan.benchmarks;

import java.util.List;

/**
 * Whether lanes with a large backlog hold up what is fresh. They subscribe, die, and miss many activities; then others
 * subscribe. Fresh activities are published at one pace, first while the lagging lanes are still dead, then while they catch up.
 */
final class CatchUp implements Scenario {

    @Override
    public void run(Bench bench) throws Exception {
        Options options = bench.options();
        int lagging = options.number("lagging", 1);
        int subscribers = options.number("subscribers", 50) + lagging;
        int warmUp = options.number("warm-up", 1000);
        int backlog = options.number("backlog", 60_000);
        int size = options.number("activities", 60);
        double pace = options.number("pace", 10);
        int all = warmUp + backlog + 2 * size;
        Rig.Setup setup = new Rig.Setup("catch-up", subscribers, bench.publishers(8), all, List.of(0, lagging));
        try (Rig rig = Rig.start(bench, setup)) {
            Publishing publishing = rig.publishing(false);
            int port = rig.command().port();
            rig.subscribe(0, lagging);
            rig.fleet().sinks().closeDoor(rig.fleet().door(0));
            publishing.publish(0, backlog, new Paced(0, 0));
            rig.subscribe(lagging, subscribers);
            int fresh = backlog + warmUp;
            phase(bench, rig, publishing, new Range("warm-up", lagging, subscribers, backlog, fresh), 0);
            Latencies quiet =
                    phase(bench, rig, publishing, new Range("quiet", lagging, subscribers, fresh, fresh + size), pace);

            rig.fleet().sinks().reopenDoor(rig.fleet().door(0));
            rig.fleet().subscribe(port, 0, lagging);
            bench.deadline().require(() -> rig.ledger().missing(0, lagging, 0, 1) == 0, "the first of the backlog");
            Latencies busy = phase(
                    bench, rig, publishing, new Range("catching up", lagging, subscribers, all - size, all), pace);
            long behind = rig.ledger().missing(0, lagging, 0, backlog);
            bench.deadline().require(() -> rig.ledger().missing(0, lagging, 0, all) == 0, "all of the backlog");

            bench.figures()
                    .put("lanes lagging", lagging)
                    .put("backlog of each", backlog)
                    .put("fresh activities per second", pace)
                    .put("backlog left when the fresh ones were delivered", behind)
                    .put("fresh p99 against quiet", busy.p99() / quiet.p99());
            bench.report().curve("quiet", quiet);
            bench.report().curve("catching up", busy);
            bench.checks().check("the backlog outlasted the fresh activities", behind > 0);
            bench.checks()
                    .check(
                            "nothing lost",
                            rig.ledger().missing(0, lagging, 0, all) == 0
                                    && rig.ledger().missing(lagging, subscribers, backlog, all) == 0);
            rig.judgeOrder();
            bench.requireAtMost("p99 in ms of fresh activities", busy.p99(), "max-p99");
        }
    }

    /** Some activities, and who is owed them. */
    private record Range(String name, int firstSubscriber, int lastSubscriber, int from, int to) {}

    private static Latencies phase(Bench bench, Rig rig, Publishing publishing, Range range, double pace)
            throws Exception {
        long cpu = rig.relay().cpu().toNanos();
        long begin = System.nanoTime();
        Publishing.Result result = publishing.publish(range.from(), range.to(), new Paced(range.from(), pace));
        bench.deadline()
                .require(
                        () -> rig.ledger()
                                        .missing(
                                                range.firstSubscriber(),
                                                range.lastSubscriber(),
                                                range.from(),
                                                range.to())
                                == 0,
                        range.name());
        Latencies arrival = rig.ledger()
                .latencies(
                        range.firstSubscriber(),
                        range.lastSubscriber(),
                        range.from(),
                        range.to(),
                        publishing.acknowledgedAt());
        bench.report()
                .row("fresh activities")
                .put("phase", range.name())
                .put("CPU of the relay", (rig.relay().cpu().toNanos() - cpu) / (double) (System.nanoTime() - begin))
                .put("accept", result.accept())
                .put("accept to delivered", arrival);
        return arrival;
    }
}
