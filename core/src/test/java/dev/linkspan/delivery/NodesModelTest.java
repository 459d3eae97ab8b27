package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.delivery.Cluster.Node;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random histories of three nodes that die, stand still, join, leave and lose the store, against what must always hold:
 * everything is delivered at least once, no post begins before everything earlier about its object was taken, and no cursor
 * passes what is not dealt with.
 */
class NodesModelTest {

    private static final List<String> HOSTS = List.of("a.example", "b.example", "c.example", "d.example", "e.example");

    @Test
    void deliver_everything_in_order_per_object_whatever_happens_to_them() {
        int takeovers = 0;
        int repeats = 0;
        for (int seed = 0; seed < 150; seed++) {
            History history = new History(seed);
            try {
                history.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            takeovers += history.takeovers;
            repeats += history.repeats;
        }
        // The histories are worth something only if bad things happened in them.
        assertThat(takeovers).isGreaterThan(150);
        assertThat(repeats).isGreaterThan(50);
    }

    private static final class History {

        private final Random random;
        private final Cluster cluster = new Cluster();
        private final Map<Long, LogEntry> log = new HashMap<>();
        private final Map<String, Long> offsetOfBody = new HashMap<>();
        private final Map<String, Set<Long>> taken = new HashMap<>();
        private final Map<String, Integer> failuresLeft = new HashMap<>();

        /** A replay may bring a lane what is older still, and in the middle of other posts. */
        private final Map<String, Long> subscribedAt = new HashMap<>();

        private final List<AssertionError> wrong = new ArrayList<>();

        private int seen;
        private int texts;
        private boolean calm;
        int takeovers;
        int repeats;

        History(int seed) {
            random = new Random(seed);
            cluster.time.shuffle(random);
            cluster.holding = true;
            cluster.script = sent -> answer(sent.host(), offsetOfBody.get(sent.body()));
            cluster.application = Optional.of(new Application());
        }

        private final class Application implements ApplicationLane {

            @Override
            public Handled handle(LogEntry entry) {
                try {
                    inOrder(Lane.APPLICATION, entry.offset());
                } catch (AssertionError e) {
                    wrong.add(e); // thrown here, it would count as a wish to try again
                }
                boolean isTaken = answer(Lane.APPLICATION, entry.offset()) instanceof Exchange.Answered answered
                        && answered.status() == 202;
                return isTaken ? new Handled.Done() : new Handled.Later("as scripted");
            }

            @Override
            public void deadLetter(LogEntry entry, int attempts, String reason) {
                wrong.add(new AssertionError("a dead letter: " + reason));
            }
        }

        void run() {
            for (int i = 0; i < 3; i++) {
                cluster.join();
            }
            int steps = 50 + random.nextInt(150);
            for (int i = 0; i < steps; i++) {
                step();
                check();
            }
            calm = true;
            for (Node node : cluster.nodes) {
                node.store.failing.clear();
                node.machine.wake();
            }
            for (int i = 0; i < 200; i++) {
                cluster.pass(Duration.ofSeconds(30));
                answerAll();
                check();
            }
            everythingArrived();
        }

        private void step() {
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> append();
                case 3, 4, 5 -> answerOne();
                case 6 -> cluster.pass(Duration.ofMillis(random.nextInt(1_000)));
                case 7 -> cluster.pass(Duration.ofSeconds(random.nextInt(12)));
                case 8 -> subscribe(HOSTS.get(random.nextInt(HOSTS.size())));
                case 9 -> nodes();
                case 10 -> anyNode().delivery.inboundFrom(HOSTS.get(random.nextInt(HOSTS.size())));
                case 11 -> pauses();
                case 12 -> storeFails();
                default -> replay();
            }
            for (int i = random.nextInt(30); i > 0 && cluster.time.step(); i--) {
                checkSent();
            }
        }

        private Node anyNode() {
            return cluster.nodes.get(random.nextInt(cluster.nodes.size()));
        }

        /** One dies or leaves, or one comes. */
        private void nodes() {
            if (cluster.nodes.size() < 3) {
                cluster.join();
                return;
            }
            Node node = anyNode();
            takeovers++;
            if (random.nextBoolean() && !node.machine.isPaused()) {
                node.delivery.close();
            }
            cluster.die(node);
        }

        private void pauses() {
            Node node = anyNode();
            if (node.machine.isPaused()) {
                node.machine.wake();
            } else {
                node.machine.pause();
            }
        }

        private void storeFails() {
            Node node = anyNode();
            if (node.store.failing.isEmpty()) {
                node.store.failing.add(
                        List.of("tend", "advance", "release", "find", "read").get(random.nextInt(5)));
            } else {
                node.store.failing.clear();
            }
        }

        private void replay() {
            if (random.nextInt(4) == 0) {
                cluster.store.lanes().replay(HOSTS.get(random.nextInt(HOSTS.size())), Instant.EPOCH, Instant.MAX);
            }
        }

        private void subscribe(String host) {
            if (cluster.store.subscriptions().on(host).isEmpty()) {
                subscribedAt.put(host, cluster.store.log().end());
                cluster.subscribe(host);
            }
        }

        private void append() {
            String text = "entry " + texts++;
            offsetOfBody.put(text, cluster.store.log().end() + 1);
            offsetOfBody.put("own " + text, cluster.store.log().end() + 1);
            Audience audience =
                    switch (random.nextInt(6)) {
                        case 0 -> Rig.named(HOSTS.get(random.nextInt(2)), HOSTS.get(2 + random.nextInt(3)));
                        case 1 -> new Audience.Application("note");
                        default -> Rig.everyone();
                    };
            LogEntry entry = cluster.append(text, "object " + random.nextInt(5), audience);
            log.put(entry.offset(), entry);
        }

        private void answerOne() {
            Node node = anyNode();
            if (!node.transport.held.isEmpty()) {
                ScriptedTransport.Held held = node.transport.held.remove(random.nextInt(node.transport.held.size()));
                held.answer(cluster.script.apply(held.sent()));
            }
        }

        private void answerAll() {
            for (Node node : cluster.nodes) {
                while (!node.transport.held.isEmpty()) {
                    node.transport.answerNext();
                    cluster.time.settle();
                }
            }
        }

        private Exchange answer(String host, long offset) {
            String key = host + " " + offset;
            int left = failuresLeft.computeIfAbsent(key, k -> random.nextInt(5) == 0 ? random.nextInt(3) : 0);
            if (left > 0 && !calm) {
                failuresLeft.put(key, left - 1);
                return ScriptedTransport.status(503);
            }
            if (!taken.computeIfAbsent(host, h -> new HashSet<>()).add(offset)) {
                repeats++;
            }
            return ScriptedTransport.status(202);
        }

        private boolean isTaken(String host, long offset) {
            return taken.getOrDefault(host, Set.of()).contains(offset);
        }

        private void check() {
            assertThat(wrong).isEmpty();
            checkSent();
            for (Lane lane : cluster.store.lanes().all()) {
                List<Long> stragglers = lane.progress().stragglers().stream()
                        .map(Straggler::offset)
                        .toList();
                for (LogEntry entry : log.values()) {
                    if (entry.offset() <= lane.progress().cursor()
                            && lane.formOf(entry) != Form.NONE
                            && !stragglers.contains(entry.offset())) {
                        assertThat(isTaken(lane.authority(), entry.offset()))
                                .as("%s has %d, for its cursor is at %s", lane.authority(), entry.offset(), lane)
                                .isTrue();
                    }
                }
            }
        }

        /** Whatever is sent comes after everything earlier about the same object. */
        private void checkSent() {
            for (; seen < cluster.sent.size(); seen++) {
                ScriptedTransport.Sent one = cluster.sent.get(seen);
                inOrder(one.host(), offsetOfBody.get(one.body()));
            }
        }

        private void inOrder(String authority, long offset) {
            Lane lane = cluster.lane(authority);
            for (LogEntry earlier : log.values()) {
                boolean counts = !(earlier.audience() instanceof Audience.Subscribers)
                        || earlier.offset() > subscribedAt.getOrDefault(authority, Long.MAX_VALUE);
                if (earlier.offset() < offset
                        && counts
                        && earlier.orderKey().equals(log.get(offset).orderKey())
                        && lane.formOf(earlier) != Form.NONE) {
                    assertThat(isTaken(authority, earlier.offset()))
                            .as("%s has %d before %d", authority, earlier.offset(), offset)
                            .isTrue();
                }
            }
        }

        private void everythingArrived() {
            for (LogEntry entry : log.values()) {
                if (entry.audience() instanceof Audience.Named named) {
                    assertThat(named.inboxes().keySet())
                            .as("named in %d", entry.offset())
                            .allMatch(host -> isTaken(host, entry.offset()));
                }
            }
            for (Lane lane : cluster.store.lanes().all()) {
                for (LogEntry entry : log.values()) {
                    assertThat(lane.formOf(entry) == Form.NONE || isTaken(lane.authority(), entry.offset()))
                            .as("%s got %d", lane.authority(), entry.offset())
                            .isTrue();
                }
                assertThat(lane.progress().cursor())
                        .isEqualTo(cluster.store.log().end());
                assertThat(lane.progress().stragglers()).isEmpty();
                assertThat(cluster.server(lane.authority())).isPresent();
            }
        }
    }
}
