package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.client.Exchange;
import dev.linkspan.store.LaneProgress.Health;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes too old to be delivered, and what never does. */
class MaximumAgesTest {

    @Test
    void a_post_waits_three_days_and_everything_else_a_week() {
        MaximumAges ages = MaximumAges.defaults();

        assertThat(ages.of("Create")).isEqualTo(Duration.ofDays(3));
        assertThat(ages.of("Announce")).isEqualTo(Duration.ofDays(3));
        assertThat(ages.of("Update")).isEqualTo(Duration.ofDays(7));
        assertThat(ages.of("")).as("an entry of an older version").isEqualTo(Duration.ofDays(7));
    }

    @Test
    void refuses_an_age_that_nothing_can_have() {
        assertThatThrownBy(() -> new MaximumAges(Duration.ofDays(1), Map.of("Create", Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maximum age, Create: PT0S (expected: more than nothing)");
    }

    @Test
    void each_type_is_given_up_at_its_own_age() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings()
                    .maxAge(new MaximumAges(Duration.ofDays(6), Map.of("Create", Duration.ofDays(2))))
                    .build();
            rig.start();
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.CONNECT));
            rig.append("post");
            rig.appendOf("Update", "profile");

            rig.time.advance(Duration.ofDays(3));
            assertThat(rig.heard)
                    .filteredOn(h -> h.outcome() instanceof Outcome.GaveUp)
                    .extracting(Rig.Heard::offset)
                    .containsExactly(1L);
            rig.time.advance(Duration.ofDays(4));

            assertThat(rig.heard)
                    .filteredOn(h -> h.outcome() instanceof Outcome.GaveUp)
                    .extracting(Rig.Heard::offset)
                    .containsExactly(1L, 2L);
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void what_waited_for_a_destination_is_not_delivered_stale_when_it_is_back() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.CONNECT));
            for (int day = 0; day < 5; day++) {
                rig.append("post of day " + day);
                rig.appendOf("Delete", "deletion of day " + day);
                rig.time.advance(Duration.ofDays(1));
            }
            rig.transport.sent.clear();

            rig.answers("a.example", status(202));
            rig.delivery.inboundFrom("a.example");
            rig.time.advance(Duration.ofHours(1));

            assertThat(rig.transport.bodiesTo("a.example"))
                    .containsExactlyInAnyOrder(
                            "deletion of day 0",
                            "deletion of day 1",
                            "post of day 2",
                            "deletion of day 2",
                            "post of day 3",
                            "deletion of day 3",
                            "post of day 4",
                            "deletion of day 4");
        }
    }

    @Test
    void what_waited_for_ourselves_is_tried_once_however_late() {
        try (Rig rig = new Rig()) {
            rig.subscribe("a.example");
            rig.append("post");
            rig.time.advance(Duration.ofDays(30));

            rig.start();

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("post");
        }
    }

    @Test
    void answers_and_deletions_are_tried_for_as_long_as_the_lane_is_there() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.CONNECT));
            rig.store.log().append(rig.control("a.example", "Accept"));
            rig.appendOf("Delete", "deletion");
            rig.time.advance(Duration.ofDays(60));
            assertThat(rig.lane("a.example").health()).isEqualTo(Health.SUSPENDED);
            assertThat(rig.heard).noneMatch(h -> h.outcome() instanceof Outcome.GaveUp);
            rig.transport.sent.clear();

            rig.answers("a.example", status(202));
            rig.time.advance(Duration.ofDays(1));

            assertThat(rig.transport.bodiesTo("a.example")).containsExactlyInAnyOrder("own Accept", "deletion");
        }
    }

    @Test
    void deletions_that_keep_failing_while_others_pass_are_not_given_up_for_newer_ones() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxStragglers(2).build();
            rig.start();
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.body().startsWith("deletion") ? status(500) : status(202);
            for (int i = 0; i < 20; i++) {
                rig.appendOf("Delete", "deletion " + i);
                rig.append("post " + i);
                rig.time.advance(Duration.ofHours(1));
            }
            rig.time.advance(Duration.ofDays(1));

            assertThat(rig.lane("a.example").stragglers()).isEqualTo(20);
            assertThat(rig.heard).noneMatch(h -> h.outcome() instanceof Outcome.GaveUp);
        }
    }
}
