package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a subscriber that never comes back, and what it costs until then. */
class LaneExpiryTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Rig rig = Rig.started();

    @AfterEach
    void close() {
        rig.close();
    }

    private void fails() {
        rig.answers("dead.example", ScriptedTransport.failed(Exchange.Failure.CONNECT));
    }

    /** What the relay does when it is told that a subscription expired. */
    private void reject() {
        rig.store
                .subscriptions()
                .remove("https://dead.example/actor", Style.PUBLIC, List.of(rig.control("dead.example", "Reject")));
        rig.time.settle();
    }

    private void expire() {
        rig.subscribe("dead.example");
        fails();
        for (int day = 0; !rig.events.contains("expired dead.example"); day++) {
            assertThat(day).isLessThan(32);
            rig.append("post " + day);
            rig.time.advance(DAY);
        }
        reject();
    }

    private void append(String text, String type) {
        NewEntry e = rig.entry(text, "object of " + text, Rig.everyone());
        rig.store
                .log()
                .append(new NewEntry(
                        e.key(),
                        e.activityId(),
                        type,
                        e.orderKey(),
                        e.audience(),
                        e.received(),
                        e.own(),
                        e.undoes(),
                        e.acceptedAt()));
        rig.time.settle();
    }

    /** As housekeeping does. */
    private void trim() {
        Instant now = rig.time.instant();
        rig.store.log().trim(now.minus(DAY.multipliedBy(7)), now.minus(DAY), Instant.MIN, Instant.MIN);
    }

    private long inLog(String type) {
        return rig.store.log().read(0, 1000, Long.MAX_VALUE).stream()
                .map(LogEntry::type)
                .filter(type::equals)
                .count();
    }

    @Test
    void the_reject_of_an_expired_subscription_is_tried_and_then_the_lane_goes() {
        expire();
        assertThat(rig.transport.bodiesTo("dead.example")).doesNotContain("own Reject");

        rig.time.advance(DAY);

        assertThat(rig.transport.bodiesTo("dead.example")).containsOnlyOnce("own Reject");
        assertThat(rig.store.lanes().all()).isEmpty();
        assertThat(rig.delivery.status().lanes()).isEmpty();
        int sent = rig.transport.sent.size();
        rig.time.advance(DAY.multipliedBy(40));
        assertThat(rig.transport.sent).as("nothing is tried any more").hasSize(sent);
    }

    private void gone() {
        rig.subscribe("dead.example");
        rig.answers("dead.example", ScriptedTransport.status(410));
        rig.append("one");
        assertThat(rig.events).containsExactly("suspended dead.example");
    }

    @Test
    void what_could_not_end_is_told_again_until_it_can() {
        gone();
        rig.onExpired = () -> {
            throw new IllegalStateException("the disk is full");
        };
        rig.time.advance(DAY.multipliedBy(30).plusMinutes(2));
        long told = rig.events.stream().filter("expired dead.example"::equals).count();
        assertThat(told).isBetween(2L, 3L);

        rig.onExpired = () -> {};
        rig.time.advance(DAY);

        assertThat(rig.events).hasSize((int) told + 2).endsWith("expired dead.example");
    }

    @Test
    void whoever_ends_subscriptions_keeps_nobody_waiting_and_spares_who_came_back_meanwhile() {
        gone();
        rig.subscribe("fine.example");
        rig.holdingExpiries = true;
        rig.time.advance(DAY.multipliedBy(31));
        assertThat(rig.heldExpiries).hasSize(1);

        rig.append("two");
        assertThat(rig.transport.bodiesTo("fine.example")).endsWith("two");
        rig.answers("dead.example", ScriptedTransport.status(202));
        rig.time.advance(DAY);
        rig.heldExpiries.forEach(Runnable::run);

        assertThat(rig.events).doesNotContain("expired dead.example");
        assertThat(rig.transport.bodiesTo("dead.example")).endsWith("two");
    }

    @Test
    void a_host_that_follows_again_after_its_lane_went_is_served_like_a_new_one() {
        expire();
        rig.time.advance(DAY);
        rig.answers("dead.example", ScriptedTransport.status(202));

        rig.subscribe("dead.example");
        rig.append("again");

        assertThat(rig.transport.bodiesTo("dead.example")).endsWith("again");
        assertThat(rig.lane("dead.example").failures()).isZero();
        assertThat(rig.lane("dead.example").lag()).isZero();
    }

    @Test
    void a_host_that_follows_again_before_its_reject_arrived_is_served_at_once() {
        expire();
        rig.answers("dead.example", ScriptedTransport.status(202));
        int before = rig.transport.bodiesTo("dead.example").size();

        rig.delivery.inboundFrom("dead.example");
        rig.subscribe("dead.example");
        rig.append("again");

        List<String> all = rig.transport.bodiesTo("dead.example");
        assertThat(all.subList(before, all.size()))
                .as("nothing from before")
                .containsExactlyInAnyOrder("own Reject", "again");
        assertThat(rig.lane("dead.example").lag()).isZero();
    }

    @Test
    void an_answer_to_a_host_that_never_subscribed_does_not_stay_for_ever() {
        fails();
        rig.store.log().append(rig.control("dead.example", "Reject"));
        rig.time.settle();

        rig.time.advance(DAY.multipliedBy(32));
        trim();

        assertThat(rig.store.lanes().all()).isEmpty();
        assertThat(rig.store.log().read(0, 10, 1000)).isEmpty();
    }

    @Test
    void a_suspended_subscriber_holds_a_week_of_posts_and_the_deletions_until_it_expires() {
        rig.subscribe("dead.example");
        rig.subscribe("fine.example");
        fails();
        for (int day = 0; day < 25; day++) {
            append("post " + day, "Create");
            append("deletion " + day, "Delete");
            rig.time.advance(DAY);
            trim();
        }
        assertThat(inLog("Create")).isBetween(6L, 7L);
        assertThat(inLog("Delete")).isEqualTo(25);

        rig.time.advance(DAY.multipliedBy(6));
        assertThat(rig.events).contains("expired dead.example");
        reject();
        rig.time.advance(DAY.multipliedBy(2));
        rig.append("last");
        trim();

        assertThat(rig.store.log().read(0, 1000, Long.MAX_VALUE))
                .extracting(LogEntry::orderKey)
                .containsExactly("object of last");
    }
}
