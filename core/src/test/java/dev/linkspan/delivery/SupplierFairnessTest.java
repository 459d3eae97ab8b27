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
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What one server sends that fails does not take the application's places from what others send. */
class SupplierFairnessTest {

    /** Beside the cursor, with the settings of this test; an eighth of it is a share. */
    private static final int PLACES = 2 * Backlog.LASTING_STRAGGLERS;

    private static final int SHARE = PLACES / SupplierShares.PART;

    private final Rig rig = new Rig();
    private final List<String> asked = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();
    private Predicate<String> fails = text -> true;
    private Predicate<String> unheard = text -> false;

    private final ApplicationLane application = new ApplicationLane() {
        @Override
        public Handled handle(LogEntry entry) {
            String text = text(entry);
            asked.add(text);
            if (fails.test(text)) {
                return new Handled.Later("as scripted");
            }
            done.add(text);
            return new Handled.Done(!unheard.test(text));
        }

        @Override
        public void deadLetter(LogEntry entry, int attempts, String reason) {
            dead.add(text(entry) + " after " + attempts + ": " + reason);
        }

        private String text(LogEntry entry) {
            return entry.received().orElseThrow().text();
        }
    };

    private Rig start() {
        rig.application = Optional.of(application);
        rig.settings = Rig.settings().maxStragglers(2).applicationWindow(4).build();
        return rig.start();
    }

    /** About an object of its own. */
    private void append(String supplier, int number) {
        append(supplier, number, supplier + " object " + number);
    }

    private void append(String supplier, int number, String orderKey) {
        rig.append(supplier + " " + number, orderKey, new Audience.Application(supplier, "note"));
    }

    private LaneProgress written() {
        rig.time.advance(Duration.ofSeconds(1));
        return rig.store.lanes().find(Lane.APPLICATION).orElseThrow().progress();
    }

    private static String early(String supplier, int number, int attempts) {
        return supplier + " " + number + " after " + attempts + ": given up early: too much of " + supplier + " fails";
    }

    @Test
    void a_flood_about_many_objects_neither_holds_the_cursor_nor_takes_others_places() {
        Set<String> goodOnes = Set.of("good 7", "good 77", "good 177", "good 577");
        fails = text -> text.startsWith("evil") || goodOnes.contains(text);
        try (Rig started = start()) {
            for (int i = 0; i < 3_000; i++) {
                if (i % 5 == 0) {
                    append("good", i / 5);
                }
                append("evil", i);
            }

            assertThat(written().cursor()).isEqualTo(3_600);
            assertThat(done).hasSize(596);
            assertThat(dead)
                    .as("the good one's four stand aside as well")
                    .hasSize(3_000 - (PLACES - 4))
                    .allMatch(letter -> letter.endsWith(" after 1: given up early: too much of evil fails"));
            fails = text -> text.startsWith("evil");
            started.time.advance(Duration.ofHours(2));
            assertThat(done).hasSize(600).allMatch(text -> text.startsWith("good"));
        }
    }

    @Test
    void a_flood_behind_its_own_failures_does_not_hold_the_cursor_either() {
        fails = text -> text.startsWith("evil");
        try (Rig started = start()) {
            for (int i = 0; i < PLACES + 200; i++) {
                append("good", i);
                append("evil", i, "evil object " + i % PLACES);
            }

            assertThat(written().cursor()).isEqualTo(2 * (PLACES + 200));
            assertThat(dead).hasSize(200).contains(early("evil", PLACES, 0));
            assertThat(started.lane(Lane.APPLICATION).lag()).isZero();
        }
    }

    /** Everything of everybody fails for a while, and six of ten come from one server. */
    @Test
    void an_outage_is_nobodys_fault() {
        fails = text -> false;
        try (Rig started = start()) {
            appendTraffic(0, 60);
            fails = text -> true;
            appendTraffic(60, 460);
            started.time.advance(Duration.ofMinutes(30));

            assertThat(dead).isEmpty();
            assertThat(done).hasSize(60);

            fails = text -> text.equals("server9 69");
            started.time.advance(Duration.ofMinutes(30));
            appendTraffic(460, 560);
            started.time.advance(Duration.ofHours(6));

            assertThat(done).hasSize(559).doesNotHaveDuplicates();
            assertThat(dead).containsExactly("server9 69 after 10: as scripted");
        }
    }

