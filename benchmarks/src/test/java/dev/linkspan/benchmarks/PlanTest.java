package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void lets_each_object_begin_with_a_create_and_end_with_its_delete() {
        Plan plan = Plan.lives(500, new Random(7));

        Map<Integer, Plan.Step> latest = new HashMap<>();
        int updates = 0;
        int deletes = 0;
        for (int activity = 0; activity < plan.activities(); activity++) {
            Plan.Step step = plan.step(activity);
            Plan.Step before = latest.put(step.object(), step);
            assertThat(step.kind() == Plan.Kind.CREATE).isEqualTo(before == null);
            assertThat(step.step()).isEqualTo(before == null ? 0 : before.step() + 1);
            assertThat(before == null || before.kind() != Plan.Kind.DELETE).isTrue();
            updates += step.kind() == Plan.Kind.UPDATE ? 1 : 0;
            deletes += step.kind() == Plan.Kind.DELETE ? 1 : 0;
        }
        assertThat(plan.activities()).isEqualTo(500);
        assertThat(latest).hasSize(plan.objects());
        assertThat(updates).isGreaterThan(50);
        assertThat(deletes).isGreaterThan(50);
    }

    @Test
    void is_the_same_for_the_same_seed() {
        Plan one = Plan.lives(100, new Random(3));
        Plan other = Plan.lives(100, new Random(3));

        for (int activity = 0; activity < 100; activity++) {
            assertThat(one.step(activity)).isEqualTo(other.step(activity));
        }
    }
}
