package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {

    private final Store store = Store.inMemory();
    private final List<String> greeted = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");

    private SilenceWatch node(ToIntFunction<String> greet) {
        return new SilenceWatch(store.values(), greet, () -> now);
    }

    private SilenceWatch node() {
        return node(occasion -> {
            greeted.add(occasion);
            return 1;
        });
    }

    private void pass(Duration time, SilenceWatch... nodes) {
        for (Instant end = now.plus(time); now.isBefore(end); now = now.plus(Duration.ofMinutes(1))) {
            for (SilenceWatch node : nodes) {
                node.beat();
            }
        }
    }

    @Test
    void greets_nobody_while_nobody_ever_spoke_or_somebody_does() {
        SilenceWatch node = node();
        pass(Duration.ofDays(3), node);

        for (int i = 0; i < 5; i++) {
            node.heard();
            pass(Duration.ofHours(23), node);
        }

        assertThat(greeted).isEmpty();
    }

    @Test
    void greets_once_for_each_day_of_silence_until_somebody_speaks() {
        SilenceWatch node = node();
        node.heard();
        pass(Duration.ofHours(76), node);

        assertThat(greeted)
                .containsExactly(
                        "silence 2026-11-21T09:00:00Z, day 1",
                        "silence 2026-11-21T09:00:00Z, day 2",
                        "silence 2026-11-21T09:00:00Z, day 3");
        node.heard();
        pass(Duration.ofHours(24), node);
        assertThat(greeted).hasSize(3);
        pass(Duration.ofHours(2), node);
        assertThat(greeted).hasSize(4);
    }

    @Test
    void a_request_within_the_hour_of_the_last_written_one_is_a_day_ago_before_anybody_is_greeted() {
        SilenceWatch node = node();
        node.heard();
        pass(Duration.ofMinutes(59), node);
        node.heard();

        pass(Duration.ofHours(24), node);

        assertThat(greeted).isEmpty();
    }

    @Test
    void all_nodes_go_by_what_any_of_them_heard() {
        SilenceWatch one = node();
        SilenceWatch other = node();
        for (int i = 0; i < 4; i++) {
            one.heard();
            pass(Duration.ofHours(20), one, other);
        }

        assertThat(greeted).isEmpty();
    }

    @Test
    void a_new_start_and_another_node_greet_on_the_same_occasion() {
        SilenceWatch before = node();
        before.heard();
        pass(Duration.ofHours(26), before);

        pass(Duration.ofMinutes(2), node(), node());

        Set<String> occasions = new HashSet<>(greeted);
        assertThat(occasions)
                .as("by which a store that saw the one leaves out the others")
                .containsExactly("silence 2026-11-21T09:00:00Z, day 1");
    }

    @Test
    void whoever_fails_amid_greeting_goes_on_at_the_next_beat() {
        SilenceWatch before = node();
        before.heard();
        before.beat();
        now = now.plus(Duration.ofHours(25));
        SilenceWatch failing = node(occasion -> {
            greeted.add(occasion);
            if (greeted.size() == 1) {
                throw new IllegalStateException("the disk is full");
            }
            return 1;
        });

        assertThatThrownBy(failing::beat).hasMessage("the disk is full");
        failing.beat();
        failing.beat();

        assertThat(greeted).hasSize(2).containsOnly("silence 2026-11-21T09:00:00Z, day 1");
    }

    @Test
    void while_nobody_could_speak_is_no_silence() {
        SilenceWatch node = node();
        node.beginAnew();
        assertThat(store.values().find(SilenceWatch.HEARD)).isEmpty();
        node.heard();
        node.beat();
        now = now.plus(Duration.ofDays(3));

        node.beginAnew();
        pass(Duration.ofHours(24), node);

        assertThat(greeted).isEmpty();
    }

    @Test
    void a_word_from_the_future_or_none_at_all_is_replaced() {
        for (String odd : List.of("2027-11-21T09:00:00Z", "yesterday")) {
            store.values().put(SilenceWatch.HEARD, store.values().find(SilenceWatch.HEARD), Body.of(odd));

            node().beat();

            assertThat(store.values().find(SilenceWatch.HEARD)).contains(Body.of("2026-11-21T09:00:00Z"));
        }
        assertThat(greeted).isEmpty();
    }
}
