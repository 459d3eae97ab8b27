package dev.linkspan.delivery;

import static dev.linkspan.delivery.TurnOrder.Kind.BEHIND;
import static dev.linkspan.delivery.TurnOrder.Kind.DOUBTFUL;
import static dev.linkspan.delivery.TurnOrder.Kind.FRESH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.delivery.TurnOrder.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnOrderTest {

    private final TurnOrder order = new TurnOrder();

    @Test
    void fresh_lanes_have_three_of_four_turns_while_others_catch_up() {
        assertThat(turns(8, Set.of(FRESH, BEHIND)))
                .containsExactly(FRESH, FRESH, BEHIND, FRESH, FRESH, FRESH, BEHIND, FRESH);
    }

    @Test
    void nobody_starves_when_all_wait() {
        List<Kind> turns = turns(500, Set.of(Kind.values()));

        assertThat(Collections.frequency(turns, FRESH)).isEqualTo(300);
        assertThat(Collections.frequency(turns, BEHIND)).isEqualTo(100);
        assertThat(Collections.frequency(turns, DOUBTFUL)).isEqualTo(100);
    }

    @Test
    void whoever_waits_alone_has_all_turns() {
        assertThat(turns(5, Set.of(DOUBTFUL))).containsOnly(DOUBTFUL);
        assertThat(order.next(kind -> false)).isEmpty();
    }

    @Test
    void nobody_saves_up_turns() {
        turns(1_000, Set.of(FRESH));
        turns(1_000, Set.of(BEHIND));

        assertThat(turns(4, Set.of(FRESH, BEHIND))).containsOnlyOnce(BEHIND);
    }

    @Test
    void a_turn_that_was_not_used_is_not_counted() {
        for (int i = 0; i < 100; i++) {
            assertThat(order.next(Set.of(FRESH, BEHIND)::contains)).contains(FRESH);
        }
        assertThat(turns(4, Set.of(FRESH, BEHIND))).containsOnlyOnce(BEHIND);
    }

    private List<Kind> turns(int count, Set<Kind> waiting) {
        List<Kind> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Kind next = order.next(waiting::contains).orElseThrow();
            order.took(next);
            turns.add(next);
        }
        return turns;
    }
}