    private void appendTraffic(int from, int to) {
        for (int i = from; i < to; i++) {
            append(i % 10 < 6 ? "big" : "server" + i % 10, i);
        }
    }

    @Test
    void what_nobody_hears_of_does_not_show_that_the_application_works() {
        fails = text -> text.startsWith("big");
        unheard = text -> text.startsWith("other");
        try (Rig started = start()) {
            for (int i = 0; i < 2 * PLACES; i++) {
                append("other", i);
                append("big", i);
            }
            assertThat(dead).isEmpty();

            fails = text -> false;
            started.time.advance(Duration.ofHours(2));

            assertThat(done).hasSize(4 * PLACES).doesNotHaveDuplicates();
            assertThat(dead).isEmpty();
        }
    }

    @Test
    void a_single_server_whose_entries_all_fail_may_be_an_outage() {
        try (Rig started = start()) {
            append("good", 0);
            for (int i = 0; i < 2 * PLACES; i++) {
                append("big", i);
            }
            assertThat(dead).isEmpty();

            fails = text -> false;
            started.time.advance(Duration.ofHours(2));

            assertThat(done).hasSize(2 * PLACES + 1).doesNotHaveDuplicates();
        }
    }

    @Test
    void gives_nothing_up_where_all_fail_and_none_has_more_than_its_share() {
        try (Rig started = start()) {
            for (int i = 0; i < 10 * SHARE; i++) {
                append("server" + i % 10, i);
            }
            assertThat(dead).isEmpty();
            assertThat(written().cursor()).as("waits").isLessThan(10 * SHARE);

            fails = text -> false;
            started.time.advance(Duration.ofHours(2));

            assertThat(done).hasSize(10 * SHARE).doesNotHaveDuplicates();
        }
    }

    @Test
    void who_may_take_what_nobody_else_wants_takes_all() {
        try (Rig started = start()) {
            for (int i = 0; i < PLACES; i++) {
                append("evil", i);
            }
            assertThat(dead).isEmpty();

            fails = text -> false;
            started.time.advance(Duration.ofHours(2));

            assertThat(done).hasSize(PLACES);
        }
    }

    @Test
    void knows_whose_places_are_taken_after_a_crash() {
        try (Rig started = start()) {
            for (int i = 0; i < PLACES; i++) {
                append("evil", i);
            }
            written();
            started.crash();
            started.start();

            fails = text -> text.startsWith("evil");
            append("good", 0);
            append("evil", PLACES);
            assertThat(dead).as("it may be the application").isEmpty();
            append("good", 1);

            assertThat(dead).containsExactly(early("evil", PLACES, 1));
            assertThat(written().cursor()).isEqualTo(PLACES + 3);
        }
    }

    @Test
    void what_is_our_own_has_no_share() {
        try (Rig started = start()) {
            for (int i = 0; i < PLACES + 10; i++) {
                append("", i);
            }

            assertThat(dead).isEmpty();
            assertThat(started.lane(Lane.APPLICATION).lag()).isPositive();
        }
    }

    @Test
    void half_of_the_handlers_are_not_for_what_failed_before() {
        try (Rig started = start()) {
            for (int i = 0; i < 10; i++) {
                append("evil", i);
            }
            started.holdingHandlers = true;
            started.time.advance(Duration.ofMinutes(1));
            assertThat(started.heldHandlers).as("of four").hasSize(2);
            append("good", 0);
            append("good", 1);
            assertThat(started.heldHandlers).hasSize(4);

            fails = text -> false;
            started.holdingHandlers = false;
            while (!started.heldHandlers.isEmpty()) {
                started.heldHandlers.removeFirst().run();
                started.time.settle();
            }
            started.time.advance(Duration.ofHours(1));

            assertThat(done).hasSize(12).doesNotHaveDuplicates();
            assertThat(started.lane(Lane.APPLICATION).lag()).isZero();
        }
    }
}
