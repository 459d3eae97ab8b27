package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.Audience;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the application's lane does with many entries about one object, of which those that a stranger sent all fail. */
class ApplicationFloodTest {

    private static final String EVIL = "relation evil";

    /** One that fails and those that wait for it. */
    private static final int HELD = 1 + Backlog.MAX_WAITING;

    private final Rig rig = new Rig();
    private final List<String> asked = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();
    private Predicate<String> fails = text -> text.startsWith("evil");
    private boolean keepsLetters = true;

    private final ApplicationLane application = new ApplicationLane() {
        @Override
        public Handled handle(LogEntry entry) {
            String text = text(entry);
            asked.add(text);
            if (fails.test(text)) {
                return new Handled.Later("as scripted");
            }
            done.add(text);
            return new Handled.Done();
        }

        @Override
        public void deadLetter(LogEntry entry, int attempts, String reason) {
            if (!keepsLetters) {
                throw new IllegalStateException("the disk is full");
            }
            dead.add(text(entry) + " after " + attempts + ": " + reason);
        }

        private String text(LogEntry entry) {
            return entry.received().orElseThrow().text();
        }
    };

    private Rig start() {
        rig.application = Optional.of(application);
        return rig.start();
    }

    private void append(String text, String orderKey) {
        rig.append(text, orderKey, new Audience.Application("note"));
    }

    private void appendEvil(int entries) {
        for (int i = 1; i <= entries; i++) {
            append("evil " + i, EVIL);
        }
    }

