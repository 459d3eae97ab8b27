package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.store.ReplayResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is served while others have much to do, hang or are dead; all posts are held, and answered by the test. */
class FairnessTest {

    @Test
    void fresh_posts_have_three_of_four_turns_while_lanes_catch_up_and_neither_starves() {
        try (Rig rig = new Rig()) {
            // Room for 4 posts, each answered in its turn: what is sent next is what had the next turn.
            rig.settings = Rig.settings().maxInFlight(4).maxWindow(2).build();
            rig.start();
            for (int i = 0; i < 8; i++) {
                rig.subscribe("late" + i + ".example");
            }
            rig.append("first");
            rig.transport.script = sent -> failed(Exchange.Failure.TIMEOUT);
            for (int i = 0; i < 400; i++) {
                rig.append("old " + i);
            }
            for (int i = 0; i < 8; i++) {
                rig.subscribe("fresh" + i + ".example");
            }
            rig.transport.script = sent -> status(202);
            rig.append("for the fresh to prove themselves");
            rig.transport.holding = true;
            rig.transport.sent.clear();
            for (int i = 0; i < 8; i++) {
                rig.delivery.inboundFrom("late" + i + ".example");
            }
            rig.time.advance(Duration.ofMinutes(2));
            answer(rig, 60); // the late ones are proven

            for (int i = 0; i < 50; i++) {
                rig.append("new " + i);
            }
            rig.transport.sent.clear();
            answer(rig, 200);

            List<String> hosts = rig.transport.sent.stream()
                    .map(ScriptedTransport.Sent::host)
                    .toList();
            long fresh = hosts.stream().filter(host -> host.startsWith("fresh")).count();
            assertThat(fresh).isBetween(140L, 160L);
            for (int i = 0; i < 8; i++) {
                String each = "late" + i + ".example";
                assertThat(hosts.stream().filter(each::equals)).as(each).hasSizeBetween(4, 9);
            }

            while (!rig.transport.held.isEmpty()) {
                answer(rig, 1);
            }
            assertThat(rig.delivery.status().lanes()).allMatch(lane -> lane.lag() == 0);
        }
    }

    @Test
    void hosts_that_hang_take_half_of_the_places_and_a_part_of_the_turns() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxInFlight(40).build();
            rig.start();
            for (int i = 0; i < 20; i++) {
                rig.subscribe("hanging" + i + ".example");
                rig.subscribe("good" + i + ".example");
            }
            rig.transport.script =
                    sent -> sent.host().startsWith("good") ? status(202) : failed(Exchange.Failure.TIMEOUT);
            rig.append("first");
            rig.time.advance(Duration.ofMinutes(1));
            rig.transport.holding = true;

            for (int i = 0; i < 50; i++) {
                rig.append("entry " + i);
                for (ScriptedTransport.Held held : List.copyOf(rig.transport.held)) {
                    if (held.sent().host().startsWith("good")) {
                        rig.transport.held.remove(held);
                        held.answer(status(202));
                    }
                }
                rig.time.settle();
            }

