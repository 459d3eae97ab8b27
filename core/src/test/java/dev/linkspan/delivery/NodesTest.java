package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.delivery.Cluster.Node;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.ReplayResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several nodes share the lanes of one store. */
class NodesTest {

    private static final String[] NINE =
            IntStream.rangeClosed(1, 9).mapToObj(i -> "h" + i + ".example").toArray(String[]::new);

    @Test
    void divide_the_lanes_and_send_each_entry_once_to_each() {
        try (Cluster cluster = Cluster.of(3)) {
            cluster.subscribe(NINE);
            cluster.pass(Duration.ofSeconds(5));
            cluster.append("one", "object");

            assertThat(cluster.nodes)
                    .allSatisfy(node -> assertThat(cluster.served(node)).isEqualTo(3));
            for (String host : NINE) {
                assertThat(cluster.bodiesTo(host)).containsExactly("one");
            }
            assertThat(cluster.nodes)
                    .allSatisfy(node -> assertThat(node.transport.sent).hasSize(3));
        }
    }

    @Test
    void serve_a_new_lane_at_once() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.subscribe("a.example");
            cluster.append("one", "object");

            assertThat(cluster.bodiesTo("a.example")).containsExactly("one");
        }
    }

    @Test
    void take_over_from_a_node_that_died_within_its_lease_and_a_heartbeat_and_keep_the_order() {
        try (Cluster cluster = Cluster.of(3)) {
            cluster.subscribe(NINE);
            cluster.pass(Duration.ofSeconds(5));
            Node dead = cluster.nodes.getFirst();
            List<String> orphans = List.of(NINE).stream()
                    .filter(host -> cluster.server(host).orElseThrow() == dead)
                    .toList();
            cluster.die(dead);
            cluster.append("one", "object");
            cluster.append("two", "object");

            assertThat(orphans)
                    .hasSize(3)
                    .allSatisfy(host -> assertThat(cluster.bodiesTo(host)).isEmpty());
            cluster.pass(Duration.ofSeconds(6));

            for (String host : NINE) {
                assertThat(cluster.bodiesTo(host)).containsExactly("one", "two");
            }
        }
    }

    @Test
    void send_nothing_if_their_lanes_may_be_gone_when_they_have_at_last_found_it() {
        try (Cluster cluster = new Cluster()) {
            cluster.settings = Rig.settings().tailBytes(1).build();
            Node node = cluster.join();
            cluster.subscribe("a.example");
            cluster.script = sent -> status(503);
            cluster.append("one", "object");
            cluster.append("two", "object"); // the only one in memory
            cluster.script = sent -> status(202);
            List<Integer> sent = new ArrayList<>();
            node.store.afterwards.put("at", () -> {
                sent.add(node.transport.sent.size());
                node.store.afterwards.clear();
                node.clock.ahead = Duration.ofSeconds(4);
                cluster.time.execute(() -> sent.add(node.transport.sent.size()));
            });
            cluster.pass(Duration.ofSeconds(30));

            assertThat(sent).containsExactly(1, 1);
            assertThat(node.transport.bodiesTo("a.example")).containsExactly("one", "one", "two");
        }
    }

    @Test
    void leave_their_lanes_to_the_others_at_once_when_they_close() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.subscribe(NINE);
            cluster.pass(Duration.ofSeconds(5));
            cluster.append("one", "object");
            Node gone = cluster.nodes.removeFirst();
            gone.delivery.close();
            cluster.append("two", "object");
            cluster.pass(Duration.ofSeconds(1));

            assertThat(cluster.served(cluster.nodes.getFirst())).isEqualTo(9);
            for (String host : NINE) {
                assertThat(cluster.bodiesTo(host)).containsExactly("one", "two");
            }
        }
    }

    @Test
    void give_a_node_that_joins_its_share_but_no_lane_with_a_post_under_way() {
        try (Cluster cluster = new Cluster()) {
            cluster.holding = true;
            Node first = cluster.join();
            cluster.subscribe("a.example", "b.example");
            cluster.append("one", "object");
            Node second = cluster.join();
            cluster.pass(Duration.ofSeconds(3));

            assertThat(cluster.served(second)).isZero();
            cluster.append("two", "another object");
            first.transport.answerNext();
            first.transport.answerNext();
            cluster.pass(Duration.ofSeconds(3));

            assertThat(cluster.served(first)).isEqualTo(1);
            assertThat(cluster.served(second)).isEqualTo(1);
            while (!first.transport.held.isEmpty() || !second.transport.held.isEmpty()) {
                (first.transport.held.isEmpty() ? second : first).transport.answerNext();
                cluster.time.settle();
            }
            assertThat(cluster.bodiesTo("a.example")).containsExactly("one", "two");
            assertThat(cluster.bodiesTo("b.example")).containsExactly("one", "two");
        }
    }

    @Test
    void send_and_write_nothing_when_they_wake_up_after_their_lanes_were_taken() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.subscribe("a.example");
            Node paused = cluster.server("a.example").orElseThrow();
            Node awake = cluster.other(paused);
            cluster.append("one", "object"); // its cursor is not written yet
            paused.machine.pause();
            cluster.append("two", "object");
            cluster.pass(Duration.ofSeconds(6));

            assertThat(awake.transport.bodiesTo("a.example")).endsWith("two");
            Lane before = cluster.lane("a.example");
            int posts = paused.transport.sent.size();
            paused.machine.wake();
            cluster.append("three", "object");
            cluster.pass(Duration.ofMillis(600));

            assertThat(paused.transport.sent).hasSize(posts);
            assertThat(awake.transport.bodiesTo("a.example")).endsWith("two", "three");
            assertThat(cluster.lane("a.example").progress().cursor())
                    .isGreaterThan(before.progress().cursor());
            assertThat(cluster.lane("a.example").progress().lease())
                    .isEqualTo(before.progress().lease());
        }
    }

    @Test
    void begin_no_post_while_the_store_is_away_for_longer_than_the_lease_and_go_on_after_it() {
        try (Cluster cluster = Cluster.of(1)) {
            cluster.subscribe("a.example");
            Node node = cluster.nodes.getFirst();
            node.store.failing.add("tend");
            cluster.pass(Duration.ofMillis(3_500));
            cluster.append("one", "object");
            cluster.pass(Duration.ofSeconds(1));
            cluster.append("two", "object");
            cluster.pass(Duration.ofMinutes(1));

            assertThat(cluster.bodiesTo("a.example")).containsExactly("one");
            node.store.failing.clear();
            cluster.pass(Duration.ofSeconds(1));

            assertThat(cluster.bodiesTo("a.example")).containsExactly("one", "two");
            assertThat(cluster.lane("a.example").progress().lease())
                    .as("nobody took it")
                    .isEqualTo(1);
        }
    }

    @Test
    void hand_a_lane_over_later_if_the_store_fails_meanwhile() {
        try (Cluster cluster = new Cluster()) {
            Node first = cluster.join();
            cluster.subscribe("a.example", "b.example");
            first.store.failing.add("release");
            Node second = cluster.join();
            cluster.pass(Duration.ofSeconds(3));
            assertThat(cluster.served(second)).isZero();

            first.store.failing.clear();
            cluster.pass(Duration.ofSeconds(3));
            cluster.append("one", "object");

            assertThat(cluster.served(second)).isEqualTo(1);
            assertThat(cluster.bodiesTo("a.example")).containsExactly("one");
            assertThat(cluster.bodiesTo("b.example")).containsExactly("one");
        }
    }

    @Test
    void begin_anew_with_a_lane_that_an_operator_replays() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.subscribe("a.example", "b.example");
            cluster.append("one", "object");
            cluster.append("two", "object");
            cluster.pass(Duration.ofSeconds(1));

            ReplayResult result = cluster.store.lanes().replay("a.example", Instant.EPOCH, cluster.time.instant());
            cluster.time.settle();
            cluster.append("three", "object");

            assertThat(result).isEqualTo(new ReplayResult.Started(2));
            assertThat(cluster.bodiesTo("a.example")).containsExactly("one", "two", "one", "two", "three");
            assertThat(cluster.bodiesTo("b.example")).containsExactly("one", "two", "three");
        }
    }

    @Test
    void revive_a_lane_wherever_its_host_shows_life() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.subscribe("a.example");
            Node serving = cluster.server("a.example").orElseThrow();
            cluster.script = request -> ScriptedTransport.status(410);
            cluster.append("one", "object");
            cluster.pass(Duration.ofMinutes(2));
            assertThat(cluster.lane("a.example").progress().health()).isEqualTo(Health.SUSPENDED);

            cluster.script = request -> ScriptedTransport.status(202);
            cluster.other(serving).delivery.inboundFrom("a.example");
            cluster.pass(Duration.ofSeconds(1));

            assertThat(cluster.bodiesTo("a.example")).containsExactly("one", "one");
            assertThat(cluster.lane("a.example").progress().health()).isEqualTo(Health.ACTIVE);
        }
    }

    @Test
    void know_how_far_the_lanes_of_others_have_come() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.subscribe("a.example");
            Node other = cluster.other(cluster.server("a.example").orElseThrow());
            cluster.script = request -> ScriptedTransport.failed(Exchange.Failure.CONNECT);
            long offset = cluster.append("one", "object").offset();
            cluster.pass(Duration.ofSeconds(1));

            assertThat(other.delivery.isPast("a.example", offset)).isFalse();
            assertThat(other.delivery.isPast("unknown.example", offset)).isTrue();
            other.store.failing.add("find");
            assertThat(other.delivery.isPast("a.example", offset)).isFalse();
            other.store.failing.clear();
            cluster.script = request -> ScriptedTransport.status(202);
            cluster.pass(Duration.ofHours(1));

            assertThat(other.delivery.isPast("a.example", offset)).isTrue();
        }
    }

    @Test
    void tell_how_all_lanes_stand_and_who_serves_them() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.subscribe("a.example", "b.example");
            cluster.pass(Duration.ofSeconds(3));
            cluster.append("one", "object");
            cluster.pass(Duration.ofSeconds(1));

            for (Node node : cluster.nodes) {
                assertThat(node.delivery.status().node()).isEqualTo(node.name());
                assertThat(node.delivery.status().lanes()).hasSize(2).allSatisfy(lane -> {
                    assertThat(lane.servedBy())
                            .contains(cluster.server(lane.authority())
                                    .orElseThrow()
                                    .name());
                    assertThat(lane.lag()).isZero();
                    assertThat(lane.lastSuccess()).isPresent();
                });
            }
        }
    }

    // The database committed the claim, and the connection broke before it could say so.
    @Test
    void serve_lanes_whose_claim_was_never_answered() {
        try (Cluster cluster = Cluster.of(1)) {
            Node node = cluster.nodes.getFirst();
            node.store.unanswered.add("tend");
            cluster.subscribe("a.example");
            cluster.append("one", "object");
            assertThat(cluster.store.leases().holders()).containsKey("a.example");
            assertThat(cluster.bodiesTo("a.example")).isEmpty();

            node.store.unanswered.clear();
            cluster.pass(Duration.ofSeconds(3));

            assertThat(cluster.bodiesTo("a.example")).containsExactly("one");
        }
    }
}
