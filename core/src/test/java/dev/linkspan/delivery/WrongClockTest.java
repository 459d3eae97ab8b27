package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.delivery.Cluster.Node;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A clock that goes wrong harms nobody for good. */
class WrongClockTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void a_node_that_joins_with_a_wrong_clock_serves_nobody_until_it_is_right() {
        for (Duration ahead : new Duration[] {DAY.multipliedBy(4), MINUTE.multipliedBy(-6)}) {
            try (Cluster cluster = Cluster.of(1)) {
                Node wrong = cluster.join(ahead);
                cluster.subscribe("a.example", "b.example");
                cluster.pass(MINUTE);
                cluster.append("one", "object");

                assertThat(cluster.served(wrong)).isZero();
                assertThat(wrong.transport.sent).isEmpty();
                assertThat(cluster.bodiesTo("a.example")).containsExactly("one");

                wrong.clock.ahead = MINUTE;
                cluster.pass(Duration.ofSeconds(5));
                cluster.append("two", "object");

                assertThat(cluster.served(wrong)).isEqualTo(1);
                assertThat(wrong.transport.sent).hasSize(1);
                assertThat(cluster.bodiesTo("b.example")).containsExactly("one", "two");
            }
        }
    }

    @Test
    void a_node_whose_clock_goes_wrong_leaves_its_lanes_to_the_others_with_all_that_waits() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.subscribe("a.example");
            cluster.script = sent -> status(503);
            cluster.append("one", "object");
            Node wrong = cluster.server("a.example").orElseThrow();
            Node right = cluster.other(wrong);
            assertThat(wrong.transport.sent).hasSize(1);

            wrong.clock.ahead = DAY.multipliedBy(4);
            cluster.pass(Duration.ofSeconds(20));
            cluster.script = sent -> status(202);
            cluster.pass(Duration.ofMinutes(3));

            assertThat(wrong.transport.sent).hasSize(1);
            assertThat(right.transport.bodiesTo("a.example")).endsWith("one");
            assertThat(cluster.lane("a.example").progress().stragglers()).isEmpty();
            assertThat(cluster.lane("a.example").progress().cursor())
                    .isEqualTo(cluster.store.log().end());
        }
    }

    @Test
    void what_waits_is_not_too_old_when_the_clock_was_just_set_ahead() {
        try (Rig rig = Rig.started()) {
            rig.time.advance(DAY);
            rig.subscribe("a.example");
            rig.answers("a.example", status(500));
            rig.append("one");
            rig.clock.ahead = DAY.multipliedBy(4);
            rig.time.advance(MINUTE.multipliedBy(30));
            rig.clock.ahead = Duration.ZERO;

            rig.answers("a.example", status(202));
            rig.time.advance(DAY);

            assertThat(rig.transport.bodiesTo("a.example")).endsWith("one");
            assertThat(rig.outcomes("a.example").getLast()).isEqualTo(new Outcome.Delivered(202));
        }
    }

    @Test
    void nobody_expires_when_the_clock_was_just_set_ahead() {
        try (Rig rig = Rig.started()) {
            rig.time.advance(DAY);
            rig.subscribe("a.example");
            rig.answers("a.example", status(410));
            rig.append("one");
            rig.store.log().append(rig.control("b.example", "Reject"));
            rig.answers("b.example", failed(Exchange.Failure.CONNECT));
            rig.time.advance(DAY);

            rig.clock.ahead = DAY.multipliedBy(31);
            rig.time.advance(MINUTE.multipliedBy(50));
            rig.clock.ahead = Duration.ZERO;
            rig.time.advance(DAY);

            assertThat(rig.events).contains("suspended a.example").doesNotContain("expired a.example");
            assertThat(rig.store.lanes().find("b.example")).isPresent();
        }
    }

    @Test
    void an_expiry_that_a_steady_clock_says_comes_an_hour_later() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(410));
            rig.append("one");
            rig.time.advance(DAY);

            rig.clock.ahead = DAY.multipliedBy(31);
            rig.time.advance(MINUTE.multipliedBy(62));

            assertThat(rig.events).containsExactly("suspended a.example", "expired a.example");
        }
    }

    @Test
    void waits_that_were_reckoned_by_a_clock_ahead_are_over_when_it_is_right_again() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("paused.example");
            rig.subscribe("straggler.example");
            rig.clock.ahead = DAY.multipliedBy(10);
            rig.answers("paused.example", status(429));
            rig.transport.script = sent -> sent.host().equals("paused.example")
                    ? status(429)
                    : sent.body().equals("one") ? status(500) : status(202);
            rig.append("one");
            rig.append("two");
            rig.time.advance(Duration.ofSeconds(2));
            assertThat(rig.lane("straggler.example").stragglers()).isEqualTo(1);

            rig.clock.ahead = Duration.ZERO;
            rig.transport.script = sent -> status(202);
            rig.time.advance(MINUTE.multipliedBy(3));

            assertThat(rig.transport.bodiesTo("paused.example")).endsWith("two").contains("one");
            assertThat(rig.transport.bodiesTo("straggler.example")).endsWith("one");
            assertThat(rig.lane("straggler.example").stragglers()).isZero();
        }
    }

    @Test
    void a_failure_that_began_by_a_clock_ahead_began_now() {
        try (Rig rig = Rig.started()) {
            rig.clock.ahead = DAY.multipliedBy(400);
            rig.subscribe("a.example");
            rig.answers("a.example", status(410));
            rig.append("one");
            rig.clock.ahead = Duration.ZERO;

            rig.time.advance(DAY.multipliedBy(32));

            assertThat(rig.events).containsExactly("suspended a.example", "expired a.example");
        }
    }
}
