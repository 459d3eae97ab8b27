package dev.linkspan.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/*
 * What accepting costs by itself, with many lanes that are alive. [1]
 *
 * [1] An accepted activity is delivered at once, and with 10,000 lanes its acceptance would be lost in the processor time of
 * 10,000 signatures. So every subscriber stops answering first, without closing its connection, and a few activities fill
 * each lane's window and the relay's places. From there on a lane is as awake as ever, each append must tell it, and none may
 * send anything until its time-out of ten seconds: what the relay computes between post and 202 in that time is accepting,
 * waking the lanes included, and what the JVM's compiler does left out: it goes on compiling for as long as the number of
 * lanes is new to it. Before each point the accepting code is warmed with one subscriber, the sending code with all.
 */
/** What an activity and a delivery cost with ever more lanes: accepting must be flat, memory and disk grow with lanes only. */
final class CostCurve implements Scenario {

    private static final int SAMPLE = 5;
    private static final int AT_ONCE = 100;

    /** A busy machine accepts fewer in this time; later the relay would be busy with time-outs. */
    private static final Duration BEFORE_TIME_OUTS = Duration.ofSeconds(7);

    private static final Duration AFTER_TIME_OUTS = Duration.ofSeconds(12);

    private final List<Double> acceptMicros = new ArrayList<>();

    @Override
    public void run(Bench bench) throws Exception {
        for (String lanes : bench.options().text("lanes", "10,100,1000,10000").split(",", -1)) {
            point(bench, Integer.parseInt(lanes));
        }
        double flatness =
                acceptMicros.stream().mapToDouble(Double::doubleValue).max().orElseThrow() / acceptMicros.getFirst();
        bench.figures().put("CPU of accepting, worst against fewest lanes", flatness);
        bench.requireAtMost("CPU of accepting, worst against fewest lanes", flatness, "max-ratio");
    }

    private void point(Bench bench, int lanes) throws Exception {
        Options options = bench.options();
        int warmUp = options.number("warm-up", 30_000);
        int delivered = Math.max(4, options.number("deliveries", 30_000) / lanes);
        int fill = 20;
        int accepted = options.number("activities", 1500);
        int all = warmUp + 2 * delivered + fill + accepted;
        try (Rig rig = Rig.start(bench, new Rig.Setup("lanes-" + lanes, lanes, bench.publishers(4), all))) {
            Publishing publishing = rig.publishing(bench.forwards());
            rig.subscribe(0, 1);
            publishing.publish(0, warmUp, new Paced(0, 0));
            bench.deadline().require(() -> rig.ledger().missing(0, 1, 0, warmUp) == 0, "the warm-up");
            double heapBefore = rig.relay().liveHeapKib();
            long diskBefore = Disk.bytes(rig.command());
            rig.subscribe(1, lanes);
            double heap = rig.relay().liveHeapKib();
            long disk = Disk.bytes(rig.command());

            int sending = warmUp + delivered;
            deliver(bench, rig, publishing, warmUp, sending);
            double cpu = deliver(bench, rig, publishing, sending, sending + delivered);
            Cost cost = accept(bench, rig, publishing, all - fill - accepted, all - accepted, all);
            acceptMicros.add(cost.micros());
            bench.report()
                    .row("cost by lanes")
                    .put("lanes", lanes)
                    .put("accepted", cost.end() - all + accepted)
                    .put("accept CPU us", cost.micros())
                    .put("accept", cost.latencies())
                    .put("delivery CPU us", (1e6 * cpu - cost.micros() * delivered) / ((double) lanes * delivered))
                    .put("live heap MiB", heap / 1024)
                    .put("heap KiB for a lane", lanes == 1 ? 0 : (heap - heapBefore) / (lanes - 1))
                    .put("disk B for a lane", lanes == 1 ? 0 : (disk - diskBefore) / (double) (lanes - 1))
                    .put("RSS MiB", rig.relay().rssKib() / 1024.0);
            finish(bench, rig, warmUp, lanes, cost.end());
        }
    }

    /** Publishes to everybody; gives the relay's CPU-seconds. */
    private static double deliver(Bench bench, Rig rig, Publishing publishing, int from, int to) throws Exception {
        long begin = rig.relay().cpu().toNanos();
        publishing.publish(from, to, new Paced(from, 0));
        bench.deadline().require(() -> rig.ledger().missing(from, to) == 0, "deliveries to all lanes");
        return (rig.relay().cpu().toNanos() - begin) / 1e9;
    }

    /** What accepting one activity takes, and before which activity the publishers stopped. */
    private record Cost(double micros, Latencies latencies, int end) {}

    private static Cost accept(Bench bench, Rig rig, Publishing publishing, int fill, int from, int to)
            throws Exception {
        rig.fleet().servers().behaveAll(Manners.HANGS);
        long deadline = System.nanoTime() + BEFORE_TIME_OUTS.toNanos();
        publishing.publish(fill, from, new Paced(fill, 0));
        rig.relay().awaitIdle(bench.deadline());
        long begin = rig.relay().cpuBesideCompiling().toNanos();
        int done = from;
        do {
            int next = Math.min(to, done + AT_ONCE);
            publishing.publish(done, next, new Paced(done, 0));
            done = next;
        } while (done < to && System.nanoTime() - deadline < 0);
        double micros = (rig.relay().cpuBesideCompiling().toNanos() - begin) / 1e3 / (done - from);
        return new Cost(micros, publishing.acceptTimes(from, done), done);
    }

    /** Lets a few subscribers answer again: they must get what was accepted meanwhile, the others still hang. */
    private static void finish(Bench bench, Rig rig, int warmUp, int lanes, int end) throws Exception {
        int sample = Math.min(SAMPLE, lanes);
        rig.fleet().servers().behave(0, sample, Manners.TAKES);
        // What is under way to them is never answered: until it times out they are not in trouble, and speaking changes
        // nothing.
        LockSupport.parkNanos(AFTER_TIME_OUTS.toNanos());
        rig.fleet().subscribe(rig.command().port(), 0, sample);
        bench.deadline()
                .require(() -> rig.ledger().missing(0, sample, warmUp, end) == 0, "what was accepted meanwhile");
        bench.checks().check(lanes + " lanes: nothing lost", rig.ledger().missing(0, 1, 0, end) == 0);
        rig.judgeOrder();
    }
}