            assertThat(rig.transport.held.size()).isLessThanOrEqualTo(20);
            for (int i = 0; i < 20; i++) {
                assertThat(rig.lane("good" + i + ".example").lag()).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void hosts_that_answer_but_slowly_have_half_of_the_places_even_if_they_were_quick_before() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxInFlight(40).build();
            rig.start();
            for (int i = 0; i < 20; i++) {
                rig.subscribe("good" + i + ".example");
                rig.subscribe("quick-before" + i + ".example");
            }
            rig.append("first");
            for (int i = 0; i < 20; i++) {
                rig.subscribe("slow" + i + ".example");
            }
            rig.transport.holding = true;

            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < 5; i++) {
                    rig.append("entry " + round + "." + i);
                    answerGood(rig);
                }
                if (round > 0) { // until their first slow answer, some are good hosts
                    assertThat(rig.transport.held.size()).isLessThanOrEqualTo(20);
                    for (int i = 0; i < 20; i++) {
                        assertThat(rig.lane("good" + i + ".example").lag()).isZero();
                    }
                }
                rig.time.advance(Duration.ofSeconds(9));
                // Refusing takes a place for as long as taking does.
                Exchange answer = status(round % 2 == 0 ? 202 : 422);
                for (ScriptedTransport.Held held : List.copyOf(rig.transport.held)) {
                    rig.transport.held.remove(held);
                    held.answer(answer);
                }
                rig.time.settle();
                answerGood(rig);
            }
        }
    }

    @Test
    void the_place_that_a_lost_lane_leaves_goes_to_another_one_at_once() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxInFlight(1).build();
            rig.start();
            rig.subscribe("a.example");
            rig.subscribe("b.example");
            rig.append("before");
            rig.time.advance(Duration.ofSeconds(1)); // cursors are written
            rig.transport.holding = true;
            rig.append("one");
            String first = rig.transport.held.getFirst().sent().host();
            // It begins anew elsewhere in the log: the lane that has the place is not served any more.
            assertThat(rig.store.lanes().replay(first, Instant.EPOCH, rig.time.instant()))
                    .isInstanceOf(ReplayResult.Started.class);
            rig.time.settle();
            assertThat(rig.transport.held).hasSize(1);

            rig.transport.answerNext();
            rig.time.settle();

            assertThat(rig.transport.held).hasSize(1);
        }
    }

    @Test
    void hosts_that_begin_to_hang_with_open_windows_do_not_take_the_places_of_the_others() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxInFlight(100).build();
            rig.start();
            for (int i = 0; i < 10; i++) {
                rig.subscribe("hanging" + i + ".example");
            }
            for (int i = 0; i < 40; i++) {
                rig.subscribe("good" + i + ".example");
            }
            rig.openWindow(60);
            rig.transport.holding = true;

            for (int second = 0; second < 9; second++) {
                for (int i = 0; i < 5; i++) {
                    rig.append("entry " + second + "." + i);
                    answerGood(rig);
                }
                assertThat(rig.transport.held.size()).isLessThanOrEqualTo(60);
                for (int i = 0; i < 40; i++) {
                    assertThat(rig.lane("good" + i + ".example").lag()).isZero();
                }
                rig.time.advance(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void a_host_that_hangs_gets_nothing_more_until_it_answers() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.openWindow(40);
            rig.transport.holding = true;
            rig.append("one");
            rig.append("two");
            rig.time.advance(Duration.ofMillis(1_100));
            for (int i = 0; i < 20; i++) {
                rig.append("later " + i);
            }
            assertThat(rig.transport.held).hasSize(2);

            rig.transport.answerNext();
            rig.time.settle();

            assertThat(rig.transport.held).hasSizeGreaterThan(10);
        }
    }

    @Test
    void large_bodies_wait_for_each_other_and_are_all_sent() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxBytesInFlight(10_000).build();
            rig.start();
            for (int i = 0; i < 20; i++) {
                rig.subscribe("host" + i + ".example");
            }
            rig.transport.holding = true;
            rig.append("x".repeat(4_000));
            assertThat(rig.transport.held)
                    .as("each with two bodies of 4,000 bytes")
                    .hasSize(2);

            int answered = 0;
            while (!rig.transport.held.isEmpty()) {
                assertThat(rig.transport.held).hasSizeLessThanOrEqualTo(2);
                answer(rig, 1);
                answered++;
            }

            assertThat(answered).isEqualTo(20);
        }
    }

    @Test
    void a_body_larger_than_all_that_may_be_under_way_goes_alone() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxBytesInFlight(10).build();
            rig.start();
            rig.subscribe("a.example");
            rig.subscribe("b.example");

            rig.append("more than ten bytes");

            assertThat(rig.transport.sent).hasSize(2);
            assertThat(rig.delivery.status().totals().inFlight()).isZero();
        }
    }

    @Test
    void a_host_that_spoke_to_us_is_tried_before_those_that_hang() {
        try (Rig rig = besideThoseThatHang()) {
            assertThat(isUnderWay(rig, "good.example")).isFalse();

            rig.delivery.inboundFrom("good.example");
            rig.time.settle();

            assertThat(isUnderWay(rig, "good.example")).isTrue();
        }
    }

    @Test
    void a_host_that_spoke_to_us_while_it_stood_in_line_behind_those_that_hang_stands_there_no_longer() {
        try (Rig rig = besideThoseThatHang()) {
            rig.time.advance(Duration.ofHours(13)); // its pause is over
            assertThat(isUnderWay(rig, "good.example")).isFalse();

            rig.delivery.inboundFrom("good.example");
            rig.time.settle();

            assertThat(isUnderWay(rig, "good.example")).isTrue();
        }
    }

    @Test
    void a_host_that_takes_a_post_again_does_not_stand_behind_those_that_hang() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxInFlight(4).build();
            rig.start();
            for (int i = 0; i < 10; i++) {
                rig.subscribe("host" + i + ".example");
            }
            rig.transport.holding = true;
            for (int i = 0; i < 3; i++) {
                rig.append("entry " + i);
            }
            String back = rig.transport.held.getFirst().sent().host(); // none has shown yet that it takes anything

            rig.transport.answerNext();
            rig.time.settle();

            assertThat(isUnderWay(rig, back)).isTrue();
        }
    }

    /** One host that failed before, and so many that hang that they have all places that hosts in doubt may take. */
    private static Rig besideThoseThatHang() {
        Rig rig = new Rig();
        rig.settings = Rig.settings().maxInFlight(4).build();
        rig.start();
        rig.subscribe("good.example");
        rig.answers("good.example", failed(Exchange.Failure.TIMEOUT));
        rig.append("before");
        rig.time.advance(Duration.ofHours(2)); // it fails again, and pauses
        for (int i = 0; i < 40; i++) {
            rig.subscribe("hangs" + i + ".example");
        }
        rig.transport.holding = true;
        rig.append("entry");
        return rig;
    }

    private static boolean isUnderWay(Rig rig, String host) {
        return rig.transport.held.stream().anyMatch(held -> held.sent().host().equals(host));
    }

    private static void answerGood(Rig rig) {
        boolean answered;
        do {
            answered = false;
            for (ScriptedTransport.Held held : List.copyOf(rig.transport.held)) {
                if (held.sent().host().startsWith("good")) {
                    rig.transport.held.remove(held);
                    held.answer(status(202));
                    answered = true;
                }
            }
            rig.time.settle();
        } while (answered);
    }

    private static void answer(Rig rig, int posts) {
        for (int i = 0; i < posts; i++) {
            rig.transport.answerNext();
            rig.time.settle();
        }
    }
}
