package dev.linkspan.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** One question to the relay, answered by a run. */
interface Scenario {

    /** Measures; puts figures into the bench's report and judges them by its checks. */
    void run(Bench bench) throws Exception;

    /** All scenarios by name, in the order in which docs/benchmarks.md has them. */
    static Map<String, Scenario> all() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("overview", new Overview());
        all.put("fan-out", new FanOut());
        all.put("accept", new Accepting());
        all.put("lanes", new CostCurve());
        all.put("half-load", new HalfLoad());
        all.put("dead", new DeadHosts());
        all.put("catch-up", new CatchUp());
        all.put("backlog", new Backlog());
        all.put("start", new StartUp());
        all.put("inbox", new InboxLoad());
        return all;
    }
}
