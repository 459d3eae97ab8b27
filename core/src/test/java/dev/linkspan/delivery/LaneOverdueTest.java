package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.store.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a subscriber that takes something, but too little. */
class LaneOverdueTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Exchange TOMORROW = status(429, "Retry-After", "86400");

    private final Rig rig = Rig.started();
    private Instant taken = Instant.MIN;

    @AfterEach
    void close() {
        rig.close();
    }

    /** Takes one post a day, and asks for a day of quiet at the next. */
    private Exchange onePostADay(ScriptedTransport.Sent sent) {
        if (taken.isAfter(sent.at().minus(Duration.ofHours(20)))) {
            return TOMORROW;
        }
        taken = sent.at();
        return status(202);
    }

    private void expire() {
        rig.subscribe("a.example");
        rig.transport.script = this::onePostADay;
        for (int i = 0; i < 100; i++) {
            rig.appendOf("Delete", "deletion " + i);
        }
        rig.time.advance(DAY.multipliedBy(29));
        assertThat(rig.events).isEmpty();
        assertThat(rig.lane("a.example").lag()).isPositive();

        rig.time.advance(DAY.multipliedBy(5));
        assertThat(rig.events).containsExactly("expired a.example");
    }

    /** What the relay does when it is told that a subscription expired. */
    private void reject() {
        rig.store
                .subscriptions()
                .remove("https://a.example/actor", Style.PUBLIC, List.of(rig.control("a.example", "Reject")));
        rig.time.settle();
    }

    @Test
    void a_host_that_takes_one_post_a_day_expires_when_the_oldest_has_waited_for_too_long() {
        expire();
        rig.transport.script = sent -> TOMORROW;
        reject();

        rig.time.advance(DAY.multipliedBy(3));

        assertThat(rig.transport.bodiesTo("a.example")).containsOnlyOnce("own Reject");
        assertThat(rig.store.lanes().all()).isEmpty();
        assertThat(rig.events).containsExactly("expired a.example");
    }

    @Test
    void a_host_that_follows_again_begins_anew() {
        expire();
        reject();
        rig.subscribe("a.example");
        rig.transport.script = sent -> status(202);
        rig.append("again");

        rig.time.advance(DAY.multipliedBy(3));

        assertThat(rig.transport.bodiesTo("a.example")).contains("again");
        assertThat(rig.events).containsExactly("expired a.example");
        assertThat(rig.lane("a.example").lag()).isZero();
    }

    @Test
    void an_entry_that_a_host_refuses_for_weeks_while_it_takes_all_others_ends_alone() {
        rig.subscribe("a.example");
        rig.transport.script = sent -> status(sent.body().equals("poison") ? 500 : 202);
        long poison = rig.appendOf("Delete", "poison");
        for (int day = 0; day < 29; day++) {
            rig.append("post " + day);
            rig.time.advance(DAY);
        }
        assertThat(rig.lane("a.example").stragglers()).isEqualTo(1);
        assertThat(rig.outcomes("a.example")).noneMatch(Outcome.GaveUp.class::isInstance);

        rig.time.advance(DAY.multipliedBy(2));

        assertThat(rig.lane("a.example").stragglers()).isZero();
        assertThat(rig.heard)
                .filteredOn(heard -> heard.outcome() instanceof Outcome.GaveUp)
                .singleElement()
                .satisfies(heard -> assertThat(heard.offset()).isEqualTo(poison));
        rig.store.log().trim(Instant.MIN, Instant.MAX, Instant.MIN, Instant.MIN);
        assertThat(rig.store.log().read(0, 100, 100_000)).isEmpty();
        assertThat(rig.events).isEmpty();
    }

    @Test
    void an_entry_that_a_host_refused_before_we_were_away_for_weeks_has_its_chances() {
        rig.subscribe("a.example");
        rig.transport.script = sent -> status(sent.body().equals("delete") ? 500 : 202);
        rig.appendOf("Delete", "delete");
        rig.append("post");
        rig.time.advance(DAY);
        assertThat(rig.lane("a.example").stragglers()).isEqualTo(1);
        rig.crash();
        rig.time.advance(DAY.multipliedBy(40));

        rig.transport.script = sent -> status(202);
        rig.start();
        rig.time.advance(DAY);

        assertThat(rig.transport.bodiesTo("a.example"))
                .filteredOn("delete"::equals)
                .hasSizeGreaterThan(1);
        assertThat(rig.outcomes("a.example")).noneMatch(Outcome.GaveUp.class::isInstance);
        assertThat(rig.lane("a.example").stragglers()).isZero();
    }

    @Test
    void what_waited_because_we_were_away_has_an_hour() {
        rig.subscribe("a.example");
        rig.transport.holding = true;
        rig.append("one");
        rig.crash();
        rig.time.advance(DAY.multipliedBy(40));

        rig.start();
        rig.time.advance(Duration.ofMinutes(50));
        assertThat(rig.transport.held).hasSize(1);
        rig.transport.answerNext();
        rig.time.advance(Duration.ofHours(3));

        assertThat(rig.events).isEmpty();
        assertThat(rig.lane("a.example").lag()).isZero();
    }
}
