package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** One relay and the fake servers around it. */
final class Rig implements AutoCloseable {

    private final Bench bench;
    private final int subscribers;
    private final Fleet fleet;
    private final RelayProcess.Command command;
    private final RelayProcess relay;
    private final Plan plan;
    private final int publishers;

    private Rig(Bench bench, Setup setup, Fleet fleet, RelayProcess.Command command, RelayProcess relay, Plan plan) {
        this.bench = bench;
        this.subscribers = setup.subscribers();
        this.publishers = setup.publishers();
        this.fleet = fleet;
        this.command = command;
        this.relay = relay;
        this.plan = plan;
    }

    /**
     * What a rig is made of.
     *
     * @param name of the relay's folder
     * @param activities how many will be published at most
     * @param groups the first subscriber of each group that can be closed and reopened
     */
    record Setup(String name, int subscribers, int publishers, int activities, List<Integer> groups) {

        Setup {
            groups = List.copyOf(groups);
        }

        Setup(String name, int subscribers, int publishers, int activities) {
            this(name, subscribers, publishers, activities, List.of());
        }
    }

    static Rig start(Bench bench, Setup setup) throws IOException, InterruptedException {
        Plan plan = Plan.creates(setup.activities());
        RelayProcess.Command command = bench.command(setup.name());
        Fleet fleet = Fleet.start(setup.subscribers(), setup.publishers(), plan, command.origin(), setup.groups());
        try {
            return new Rig(bench, setup, fleet, command, RelayProcess.start(command), plan);
        } catch (IOException | InterruptedException e) {
            fleet.close();
            throw e;
        }
    }

    Fleet fleet() {
        return fleet;
    }

    Ledger ledger() {
        return fleet.ledger();
    }

    RelayProcess relay() {
        return relay;
    }

    RelayProcess.Command command() {
        return command;
    }

    /** Whether the relay's log names this signing engine. */
    boolean signsBy(String engine) throws IOException {
        return Files.readString(command.folder().resolve("relay.log")).contains("signatures are computed by " + engine);
    }

    /** Lets subscribers follow and waits for their Accepts; they must be the next in order. */
    void subscribe(int from, int to) throws IOException, InterruptedException {
        fleet.subscribe(command.port(), from, to);
        bench.deadline().require(() -> fleet.servers().welcomed() >= to, "Accepts for " + to + " subscribers");
    }

    /** Publishers with all the plan's activities, signed now. */
    Publishing publishing(boolean withProof) {
        List<Body> requests = fleet.requests(bench.documents(withProof));
        return new Publishing(plan, requests, publishers, command.port());
    }

    /**
     * Publishes a range and waits until it has arrived everywhere.
     *
     * @param perSecond 0: as fast as the relay answers
     */
    Run run(Publishing publishing, int from, int to, double perSecond) throws Exception {
        long cpuBefore = relay.cpu().toNanos();
        long begin = System.nanoTime();
        Publishing.Result result = publishing.publish(from, to, new Paced(from, perSecond));
        bench.deadline()
                .require(
                        fleet.ledger().whenReceived((long) to * subscribers),
                        "deliveries of the activities before " + to);
        return new Run(
                result,
                (long) (to - from) * subscribers,
                (System.nanoTime() - begin) / 1e9,
                (relay.cpu().toNanos() - cpuBefore) / 1e9,
                fleet.ledger().latencies(from, to, publishing.acknowledgedAt()));
    }

    /**
     * A range of activities that is published and delivered.
     *
     * @param seconds from the first post to the last arrival
     * @param cpuSeconds of the relay in that time
     * @param arrival from each activity's 202 to each arrival
     */
    record Run(Publishing.Result published, long deliveries, double seconds, double cpuSeconds, Latencies arrival) {

        double perSecond() {
            return deliveries / seconds;
        }

        double perCpuSecond() {
            return deliveries / cpuSeconds;
        }
    }

    /** Checks that everything up to an activity has arrived everywhere, in order and signed. */
    void judge(int activities) throws IOException {
        String where = command.folder().getFileName() + ": ";
        long lost = ledger().missing(0, activities);
        bench.checks().check(where + "nothing lost of " + (long) activities * subscribers + " deliveries", lost == 0);
        judgeOrder();
    }

    /** Checks order and signatures of what has arrived. */
    void judgeOrder() throws IOException {
        String where = command.folder().getFileName() + ": ";
        bench.checks().check(where + "in order per object", ledger().violations() == 0);
        bench.checks()
                .check(
                        where + "a sample from each subscriber carries the relay's valid signature",
                        fleet.badSignatures(command.port()) == 0);
        bench.figures().put(where + "repeated", ledger().repeats());
    }

    @Override
    public void close() throws IOException {
        try {
            relay.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends with ours
        } finally {
            fleet.close();
        }
    }
}
