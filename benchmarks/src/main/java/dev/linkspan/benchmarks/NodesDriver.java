package dev.linkspan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Three nodes of one relay on one PostgreSQL, while nodes are killed, the database is killed, and the network between a
 * node and the database is cut. Checks that every activity that any node acknowledged reached every subscriber, in order per
 * object as {@link Ledger} defines it, signed by one key. Exit code 1 if a check failed.
 */
public final class NodesDriver {

    private static final Set<String> OPTIONS = Set.of(
            "jar",
            "folder",
            "postgres",
            "seed",
            "rounds",
            "subscribers",
            "publishers",
            "activities",
            "deadline-seconds",
            "jvm");
    private static final String JVM = "-XX:+UseSerialGC -Xmx192m --enable-native-access=ALL-UNNAMED";
    private static final int NODES = 3;
    private static final int AHEAD = 60;
    private static final int BODY_BYTES = 1024;
    private static final int MAX_FAILURES = 600;
    private static final long RETRY_MILLIS = 100;

    private final Options options;
    private final int subscribers;
    private final int publishers;
    private final int activities;
    private final Deadline deadline;
    private final List<KilledRelay> nodes = new ArrayList<>();
    private final List<Misfortune> misfortunes = new ArrayList<>();

    /** For each misfortune to come: whether it is over. */
    private final List<CompletableFuture<Boolean>> over;

    /** What happened, and when. */
    private record Misfortune(String what, long nanos) {}

    private NodesDriver(Options options) {
        this.options = options;
        this.subscribers = options.number("subscribers", 60);
        this.publishers = options.number("publishers", 6);
        this.activities = options.number("activities", 400);
        this.over = Stream.generate(CompletableFuture<Boolean>::new)
                .limit(options.number("rounds", 2) * 4L)
                .toList();
        this.deadline = Deadline.in(Duration.ofSeconds(options.number("deadline-seconds", 330)));
    }

    /** Runs the misfortunes; see docs/benchmarks.md for the options. */
    public static void main(String[] args) throws Exception {
        System.exit(new NodesDriver(Options.parse(args, OPTIONS)).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        long seed = options.seed(ThreadLocalRandom.current().nextLong(1_000_000_000));
        System.out.println("three nodes, seed " + seed + " (repeat with --seed " + seed + ")");
        RandomGenerator random = new SplittableRandom(seed);
        Plan plan = Plan.lives(activities, random);
        Postgres postgres =
                Postgres.find(Path.of(options.text("postgres", "postgres")).toRealPath());
        Path folder = options.values().containsKey("folder")
                ? Files.createDirectories(Path.of(options.text("folder", "")).resolve("nodes-" + seed))
                : Files.createTempDirectory("linkspan-nodes");
        System.out.println("the nodes' data and logs are in " + folder);
        try (Wire wire = Wire.to(postgres.port())) {
            List<RelayProcess.Command> commands = commands(postgres, wire, folder);
            try (Fleet fleet = Fleet.start(
                    subscribers, publishers, plan, commands.getFirst().origin())) {
                return run(fleet, plan, commands, new Misfortunes(postgres, wire, fleet, random));
            }
        }
    }

    /** The last node reaches the database by a wire that can be cut. */
    private List<RelayProcess.Command> commands(Postgres postgres, Wire wire, Path folder) throws IOException {
        List<RelayProcess.Command> commands = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            int port = RelayProcess.freePort();
            commands.add(new RelayProcess.Command(
                    Path.of(options.text("jar", "relay-server/target/linkspan-relay.jar")),
                    port,
                    Files.createDirectories(folder.resolve("node-" + i)),
                    List.of(options.text("jvm", JVM).split(" ", -1)),
                    i == 0 ? "http://127.0.0.1:" + port : commands.getFirst().origin(),
                    Optional.of(i == NODES - 1 ? postgres.by(wire.port()) : postgres.url())));
        }
        return commands;
    }

    private boolean run(Fleet fleet, Plan plan, List<RelayProcess.Command> commands, Misfortunes coming)
            throws Exception {
        try (ExecutorService causing = Executors.newSingleThreadExecutor()) {
            for (RelayProcess.Command command : commands) {
                nodes.add(new KilledRelay(command));
            }
            List<Integer> ports =
                    commands.stream().map(RelayProcess.Command::port).toList();
            fleet.subscribe(ports.getLast());
            deadline.require(fleet.servers().allWelcomed(), "every subscriber has its Accept");
            Publishing publishing =
                    new Publishing(plan, fleet.requests(new Documents(BODY_BYTES, true)), publishers, ports);
            Future<?> caused = causing.submit(() -> {
                coming.cause();
                return true;
            });
            Checks checks = new Checks();
            checks.check("all " + activities + " activities were acknowledged", publishes(publishing, fleet.ledger()));
            checks.check("all misfortunes happened", completes(caused));
            checks.check("every subscriber settled in time", settles(fleet));
            int badSignatures = fleet.badSignatures(ports.get(1));
            for (KilledRelay node : nodes) {
                node.stop();
            }
            judge(checks, fleet.ledger(), publishing, badSignatures);
            return checks.summary();
        } finally {
            for (KilledRelay node : nodes) {
                node.stop();
            }
        }
    }

