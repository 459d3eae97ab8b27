package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What holds a lane up, and what does not. */
class LaneProgressTest {

    @Test
    void a_dead_destination_does_not_delay_the_others() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("dead.example");
            rig.subscribe("live.example");
            rig.answers("dead.example", failed(Exchange.Failure.CONNECT));

            for (int i = 0; i < 100; i++) {
                rig.append("entry " + i);
            }

            assertThat(rig.transport.bodiesTo("live.example")).hasSize(100);
            assertThat(rig.lane("live.example").lag()).isZero();
            assertThat(rig.transport.bodiesTo("dead.example")).hasSizeLessThan(10);
            assertThat(rig.lane("dead.example").cursor()).isZero();
        }
    }

    @Test
    void delivers_everything_to_a_destination_that_comes_back() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.TIMEOUT));
            for (int i = 0; i < 50; i++) {
                rig.append("entry " + i);
            }
            rig.time.advance(Duration.ofDays(2));
            int tries = rig.transport.sent.size();

            rig.answers("a.example", status(202));
            rig.time.advance(Duration.ofHours(7));

            assertThat(tries).isLessThan(40);
            assertThat(rig.transport.bodiesTo("a.example").subList(tries, rig.transport.sent.size()))
                    .hasSize(50)
                    .doesNotHaveDuplicates();
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void a_delete_never_overtakes_its_create_even_over_retries() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script =
                    sent -> sent.body().equals("create") && rig.transport.sent.size() < 4 ? status(500) : status(202);

            rig.append("create", "note");
            rig.append("other");
            rig.append("update", "note");
            rig.append("delete", "note");
            rig.time.advance(Duration.ofHours(1));

            assertThat(rig.transport.bodiesTo("a.example"))
                    .filteredOn(body -> !body.equals("other"))
                    .startsWith("create", "create")
                    .endsWith("create", "update", "delete")
                    .filteredOn(body -> !body.equals("create"))
                    .hasSize(2);
            assertThat(rig.lane("a.example").stragglers()).isZero();
        }
    }

    @Test
    void a_poisonous_entry_does_not_hold_the_cursor() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.body().equals("poison") ? status(500) : status(202);

            long poison = rig.append("poison");
            for (int i = 0; i < 200; i++) {
                rig.append("entry " + i);
            }
            rig.time.advance(Duration.ofSeconds(2));

            assertThat(rig.transport.bodiesTo("a.example")).hasSize(201);
            assertThat(rig.lane("a.example").lag()).isZero();
            assertThat(rig.store
                            .lanes()
                            .find("a.example")
                            .orElseThrow()
                            .progress()
                            .stragglers())
                    .singleElement()
                    .satisfies(straggler -> assertThat(straggler.offset()).isEqualTo(poison));

            rig.time.advance(Duration.ofDays(8));

            assertThat(rig.outcomes("a.example")).last().isInstanceOf(Outcome.GaveUp.class);
            assertThat(rig.lane("a.example").stragglers()).isZero();
        }
    }

    @Test
    void a_poisonous_entry_alone_in_its_lane_does_not_delay_the_next_one() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.body().equals("poison") ? status(500) : status(202);
            rig.append("poison");
            rig.time.advance(Duration.ofHours(20));

            rig.append("good");

            assertThat(rig.transport.bodiesTo("a.example")).endsWith("good");
        }
    }

    @Test
    void the_probe_of_a_paused_lane_is_not_always_the_same_entry() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.TIMEOUT));
            rig.append("poison");
            rig.append("good");
            rig.time.advance(Duration.ofMinutes(5));
            rig.transport.script =
                    sent -> sent.body().equals("poison") ? failed(Exchange.Failure.TIMEOUT) : status(202);

            rig.time.advance(Duration.ofMinutes(30));

            assertThat(rig.outcomes("a.example")).contains(new Outcome.Delivered(202));
            assertThat(rig.lane("a.example").stragglers()).isEqualTo(1);
        }
    }

    @Test
    void a_full_set_of_stragglers_slows_the_lane_until_the_oldest_has_had_its_chances() {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxStragglers(3).build();
            rig.start();
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.body().startsWith("poison") ? status(500) : status(202);

            for (int i = 0; i < 20; i++) {
                rig.append("poison " + i);
                rig.append("good " + i);
                rig.time.advance(Duration.ofMinutes(1));
            }

            assertThat(rig.lane("a.example").stragglers()).isEqualTo(3);
            assertThat(rig.transport.bodiesTo("a.example")).contains("good 0", "good 19");
            assertThat(rig.outcomes("a.example")).anyMatch(Outcome.GaveUp.class::isInstance);
            assertThat(rig.transport.bodiesTo("a.example"))
                    .filteredOn("poison 0"::equals)
                    .hasSizeGreaterThanOrEqualTo(Backlog.STRAGGLER_ATTEMPTS);
        }
    }

    @Test
    void a_refused_entry_is_skipped() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> sent.body().equals("bad") ? status(422) : status(202);

            rig.append("bad");
            rig.append("good");
            rig.time.advance(Duration.ofDays(1));

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("bad", "good");
            assertThat(rig.lane("a.example").lag()).isZero();
            assertThat(rig.delivery.status().totals().refused()).isEqualTo(1);
        }
    }

    @Test
    void forbidden_addresses_are_refused_and_the_lane_goes_on() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(Exchange.Failure.FORBIDDEN));

            rig.append("one");
            rig.append("two");

            assertThat(rig.transport.sent).hasSize(2);
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @Test
    void a_fault_of_our_own_repeats_the_attempt_and_stops_nothing() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> {
                if (rig.transport.sent.size() == 1) {
                    throw new IllegalStateException("a bug");
                }
                return status(202);
            };

            rig.append("one");
            assertThat(rig.lane("a.example").failures()).isZero();
            rig.time.advance(Duration.ofSeconds(3));

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("one", "one");
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }
}
