package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Budgets of hosts. The number in names is that of docs/attacks.md. */
class HostBudgetTest {

    private Instant now = Instant.parse("2026-11-21T09:00:00Z");
    private final HostBudget budget = new HostBudget(2, 3, () -> now);

    @Test
    void gives_a_burst_and_then_as_much_as_comes_back() {
        assertThat(budget.take("a.example")).isTrue();
        assertThat(budget.take("a.example")).isTrue();
        assertThat(budget.take("a.example")).isTrue();
        assertThat(budget.take("a.example")).isFalse();
        assertThat(budget.take("b.example")).as("another host").isTrue();

        now = now.plusMillis(500);

        assertThat(budget.take("a.example")).isTrue();
        assertThat(budget.has("a.example")).isFalse();
    }

    @Test
    void q03_a_million_distinct_hosts_do_not_grow_it_beyond_its_cap() {
        for (int i = 0; i < 1_000_000; i++) {
            budget.take("h" + i + ".evil.example:" + (1 + i % 65_535));
        }

        assertThat(budget.size()).isLessThanOrEqualTo(20_000);
    }
}
