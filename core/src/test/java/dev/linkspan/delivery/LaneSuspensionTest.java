package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.store.LaneProgress.Health;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Destinations that are gone, and how they come back. */
class LaneSuspensionTest {

    @Test
    void an_inbox_that_is_gone_suspends_the_lane_and_loses_nothing() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(410));
            rig.append("one");
            rig.append("two");
            rig.time.advance(Duration.ofHours(11));

            assertThat(rig.events).containsExactly("suspended a.example");
            assertThat(rig.transport.sent).hasSize(1);
            assertThat(rig.lane("a.example").cursor()).isZero();

            rig.time.advance(Duration.ofHours(2));
            assertThat(rig.transport.sent).hasSize(2);

            rig.answers("a.example", status(202));
            rig.delivery.inboundFrom("a.example");
            rig.time.settle();

            assertThat(rig.events).containsExactly("suspended a.example", "revived a.example");
            assertThat(rig.transport.bodiesTo("a.example")).endsWith("two").contains("one");
            assertThat(rig.lane("a.example").lag()).isZero();
            assertThat(rig.lane("a.example").health()).isEqualTo(Health.ACTIVE);
        }
    }

    @Test
    void a_successful_probe_revives_a_suspended_lane() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(410));
            rig.append("one");
            rig.answers("a.example", status(202));

            rig.time.advance(Duration.ofHours(13));

            assertThat(rig.events).containsExactly("suspended a.example", "revived a.example");
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void a_control_message_to_an_inbox_that_is_gone_says_nothing_about_the_lane() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.path().equals("/own/inbox") ? status(410) : status(202);

            rig.store.log().append(rig.control("a.example", "Accept"));
            rig.append("one");

            assertThat(rig.events).isEmpty();
            assertThat(rig.transport.sent).hasSize(2);
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void inbound_requests_end_a_pause_but_not_more_often_than_set() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.CONNECT));
            rig.append("one");
            rig.time.advance(Duration.ofHours(5));
            int before = rig.transport.sent.size();

            for (int i = 0; i < 30; i++) {
                rig.delivery.inboundFrom("a.example");
                rig.time.advance(Duration.ofSeconds(1));
            }

            assertThat(rig.transport.sent.size() - before).isBetween(1, 3);
            rig.delivery.inboundFrom("unknown.example");
            assertThat(rig.delivery.status().lanes()).hasSize(1);
        }
    }

    @Test
    void a_destination_that_fails_for_a_week_is_suspended_and_later_expires() {
        try (Rig rig = new Rig()) {
            rig.settings =
                    Rig.settings().maxAge(MaximumAges.of(Duration.ofDays(7))).build();
            rig.start();
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.UNRESOLVED));
            for (int day = 0; day < 7; day++) {
                rig.append("entry " + day);
                rig.time.advance(Duration.ofDays(1));
            }
            rig.time.advance(Duration.ofDays(1));
            assertThat(rig.events).containsExactly("suspended a.example");
            int before = rig.transport.sent.size();

            rig.time.advance(Duration.ofDays(4));
            assertThat(rig.transport.sent.size() - before).isBetween(7, 9);
            rig.time.advance(Duration.ofDays(20));

            assertThat(rig.events).containsExactly("suspended a.example", "expired a.example");
        }
    }

    @Test
    void many_entries_answered_404_over_a_day_suspend_the_lane() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(404));

            for (int i = 0; i < 30; i++) {
                rig.append("entry " + i);
            }
            assertThat(rig.events).isEmpty();
            assertThat(rig.lane("a.example").lag()).isZero();
            rig.time.advance(Duration.ofHours(25));
            rig.append("last");

            assertThat(rig.events).containsExactly("suspended a.example");
        }
    }
}