    private static Stream<String> evil(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> "evil " + i);
    }

    private static String surplus(String text) {
        return text + " after 0: never handed over: one with its order key fails, and 16 wait for that already";
    }

    private LaneProgress written() {
        return rig.store.lanes().find(Lane.APPLICATION).orElseThrow().progress();
    }

    /** Others are served at once, now and for days. */
    private void servesOthers() {
        for (int hour = 0; hour < 48; hour++) {
            append("good " + hour, "object " + hour);
            assertThat(done).as("after %d hours", hour).hasSize(hour + 1).endsWith("good " + hour);
            rig.time.advance(Duration.ofHours(1));
        }
    }

    @Test
    void serves_others_after_as_many_entries_about_one_object_as_it_reads_ahead_twice() {
        try (Rig started = start()) {
            appendEvil(128);

            servesOthers();

            assertThat(started.lane(Lane.APPLICATION).lag()).isZero();
        }
    }

    @Test
    void serves_others_after_thousands_of_entries_about_one_object_that_came_one_by_one() {
        try (Rig started = start()) {
            appendEvil(3_000);
            assertThat(dead)
                    .containsExactlyElementsOf(evil(HELD + 1, 3_000)
                            .map(ApplicationFloodTest::surplus)
                            .toList());
            started.time.advance(Duration.ofSeconds(1));
            assertThat(written().cursor()).isEqualTo(3_000);
            assertThat(written().stragglers()).hasSize(HELD);

            servesOthers();

            assertThat(asked.stream().filter(fails).distinct())
                    .containsExactlyElementsOf(evil(1, HELD).toList());
            assertThat(dead).as("each once").hasSize(3_000).doesNotHaveDuplicates();
            assertThat(written().stragglers()).isEmpty();
        }
    }

    @Test
    void serves_others_after_thousands_of_entries_about_one_object_that_waited_for_its_start() {
        appendEvil(3_000);
        try (Rig started = start()) {
            assertThat(dead).hasSize(3_000 - HELD).startsWith(surplus("evil " + (HELD + 1)));

            servesOthers();

            assertThat(asked.stream().filter(fails).distinct())
                    .containsExactlyElementsOf(evil(1, HELD).toList());
            assertThat(dead).hasSize(3_000).doesNotHaveDuplicates();
            assertThat(started.lane(Lane.APPLICATION).lag()).isZero();
        }
    }

    @Test
    void serves_others_though_entries_about_many_objects_wait() {
        try (Rig started = start()) {
            fails = text -> text.startsWith("bad");
            for (int i = 0; i < 300; i++) {
                append("bad " + i, "bad object " + i % 100);
            }

            append("good", "object");

            assertThat(done).containsExactly("good");
            started.time.advance(Duration.ofSeconds(1));
            assertThat(written().cursor()).isEqualTo(301);
            assertThat(dead).isEmpty();
        }
    }

    @Test
    void loses_nothing_of_a_flood_in_crashes() {
        try (Rig started = start()) {
            for (int i = 1; i <= 300; i++) {
                append("evil " + i, EVIL);
                if (i % 37 == 0) {
                    started.crash();
                    started.start();
                }
            }
            started.time.advance(Duration.ofDays(4));

            assertThat(dead.stream().map(letter -> letter.substring(0, letter.indexOf(" after"))))
                    .containsAll(evil(1, 300).toList());
            assertThat(written().cursor()).isEqualTo(300);
            assertThat(written().stragglers()).isEmpty();
        }
    }

    @Test
    void keeps_what_is_too_much_until_its_dead_letter_is_kept() {
        try (Rig started = start()) {
            keepsLetters = false;
            appendEvil(HELD + 2);
            started.time.advance(Duration.ofMinutes(1));
            assertThat(dead).isEmpty();
            assertThat(written().stragglers()).hasSize(HELD + 2);

            started.crash();
            started.start();
            keepsLetters = true;
            started.time.advance(Duration.ofMinutes(10));

            assertThat(dead).containsExactlyInAnyOrder(surplus("evil " + (HELD + 1)), surplus("evil " + (HELD + 2)));
            assertThat(asked).containsOnly("evil 1");
        }
    }

    @Test
    void hands_over_in_order_what_waited_and_what_comes_afterwards() {
        try (Rig started = start()) {
            appendEvil(40);
            started.time.advance(Duration.ofMinutes(5));
            fails = text -> false;
            started.time.advance(Duration.ofHours(1));
            append("evil 41", EVIL);

            assertThat(done)
                    .containsExactlyElementsOf(
                            Stream.concat(evil(1, HELD), Stream.of("evil 41")).toList());
            assertThat(dead).hasSize(40 - HELD);
        }
    }

    @Test
    void keeps_the_order_around_what_is_not_a_dead_letter_yet() {
        try (Rig started = start()) {
            appendEvil(HELD);
            started.holdingHandlers = true;
            append("surplus", EVIL);
            Runnable letter = started.heldHandlers.removeFirst();
            started.time.advance(Duration.ofSeconds(20));
            fails = text -> text.equals("evil 2");
            runHeld();
            append("last", EVIL);

            letter.run();
            started.time.settle();
            assertThat(dead).containsExactly(surplus("surplus"));
            assertThat(started.heldHandlers).as("evil 2").hasSize(1);
            runHeld();
            started.time.advance(Duration.ofSeconds(1));
            assertThat(written().cursor()).as("the last steps aside as well").isEqualTo(HELD + 2);

            fails = text -> false;
            started.holdingHandlers = false;
            started.time.advance(Duration.ofHours(1));
            assertThat(done)
                    .containsExactlyElementsOf(
                            Stream.concat(evil(1, HELD), Stream.of("last")).toList());
        }
    }

    /** What the application is at comes to its end. */
    private void runHeld() {
        rig.heldHandlers.removeFirst().run();
        rig.time.settle();
    }

    @Test
    void hands_over_any_number_about_one_object_as_long_as_none_fails() {
        appendEvil(500);
        fails = text -> false;
        try (Rig started = start()) {
            assertThat(done).containsExactlyElementsOf(evil(1, 500).toList());
            assertThat(dead).isEmpty();
            assertThat(started.lane(Lane.APPLICATION).lag()).isZero();
        }
    }

    @Test
    void gives_up_nothing_of_many_objects_in_a_short_outage() {
        try (Rig started = start()) {
            fails = text -> true;
            for (int round = 0; round < 5; round++) {
                for (int object = 0; object < 300; object++) {
                    append(object + "." + round, "object " + object);
                }
                started.time.advance(Duration.ofMinutes(2));
            }
            fails = text -> false;
            started.time.advance(Duration.ofHours(2));

            assertThat(dead).isEmpty();
            assertThat(done).hasSize(1_500).doesNotHaveDuplicates();
            for (int object = 0; object < 300; object++) {
                String prefix = object + ".";
                assertThat(done.stream().filter(text -> text.startsWith(prefix)))
                        .containsExactly(prefix + 0, prefix + 1, prefix + 2, prefix + 3, prefix + 4);
            }
            assertThat(written().stragglers()).isEmpty();
        }
    }
}
