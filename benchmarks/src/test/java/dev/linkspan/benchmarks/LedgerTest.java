package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The crash run is only worth what its ledger notices. */
class LedgerTest {

    private final Plan plan = planWithALifeOfThree();
    private final int[] life = activitiesOfOneLife(plan);
    private final Ledger ledger = new Ledger(1, plan);

    @Test
    void is_settled_when_everything_came_in_order() {
        IntStream.range(0, plan.activities()).forEach(this::arrives);

        assertThat(ledger.violations()).isZero();
        assertThat(ledger.missing(0, plan.activities())).isZero();
        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.whenSettled()).isDone();
    }

    @Test
    void misses_what_never_came() {
        IntStream.range(0, plan.activities()).filter(a -> a != life[2]).forEach(this::arrives);

        assertThat(ledger.missing(0, plan.activities())).isEqualTo(1);
        assertThat(ledger.isSettled()).isFalse();
        assertThat(ledger.whenReceived(plan.activities())).isNotDone();
    }

    @Test
    void notes_a_step_that_overtakes_the_one_before_it() {
        arrives(life[1]);

        assertThat(ledger.violations()).isEqualTo(1);
        assertThat(ledger.described()).singleElement().asString().startsWith("gap:");
    }

    @Test
    void notes_a_step_back_within_one_life() {
        arrives(life[0]);
        arrives(life[1]);
        arrives(life[0]);

        assertThat(ledger.violations()).isEqualTo(1);
        assertThat(ledger.described()).singleElement().asString().startsWith("order:");
    }

    @Test
    void notes_a_step_left_out_of_a_repetition() {
        arrives(life[0]);
        arrives(life[1]);
        arrives(life[2]);
        ledger.nextLife();
        arrives(life[0]);
        arrives(life[2]);

        assertThat(ledger.violations()).isEqualTo(1);
    }

    @Test
    void takes_the_same_step_twice_as_a_repeat() {
        arrives(life[0]);
        arrives(life[0]);
        arrives(life[1]);

        assertThat(ledger.violations()).isZero();
        assertThat(ledger.repeats()).isEqualTo(1);
        assertThat(ledger.distinct()).isEqualTo(2);
    }

    @Test
    void lets_a_new_life_go_back_but_is_not_settled_before_the_last_step_came_again() {
        IntStream.range(0, plan.activities()).forEach(this::arrives);

        ledger.nextLife();
        arrives(life[1]);
        assertThat(ledger.isSettled()).isFalse();
        assertThat(ledger.whenSettled()).isNotDone();

        arrives(life[2]);
        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.violations()).isZero();
        assertThat(ledger.repeats()).isEqualTo(2);
    }

    private void arrives(int activity) {
        ledger.arrived(0, activity, 1 + activity);
    }

    private static Plan planWithALifeOfThree() {
        return Plan.lives(50, new Random(1));
    }

    private static int[] activitiesOfOneLife(Plan plan) {
        int[] last = plan.lastSteps();
        int object = IntStream.range(0, plan.objects())
                .filter(o -> last[o] == 2)
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, plan.activities())
                .filter(a -> plan.step(a).object() == object)
                .toArray();
    }
}
