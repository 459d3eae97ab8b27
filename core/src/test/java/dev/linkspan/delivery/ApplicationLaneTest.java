package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.Audience;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How the application gets its entries. */
class ApplicationLaneTest {

    private static final Handled DONE = new Handled.Done();
    private static final Handled LATER = new Handled.Later("not now");

    private final Rig rig = new Rig();
    private final List<String> handled = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();
    private Function<String, Handled> verdict = text -> DONE;
    private Runnable onDeadLetter = () -> {};

    private final ApplicationLane application = new ApplicationLane() {
        @Override
        public Handled handle(LogEntry entry) {
            String text = entry.received().orElseThrow().text();
            handled.add(text);
            return verdict.apply(text);
        }

        @Override
        public void deadLetter(LogEntry entry, int attempts, String reason) {
            onDeadLetter.run();
            dead.add(entry.received().orElseThrow().text() + " after " + attempts + ": " + reason);
        }
    };

    private Rig start() {
        rig.application = Optional.of(application);
        return rig.start();
    }

    private long append(String text) {
        return append(text, "object of " + text);
    }

    private long append(String text, String orderKey) {
        return rig.append(text, orderKey, new Audience.Application("note of " + text));
    }

    private LaneProgress written() {
        return rig.store.lanes().find(Lane.APPLICATION).orElseThrow().progress();
    }

    @Test
    void is_handed_what_is_for_it_and_nothing_is_posted() {
        try (Rig started = start()) {
            rig.subscribe("subscriber.example");
            append("one");
            append("two");
            started.time.advance(Duration.ofSeconds(1));

            assertThat(handled).containsExactlyInAnyOrder("one", "two");
            assertThat(rig.transport.sent).isEmpty();
            assertThat(rig.reports).isEmpty();
            assertThat(written().cursor()).isEqualTo(2);
            assertThat(rig.delivery.status().totals().inFlight()).isZero();
        }
    }

    @Test
    void is_handed_what_came_while_nobody_ran() {
        append("one");
        try (Rig started = start()) {
            assertThat(handled).containsExactly("one");
            assertThat(started.lane(Lane.APPLICATION).lag()).isZero();
        }
    }

    @Test
    void is_handed_a_failed_entry_again_later_while_others_go_on() {
        try (Rig started = start()) {
            verdict = text -> text.equals("poison") && handled.size() < 3 ? LATER : DONE;
            long poison = append("poison");
            append("good");
            started.time.advance(Duration.ofSeconds(1));
            assertThat(handled).containsExactly("poison", "good");
            assertThat(written().cursor()).isEqualTo(2);
            assertThat(written().stragglers()).singleElement().satisfies(straggler -> {
                assertThat(straggler.offset()).isEqualTo(poison);
                assertThat(straggler.attempts()).isEqualTo(1);
            });

            started.time.advance(Duration.ofSeconds(20));

            assertThat(handled).containsExactly("poison", "good", "poison");
            assertThat(written().stragglers()).isEmpty();
        }
    }

    @Test
    void keeps_the_order_among_entries_about_one_object() {
        try (Rig started = start()) {
            verdict = text -> text.equals("create") && handled.size() < 3 ? LATER : DONE;
            append("create", "note");
            append("delete", "note");
            append("other");
            started.time.advance(Duration.ofHours(1));

            assertThat(handled).containsExactly("create", "other", "create", "delete");
        }
    }

    @Test
    void takes_what_an_application_throws_for_a_wish_to_try_again() {
        try (Rig started = start()) {
            verdict = text -> {
                if (handled.size() == 1) {
                    throw new IllegalStateException("a bug");
                }
                if (handled.size() == 2) {
                    throw new StackOverflowError("a deep one");
                }
                return DONE;
            };
            append("one");
            started.time.advance(Duration.ofHours(1));

            assertThat(handled).containsExactly("one", "one", "one");
            assertThat(dead).isEmpty();
            assertThat(started.lane(Lane.APPLICATION).lag()).isZero();
        }
    }

    @Test
    void is_asked_no_more_after_so_many_attempts_and_keeps_a_dead_letter() {
        rig.settings = Rig.settings().applicationAttempts(3).build();
        try (Rig started = start()) {
            verdict = text -> LATER;
            append("poison");
            started.time.advance(Duration.ofDays(1));

            assertThat(handled).containsExactly("poison", "poison", "poison");
            assertThat(dead).containsExactly("poison after 3: not now");
            assertThat(written().cursor()).isEqualTo(1);
            assertThat(written().stragglers()).isEmpty();
        }
    }

