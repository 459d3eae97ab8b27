package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many posts are under way to one destination. */
class LaneWindowTest {

    @Test
    void the_window_grows_by_success_and_is_bounded() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            for (int i = 0; i < 100; i++) {
                rig.append("entry " + i);
            }
            assertThat(rig.transport.held).hasSize(2);

            for (int i = 0; i < 30; i++) {
                rig.transport.answerNext();
                rig.time.settle();
                assertThat(rig.transport.held).hasSizeLessThanOrEqualTo(16);
            }

            assertThat(rig.transport.held).hasSize(16);
        }
    }

    @Test
    void the_window_shrinks_by_failure() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            for (int i = 0; i < 100; i++) {
                rig.append("entry " + i);
            }
            for (int i = 0; i < 20; i++) {
                rig.transport.answerNext();
                rig.time.settle();
            }
            assertThat(rig.transport.held).hasSize(16);

            rig.transport.held.removeFirst().answer(status(500));
            for (int i = 0; i < 7; i++) {
                rig.transport.held.removeFirst().answer(status(422));
            }
            rig.time.settle();

            // Sixteen halved is eight, and that many are still under way.
            assertThat(rig.transport.held).hasSize(8);
        }
    }

    @Test
    void a_paused_lane_sends_a_single_probe_and_waits_for_its_answer() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.CONNECT));
            for (int i = 0; i < 20; i++) {
                rig.append("entry " + i);
            }
            rig.time.advance(Duration.ofMinutes(3));
            int before = rig.transport.sent.size();
            assertThat(rig.lane("a.example").nextAttempt()).isPresent();
            rig.transport.holding = true;

            rig.time.advance(Duration.ofHours(12));

            assertThat(rig.transport.sent).hasSize(before + 1);

            rig.transport.held.removeFirst().answer(status(202));
            rig.time.settle();

            assertThat(rig.transport.held).hasSizeBetween(2, 3);
            assertThat(rig.lane("a.example").failures()).isZero();
        }
    }

    @Test
    void many_that_fail_at_once_are_one_failure() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            for (int i = 0; i < 40; i++) {
                rig.append("entry " + i);
            }
            for (int i = 0; i < 20; i++) {
                rig.transport.answerNext();
                rig.time.settle();
            }
            List.copyOf(rig.transport.held).forEach(held -> held.answer(failed(Exchange.Failure.CONNECT)));

            assertThat(rig.lane("a.example").failures()).isEqualTo(1);
        }
    }

    @Test
    void a_pause_that_the_destination_asks_for_holds_the_whole_lane() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(429, "Retry-After", "600"));
            Instant asked = rig.time.instant();
            rig.append("one");
            rig.append("two");
            rig.answers("a.example", status(202));
            rig.delivery.inboundFrom("a.example");

            rig.time.advance(Duration.ofSeconds(599));
            assertThat(rig.transport.sent).hasSize(1);
            rig.time.advance(Duration.ofSeconds(2));

            assertThat(rig.transport.bodiesTo("a.example")).containsExactlyInAnyOrder("one", "one", "two");
            assertThat(rig.transport.timesTo("a.example").get(1)).isEqualTo(asked.plusSeconds(600));
        }
    }
}