    private boolean publishes(Publishing publishing, Ledger ledger) throws InterruptedException {
        try {
            publishing.publish(0, activities, new Persistent(ledger));
            return true;
        } catch (ExecutionException e) {
            System.out.println("publishing failed: " + e.getCause());
            return false;
        }
    }

    private static boolean completes(Future<?> caused) throws InterruptedException {
        try {
            caused.get();
            return true;
        } catch (ExecutionException e) {
            System.out.println("causing trouble failed: " + e.getCause());
            return false;
        }
    }

    /** A lane may be in the middle of a repetition when all looks settled: a stop in good order shows it. */
    private boolean settles(Fleet fleet) throws IOException, InterruptedException {
        if (!deadline.await(fleet.ledger().whenSettled())) {
            return false;
        }
        nodes.getFirst().stopAndRestart(fleet);
        return deadline.await(fleet.ledger().whenSettled());
    }

    private void judge(Checks checks, Ledger ledger, Publishing publishing, int badSignatures) {
        long lost = ledger.missing(0, activities);
        System.out.printf(
                "%n%d subscribers, %d activities, %d nodes%n%d delivered, %d lost, %d repeated, %d order violations,"
                        + " %d posts repeated by publishers%n%n",
                subscribers,
                activities,
                NODES,
                ledger.distinct(),
                lost,
                ledger.repeats(),
                ledger.violations(),
                publishing.repeatedPosts());
        for (Misfortune one : misfortunes) {
            System.out.printf(
                    "%-28s all subscribers were served again after %.1f s%n",
                    one.what(), ledger.longestSilenceAfter(one.nanos()) / 1e9);
        }
        ledger.described().forEach(System.out::println);
        checks.check("no acknowledged activity was lost", lost == 0);
        checks.check("first arrivals and repetitions are in order per object", ledger.violations() == 0);
        checks.check("every object ends in its final state everywhere", ledger.isSettled());
        checks.check("deliveries of all nodes carry the one valid signature", badSignatures == 0);
    }

    /** What goes wrong, spread over the deliveries. */
    private final class Misfortunes {

        private static final Duration CUT = Duration.ofSeconds(8);
        private static final Duration LIFE = Duration.ofMillis(100);

        private final Postgres postgres;
        private final Wire wire;
        private final Fleet fleet;
        private final RandomGenerator random;

        Misfortunes(Postgres postgres, Wire wire, Fleet fleet, RandomGenerator random) {
            this.postgres = postgres;
            this.wire = wire;
            this.fleet = fleet;
            this.random = random;
        }

        void cause() throws Exception {
            int events = over.size();
            for (int event = 0; event < events; event++) {
                long count = (long) activities * subscribers * (event + 1) / (events + 1);
                deadline.require(fleet.ledger().whenReceived(count), count + " deliveries");
                switch (event % 4) {
                    case 0, 2 -> kill(random.nextInt(NODES));
                    case 1 -> {
                        happens("database killed");
                        postgres.killAndRestart();
                    }
                    default -> cut();
                }
                over.get(event).complete(true);
            }
        }

        private void kill(int node) throws Exception {
            happens("node " + node + " killed");
            nodes.get(node).killAndRestart(fleet);
        }

        /** While it is cut off, the node stops and others begin again at its last cursors: any moment may go back. */
        private void cut() throws InterruptedException {
            happens("network of node " + (NODES - 1) + " cut");
            wire.cut();
            long end = System.nanoTime() + CUT.toNanos();
            while (System.nanoTime() < end) {
                Thread.sleep(LIFE.toMillis());
                fleet.ledger().nextLife();
            }
            wire.mend();
        }

        private void happens(String what) {
            misfortunes.add(new Misfortune(what, System.nanoTime()));
            System.out.println(what + " after " + fleet.ledger().distinct() + " deliveries");
        }
    }

    /** Posts again, perhaps to another node, until acknowledged; does not run far ahead of the deliveries. */
    private final class Persistent implements Publishing.Hooks {

        private final Ledger ledger;
        private final int[] failures = new int[activities];

        Persistent(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public void before(int activity) throws InterruptedException {
            // What comes after a misfortune's turn waits for its end, or all would be delivered before the last.
            int turn = activity * (over.size() + 1) / activities - 1;
            if (turn > 0) {
                deadline.require(over.get(turn - 1), "misfortune " + turn);
            }
            long needed = (long) (activity - AHEAD) * subscribers;
            deadline.require(ledger.whenReceived(needed), needed + " deliveries");
        }

        @Override
        public void sent(int activity) {}

        @Override
        public void failed(int activity, String why) throws InterruptedException {
            if (++failures[activity] > MAX_FAILURES) {
                throw new IllegalStateException("activity " + activity + " was never acknowledged; at last: " + why);
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }
}