    @Test
    void counts_the_attempts_over_a_crash() {
        rig.settings = Rig.settings().applicationAttempts(4).build();
        try (Rig started = start()) {
            verdict = text -> LATER;
            append("poison");
            started.time.advance(Duration.ofSeconds(20));
            assertThat(handled).hasSize(2);
            started.crash();
            started.start();
            started.time.advance(Duration.ofDays(1));

            assertThat(handled).hasSize(4);
            assertThat(dead).containsExactly("poison after 4: not now");
        }
    }

    @Test
    void keeps_a_dead_letter_at_once_of_what_it_will_never_take() {
        try (Rig started = start()) {
            verdict = text -> new Handled.Never("nonsense");
            append("one");
            started.time.advance(Duration.ofDays(1));

            assertThat(handled).containsExactly("one");
            assertThat(dead).containsExactly("one after 1: nonsense");
        }
    }

    @Test
    void tries_to_keep_a_dead_letter_until_it_is_kept_and_does_not_ask_again() {
        try (Rig started = start()) {
            verdict = text -> new Handled.Never("nonsense");
            boolean[] full = {true};
            onDeadLetter = () -> {
                if (full[0]) {
                    throw new IllegalStateException("the disk is full");
                }
            };
            append("one");
            started.time.advance(Duration.ofHours(12));
            assertThat(dead).isEmpty();
            assertThat(written().stragglers()).hasSize(1);

            full[0] = false;
            started.time.advance(Duration.ofHours(7));

            assertThat(handled).containsExactly("one");
            assertThat(dead).containsExactly("one after 1: nonsense");
            assertThat(written().stragglers()).isEmpty();
        }
    }

    @Test
    void is_never_paused_suspended_or_abandoned_however_long_all_fails() {
        rig.settings = Rig.settings().applicationAttempts(1_000).build();
        try (Rig started = start()) {
            verdict = text -> LATER;
            for (int i = 0; i < 40; i++) {
                append("entry " + i);
            }
            started.time.advance(Duration.ofDays(60));
            assertThat(started.events).isEmpty();

            handled.clear();
            verdict = text -> DONE;
            append("fresh");

            assertThat(handled).as("at once").containsExactly("fresh");
            started.time.advance(Duration.ofHours(7));
            assertThat(handled).hasSize(41);
            assertThat(written().failures()).isZero();
            assertThat(written().nextAttempt()).isEmpty();
        }
    }

    @Test
    void waits_with_its_cursor_when_too_much_fails_and_gives_nothing_up() {
        rig.settings = Rig.settings()
                .maxStragglers(1)
                .applicationWindow(2)
                .applicationAttempts(1_000)
                .build();
        try (Rig started = start()) {
            verdict = text -> LATER;
            for (int i = 0; i < 100; i++) {
                append("entry " + i);
            }
            started.time.advance(Duration.ofDays(1));

            assertThat(written().stragglers()).hasSize(Backlog.LASTING_STRAGGLERS);
            assertThat(written().cursor()).isLessThan(30);
            rig.store.log().trim(Instant.MAX, Instant.MAX, Instant.MIN, Instant.MIN);

            verdict = text -> DONE;
            handled.clear();
            started.time.advance(Duration.ofDays(2));
            assertThat(handled).hasSize(100).doesNotHaveDuplicates();
            assertThat(dead).isEmpty();
        }
    }

    @Test
    void is_not_kept_waiting_by_hosts_that_hang() {
        rig.settings = Rig.settings().maxInFlight(1).build();
        try (Rig started = start()) {
            rig.subscribe("slow.example");
            rig.transport.holding = true;
            started.append("post");
            assertThat(rig.transport.held).hasSize(1);

            append("one");

            assertThat(handled).containsExactly("one");
        }
    }

    @Test
    void is_handed_so_many_at_once_and_keeps_no_post_waiting_meanwhile() {
        rig.settings = Rig.settings().applicationWindow(3).maxInFlight(3).build();
        try (Rig started = start()) {
            rig.subscribe("a.example");
            started.holdingHandlers = true;
            for (int i = 0; i < 10; i++) {
                append("entry " + i);
            }
            started.append("post");
            started.time.advance(Duration.ofHours(1));

            assertThat(started.heldHandlers).hasSize(3);
            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("post");
            assertThat(started.lane(Lane.APPLICATION).inFlight()).isEqualTo(3);
            assertThat(rig.delivery.status().totals().inFlight()).as("posts").isZero();

            started.heldHandlers.removeFirst().run();
            started.time.settle();
            assertThat(started.heldHandlers).as("another in its place").hasSize(3);
            assertThat(handled).containsExactly("entry 0");
        }
    }

