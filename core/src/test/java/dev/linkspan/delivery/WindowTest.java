package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The window by the time that answers take. */
class WindowTest {

    private static final int MAX = 16;

    private final Window window = new Window(MAX);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void starts_with_two_and_grows_by_one_with_each_answer_that_is_as_fast_as_the_best() {
        assertThat(window.size()).isEqualTo(2);

        taken(3, 200);
        assertThat(window.size()).isEqualTo(5);
        taken(100, 200);

        assertThat(window.size()).isEqualTo(MAX);
    }

    @Test
    void does_not_grow_by_answers_that_take_more_than_two_seconds_however_steady_they_are() {
        taken(100, 2_001);
        assertThat(window.size()).isEqualTo(2);

        taken(1, 2_000);
        assertThat(window.size()).isEqualTo(3);
    }

    @Test
    void does_not_grow_while_it_is_not_used_up() {
        for (int i = 0; i < 100; i++) {
            window.taken(Duration.ofMillis(100), false, now);
        }

        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void holds_while_answers_take_longer_than_the_best_and_shrinks_when_they_take_far_longer() {
        taken(4, 100);
        assertThat(window.size()).isEqualTo(6);

        taken(60, 250); // above 1.5 times the best and the floor, below 3 times and the floor
        assertThat(window.size()).isBetween(6, 10);
        int held = window.size();
        taken(60, 250);
        assertThat(window.size()).isEqualTo(held);

        taken(200, 900);
        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void grows_slowly_again_once_the_queue_is_gone() {
        taken(20, 100);
        taken(30, 900);
        int shrunken = window.size();
        assertThat(shrunken).isLessThan(MAX / 2);

        taken(40, 100);
        int before = window.size();
        taken(before, 100);

        assertThat(before).isGreaterThan(shrunken);
        assertThat(window.size()).as("one more for a full window of answers").isBetween(before, before + 1);
    }

    @Test
    void a_few_milliseconds_more_or_less_mean_nothing_to_a_fast_host() {
        for (int i = 0; i < 200; i++) {
            taken(1, i % 2 == 0 ? 0.2 : 40);
        }

        assertThat(window.size()).isEqualTo(MAX);
    }

    @Test
    void settles_where_a_destination_with_four_workers_has_a_short_queue() {
        // Four posts at once take 300 ms each; further ones wait for their turn.
        for (int i = 0; i < 1_000; i++) {
            taken(1, 300 * Math.max(1, window.size() / 4.0));
        }

        assertThat(window.size()).isBetween(4, 10);
    }

    @Test
    void forgets_the_best_time_after_a_while_for_the_way_may_have_become_longer() {
        taken(10, 20);
        taken(50, 400);
        int shrunken = window.size();
        assertThat(shrunken).isLessThan(3);

        for (int i = 0; i < 30; i++) {
            now = now.plus(Duration.ofMinutes(1));
            taken(20, 400);
        }

        assertThat(window.size()).isEqualTo(MAX);
    }

    @Test
    void is_halved_by_a_failure_and_begins_anew_after_a_pause() {
        taken(100, 100);

        window.failed();
        assertThat(window.size()).isEqualTo(8);
        window.failed();
        window.failed();
        window.failed();
        window.failed();
        assertThat(window.size()).isEqualTo(1);

        window.reset();
        assertThat(window.size()).isEqualTo(2);
        taken(3, 100);
        assertThat(window.size()).isEqualTo(5);
    }

    @Test
    void a_clock_that_is_set_back_measures_nothing() {
        taken(5, 100);
        window.taken(Duration.ofHours(-1), true, now);
        taken(100, 100);

        assertThat(window.size()).isEqualTo(MAX);
    }

    private void taken(int answers, double millis) {
        for (int i = 0; i < answers; i++) {
            window.taken(Duration.ofNanos((long) (millis * 1e6)), true, now);
        }
    }
}
