package dev.linkspan.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/**
 * How many activities a second an application takes in by its inbox: verified, written durably, answered with 202, and each
 * handed to a listener. As fast as the application answers; a round ends when the listener has heard of its last activity.
 * With {@code rival}, the same is asked of a Fedify server afterwards, by the script that runs its Node.
 */
final class InboxLoad implements Scenario {

    @Override
    public void run(Bench bench) throws Exception {
        Options options = bench.options();
        RelayProcess.Command own = bench.command("inbox");
        double best = best(bench, own.running(InboxApplication.class), "", options.number("warm-up", 60_000), 10_000);
        bench.figures().put("taken in per second, best", best);
        bench.requireAtLeast("taken in per second", best, "min-accepted");
        String rival = options.text("rival", "");
        if (!rival.isEmpty()) {
            RelayProcess.Command command = bench.command("rival").running(List.of(rival, "inbox.mjs"));
            double others = best(bench, command, "rival-", options.number("rival-warm-up", 6_000), 2_000);
            bench.figures().put("taken in per second by the rival, best", others);
            bench.figures().put("ratio", best / others);
            bench.requireAtLeast("ratio", best / others, "min-ratio");
        }
    }

    private static double best(Bench bench, RelayProcess.Command command, String prefix, int warmUp, int usual)
            throws Exception {
        int size = bench.options().number(prefix + "activities", usual);
        int rounds = bench.options().number("rounds", 4);
        int all = warmUp + rounds * size;
        Plan plan = Plan.creates(all);
        try (Fleet fleet = Fleet.start(1, bench.publishers(16), plan, command.origin())) {
            RelayProcess application = RelayProcess.start(command);
            try {
                Publishing publishing = new Publishing(
                        plan, fleet.requests(bench.documents(false)), bench.publishers(16), command.port());
                round(bench, command, application, publishing, 0, warmUp);
                double best = 0;
                for (int round = 0; round < rounds; round++) {
                    int from = warmUp + round * size;
                    best = Math.max(best, round(bench, command, application, publishing, from, from + size));
                }
                bench.checks()
                        .check(
                                prefix + "each was handled once",
                                handled(command) == all && publishing.repeatedPosts() == 0);
                return best;
            } finally {
                application.stop();
            }
        }
    }

    /** Gives activities per second, from the first post until the last was handled. */
    private static double round(
            Bench bench,
            RelayProcess.Command command,
            RelayProcess application,
            Publishing publishing,
            int from,
            int to)
            throws Exception {
        long cpu = application.cpu().toNanos();
        long begin = System.nanoTime();
        Publishing.Result published = publishing.publish(from, to, new Paced(from, 0));
        bench.deadline().require(() -> handled(command) >= to, "the listener");
        double seconds = (System.nanoTime() - begin) / 1e9;
        double perSecond = (to - from) / seconds;
        bench.report()
                .row("taking in")
                .put("server", command.folder().getFileName().toString())
                .put("activities", to - from)
                .put("answered/s", (to - from) / published.seconds())
                .put("handled/s", perSecond)
                .put("answer", published.accept())
                .put("us CPU each", (application.cpu().toNanos() - cpu) / 1e3 / (to - from));
        return perSecond;
    }

    private static long handled(RelayProcess.Command command) {
        try (RelayConnection connection = new RelayConnection(command.port())) {
            String authority = URI.create(command.origin()).getAuthority();
            return Long.parseLong(
                    connection.get("/handled", authority).body().text().strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