    @Test
    void is_handed_nothing_more_about_an_object_while_it_is_at_it() {
        try (Rig started = start()) {
            started.holdingHandlers = true;
            append("create", "note");
            append("update", "note");
            append("other");
            started.time.advance(Duration.ofMinutes(1));

            assertThat(started.heldHandlers).hasSize(2);
        }
    }

    @Test
    void is_handed_again_after_a_crash_what_it_was_at() {
        try (Rig started = start()) {
            append("zero");
            started.time.advance(Duration.ofSeconds(1));
            started.holdingHandlers = true;
            append("one");
            started.time.advance(Duration.ofSeconds(1));
            started.crash();
            started.holdingHandlers = false;
            started.start();

            assertThat(handled).containsExactly("zero", "one");
        }
    }

    @Test
    void wakes_nobody_else_and_lets_others_step_over_what_was_for_it() {
        ProbedStore store = new ProbedStore(rig.store);
        rig.store = store;
        rig.settings = Rig.settings().tailBytes(40_000).build();
        try (Rig started = start()) {
            started.subscribe("a.example");
            append("first");
            started.time.advance(Duration.ofSeconds(1));
            store.calls.clear();
            store.entriesRead.clear();

            for (int i = 0; i < 1_000; i++) {
                append("entry " + i);
            }

            assertThat(handled).hasSize(1_001);
            assertThat(store.calls).containsOnly("append", "read");
            assertThat(started.lane("a.example").cursor()).isZero();
            started.time.advance(Duration.ofMinutes(1));
            assertThat(rig.store.lanes().all())
                    .hasSize(2)
                    .allMatch(lane -> lane.progress().cursor() == 1_001);
            started.append("post");
            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("post");
            // Each once, as it came, though the end of the log in memory holds but a few.
            assertThat(store.entriesRead).hasSize(1_001);
        }
    }

    @Test
    void lets_a_destination_that_comes_back_read_only_what_went_out() {
        ProbedStore store = new ProbedStore(rig.store);
        rig.store = store;
        rig.settings = Rig.settings().tailBytes(200_000).build();
        rig.subscribe("a.example");
        rig.append("before");
        for (int i = 0; i < 1_000; i++) {
            append("entry " + i);
        }
        rig.append("after");
        try (Rig started = start()) {
            assertThat(started.transport.bodiesTo("a.example")).containsExactly("before", "after");
            assertThat(handled).hasSize(1_000);
            assertThat(store.entriesRead).hasSizeLessThan(1_100);
        }
    }

    @Test
    void waits_for_an_application_where_there_is_none() {
        try (Rig started = rig.start()) {
            rig.subscribe("a.example");
            append("one");
            started.append("post");
            started.time.advance(Duration.ofMinutes(5));
            assertThat(started.transport.bodiesTo("a.example")).containsExactly("post");
            assertThat(written().cursor()).isZero();

            started.crash();
            start();

            assertThat(handled).containsExactly("one");
        }
    }

    @Test
    void goes_on_after_the_store_failed_when_an_entry_was_to_be_fetched() {
        ProbedStore store = new ProbedStore(rig.store);
        rig.store = store;
        rig.settings = Rig.settings().tailBytes(4_000).build();
        try (Rig started = start()) {
            verdict = text -> handled.size() == 1 ? LATER : DONE;
            append("one");
            for (int i = 0; i < 50; i++) {
                append("more " + i);
            }
            store.failing.add("at");
            started.time.advance(Duration.ofMinutes(1));
            assertThat(handled).hasSize(51);

            store.failing.clear();
            started.time.advance(Duration.ofMinutes(1));

            assertThat(handled).hasSize(52).endsWith("one");
            assertThat(dead).isEmpty();
        }
    }

    @Test
    void is_served_by_one_of_several_nodes_and_by_another_when_that_one_dies() {
        Cluster cluster = new Cluster();
        cluster.application = Optional.of(application);
        try (cluster) {
            cluster.join();
            cluster.join();
            cluster.store.log().append(rig.entry("one", "o", new Audience.Application("")));
            cluster.pass(Duration.ofSeconds(5));
            assertThat(handled).containsExactly("one");

            cluster.die(cluster.server(Lane.APPLICATION).orElseThrow());
            cluster.store.log().append(rig.entry("two", "o", new Audience.Application("")));
            cluster.pass(Duration.ofSeconds(15));

            assertThat(handled).containsExactly("one", "two");
        }
    }
}
