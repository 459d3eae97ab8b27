package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class OutageWatchTest {

    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Store store = Store.inMemory();
    private final List<String> greeted = new ArrayList<>();
    private Instant now = START;

    private OutageWatch node() {
        return node(occasion -> {
            greeted.add(occasion);
            return 1;
        });
    }

    private OutageWatch node(ToIntFunction<String> greet) {
        return new OutageWatch(store.values(), HOUR, greet, () -> now);
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private String word() {
        return store.values().find(OutageWatch.ALIVE).orElseThrow().text();
    }

    @Test
    void greets_nobody_at_the_very_first_start() {
        node().beat();

        assertThat(greeted).isEmpty();
        assertThat(word()).isEqualTo("2026-11-21T09:00:00Z");
    }

    @Test
    void greets_nobody_while_all_is_well_nor_after_a_short_restart() {
        OutageWatch node = node();
        for (int minute = 0; minute < 90; minute++) {
            node.beat();
            later(Duration.ofMinutes(1));
        }
        later(Duration.ofMinutes(58));
        node().beat();

        assertThat(greeted).isEmpty();
    }

    @Test
    void greets_once_after_a_long_outage_be_it_of_the_process_or_a_suspended_machine() {
        OutageWatch node = node();
        node.beat();
        later(HOUR);

        node.beat();
        later(Duration.ofMinutes(1));
        node.beat();

        assertThat(greeted).containsExactly("outage 2026-11-21T09:00:00Z");
        assertThat(word()).isEqualTo("2026-11-21T10:01:00Z");
    }

    @Test
    void a_node_that_slept_greets_nobody_if_another_was_awake() {
        OutageWatch sleeper = node();
        OutageWatch awake = node();
        sleeper.beat();
        for (int minute = 0; minute < 120; minute++) {
            later(Duration.ofMinutes(1));
            awake.beat();
        }

        sleeper.beat();

        assertThat(greeted).isEmpty();
    }

    @Test
    void nodes_that_start_together_greet_on_the_same_occasion() {
        node().beat();
        later(Duration.ofHours(2));
        OutageWatch second = node();
        OutageWatch first = node(occasion -> {
            greeted.add(occasion);
            second.beat(); // while the first is at it
            return 1;
        });

        first.beat();
        later(Duration.ofMinutes(1));
        first.beat();
        second.beat();

        assertThat(greeted)
                .as("by which a store that saw the one leaves out the other")
                .containsExactly("outage 2026-11-21T09:00:00Z", "outage 2026-11-21T09:00:00Z");
    }

    @Test
    void whoever_crashes_amid_greeting_goes_on_with_it_on_the_same_occasion() {
        node().beat();
        later(Duration.ofHours(2));
        OutageWatch crashing = node(occasion -> {
            greeted.add(occasion);
            throw new IllegalStateException("the disk is full");
        });
        assertThatThrownBy(crashing::beat).hasMessage("the disk is full");
        later(Duration.ofMinutes(5));

        node().beat();

        assertThat(greeted).containsExactly("outage 2026-11-21T09:00:00Z", "outage 2026-11-21T09:00:00Z");
    }

    @Test
    void a_word_from_the_future_or_none_at_all_is_replaced() {
        for (String odd : List.of("2027-11-21T09:00:00Z", "yesterday")) {
            store.values().put(OutageWatch.ALIVE, store.values().find(OutageWatch.ALIVE), Body.of(odd));

            node().beat();

            assertThat(word()).isEqualTo("2026-11-21T09:00:00Z");
        }
        assertThat(greeted).isEmpty();
    }

    @Test
    void several_nodes_write_one_word_a_minute() {
        node().beat();
        Optional<Body> written = store.values().find(OutageWatch.ALIVE);
        later(Duration.ofSeconds(20));

        node().beat();

        assertThat(store.values().find(OutageWatch.ALIVE)).isEqualTo(written);
    }

    private OutageWatch node(Store used, Duration clockError) {
        return new OutageWatch(
                used.values(),
                HOUR,
                occasion -> {
                    greeted.add(occasion);
                    return 1;
                },
                new SharedClock(used, () -> now.plus(clockError)));
    }

    private void beatForThreeHours(OutageWatch one, OutageWatch other) {
        for (int minute = 0; minute < 180; minute++) {
            one.beat();
            other.beat();
            later(Duration.ofMinutes(1));
        }
    }

    @Test
    void nodes_whose_clocks_differ_go_by_the_time_of_the_store() {
        Store shared = Store.inMemory(() -> now);

        beatForThreeHours(node(shared, Duration.ZERO), node(shared, HOUR));

        assertThat(greeted).isEmpty();
    }

    @Test
    void a_clock_that_is_an_hour_ahead_makes_no_more_than_one_outage_where_the_store_has_no_time() {
        beatForThreeHours(node(store, Duration.ZERO), node(store, HOUR));

        assertThat(greeted).as("at its start, when it knows no better").hasSize(1);
    }
}
