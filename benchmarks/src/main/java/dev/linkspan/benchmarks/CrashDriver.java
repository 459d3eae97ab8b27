package dev.linkspan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Kills a relay with SIGKILL again and again while it accepts and delivers, and checks that every activity that was
 * acknowledged reached every subscriber, in order per object as {@link Ledger} defines it. Ends with how many checks passed
 * and failed; exit code 1 if one failed.
 */
public final class CrashDriver {

    private static final Set<String> OPTIONS = Set.of(
            "jar", "folder", "seed", "kills", "subscribers", "publishers", "activities", "deadline-seconds", "jvm");
    private static final String JVM = "-XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED";

    /** Publishers wait when this many activities are not delivered everywhere, or they would be done before the kills. */
    private static final int AHEAD = 60;

    private static final int BODY_BYTES = 1024;
    private static final int MAX_FAILURES = 200;
    private static final int MAX_RESTARTS = 5;

    private final Options options;
    private final int subscribers;
    private final int publishers;
    private final int activities;
    private final Deadline deadline;

    private CrashDriver(Options options) {
        this.options = options;
        this.subscribers = options.number("subscribers", 200);
        this.publishers = options.number("publishers", 8);
        this.activities = options.number("activities", 500);
        this.deadline = Deadline.in(Duration.ofSeconds(options.number("deadline-seconds", 480)));
    }

    /** Runs the crashes; see docs/benchmarks.md for the options. */
    public static void main(String[] args) throws Exception {
        System.exit(new CrashDriver(Options.parse(args, OPTIONS)).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        long seed = options.seed(ThreadLocalRandom.current().nextLong(1_000_000_000));
        System.out.println("crash run, seed " + seed + " (repeat with --seed " + seed + ")");
        RandomGenerator random = new SplittableRandom(seed);
        Plan plan = Plan.lives(activities, random);
        KillPoints points =
                KillPoints.random(options.number("kills", 12), activities, (long) activities * subscribers, random);
        RelayProcess.Command command = new RelayProcess.Command(
                Path.of(options.text("jar", "relay-server/target/linkspan-relay.jar")),
                RelayProcess.freePort(),
                options.values().containsKey("folder")
                        ? Files.createDirectories(
                                Path.of(options.text("folder", "")).resolve("seed-" + seed))
                        : Files.createTempDirectory("linkspan-crash"),
                List.of(options.text("jvm", JVM).split(" ", -1)));
        System.out.println("the relay's data and log are in " + command.folder());
        try (Fleet fleet = Fleet.start(subscribers, publishers, plan, command.origin())) {
            return crash(fleet, plan, points, command);
        }
    }

    private boolean crash(Fleet fleet, Plan plan, KillPoints points, RelayProcess.Command command) throws Exception {
        KilledRelay relay = new KilledRelay(command);
        try (ExecutorService killer = Executors.newSingleThreadExecutor()) {
            fleet.subscribe(command.port());
            deadline.require(fleet.servers().allWelcomed(), "every subscriber has its Accept");
            Publishing publishing =
                    new Publishing(plan, fleet.requests(new Documents(BODY_BYTES, true)), publishers, command.port());
            Future<?> killing = killer.submit(() -> {
                kill(relay, points, fleet);
                return true;
            });
            Checks checks = new Checks();
            checks.check(
                    "all " + activities + " activities were acknowledged", publishes(publishing, relay, points, fleet));
            checks.check("all kills were made", completes(killing));
            checks.check("every subscriber settled in time", settles(relay, fleet));
            int badSignatures = fleet.badSignatures(command.port());
            relay.stop();
            judge(checks, fleet.ledger(), relay.kills(), publishing, badSignatures);
            return checks.summary();
        } finally {
            relay.stop();
        }
    }

    private void kill(KilledRelay relay, KillPoints points, Fleet fleet) throws IOException, InterruptedException {
        for (KillPoints.Point point : points.points()) {
            deadline.require(points.reached(point, fleet.ledger()), point.toString());
            long received = fleet.ledger().distinct();
            relay.killAndRestart(fleet);
            System.out.println("kill " + relay.kills() + ": " + point.moment() + " " + point.count() + ", " + received
                    + " delivered, now " + fleet.ledger().distinct());
        }
    }

    private boolean publishes(Publishing publishing, KilledRelay relay, KillPoints points, Fleet fleet)
            throws InterruptedException {
        try {
            publishing.publish(0, activities, new Persistent(relay, points, fleet.ledger()));
            return true;
        } catch (ExecutionException e) {
            System.out.println("publishing failed: " + e.getCause());
            return false;
        }
    }

    private static boolean completes(Future<?> killing) throws InterruptedException {
        try {
            killing.get();
            return true;
        } catch (ExecutionException e) {
            System.out.println("killing failed: " + e.getCause());
            return false;
        }
    }

    /**
     * Waits until every object is in its final state everywhere, and stops the relay in good order to see whether it stays
     * so: a lane may be in the middle of a repetition. If it is, the next start has to finish it.
     */
    private boolean settles(KilledRelay relay, Fleet fleet) throws IOException, InterruptedException {
        for (int restart = 0; restart < MAX_RESTARTS; restart++) {
            if (!deadline.await(fleet.ledger().whenSettled())) {
                return false;
            }
            relay.stopAndRestart(fleet);
            if (fleet.ledger().isSettled()) {
                return true;
            }
        }
        return false;
    }

    private void judge(Checks checks, Ledger ledger, int kills, Publishing publishing, int badSignatures) {
        long lost = ledger.missing(0, activities);
        System.out.printf(
                "%n%d subscribers, %d activities, %d kills%n%d delivered, %d lost, %d repeated, %d order violations,"
                        + " %d posts repeated by publishers%n%n",
                subscribers,
                activities,
                kills,
                ledger.distinct(),
                lost,
                ledger.repeats(),
                ledger.violations(),
                publishing.repeatedPosts());
        ledger.described().forEach(System.out::println);
        checks.check("the relay was killed at least 10 times", kills >= 10);
        checks.check("no acknowledged activity was lost", lost == 0);
        checks.check("first arrivals and repetitions are in order per object", ledger.violations() == 0);
        checks.check("every object ends in its final state everywhere", ledger.isSettled());
        checks.check("sampled deliveries carry the relay's valid signature", badSignatures == 0);
    }

    /** Posts again until acknowledged, waiting for the relay to come back; does not run far ahead of the deliveries. */
    private final class Persistent implements Publishing.Hooks {

        private final KilledRelay relay;
        private final KillPoints points;
        private final Ledger ledger;
        private final int[] failures = new int[activities];

        Persistent(KilledRelay relay, KillPoints points, Ledger ledger) {
            this.relay = relay;
            this.points = points;
            this.ledger = ledger;
        }

        @Override
        public void before(int activity) throws InterruptedException {
            long needed = (long) (activity - AHEAD) * subscribers;
            deadline.require(ledger.whenReceived(needed), needed + " deliveries");
        }

        @Override
        public void sent(int activity) {
            points.posted(activity);
        }

        @Override
        public void failed(int activity, String why) throws InterruptedException {
            if (++failures[activity] > MAX_FAILURES) {
                throw new IllegalStateException("activity " + activity + " was never acknowledged; at last: " + why);
            }
            relay.awaitUp();
        }
    }
}
