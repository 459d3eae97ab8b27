package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.announced;
import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.cursor;
import static dev.linkspan.testkit.store.Entries.offsets;
import static dev.linkspan.testkit.store.Entries.own;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.sentAs;
import static dev.linkspan.testkit.store.Entries.undone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.AppendResult.Appended;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every form of the store forgets, and what it does not. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class TrimContract {

    /** For the test of a store. */
    protected TrimContract() {}

    /** Of each sort, forgotten by one call. */
    private static final int AT_MOST = 2_000;

    private static final Instant NEVER = Instant.MIN;
    private static final Instant AT_ONCE = Instant.MAX;
    private static final Instant LATER = NOW.plusSeconds(1);

    /** The store under test, empty before each test. */
    protected abstract Store store();

    private List<Long> left() {
        return offsets(store().log().read(0, 100, 1_000_000));
    }

    private void appendFiveWithLanes() {
        store().log()
                .append(List.of(
                        control("a.example", "https://r.example/1"),
                        control("b.example", "https://r.example/2"),
                        received("k3", NOW.plusSeconds(3)),
                        received("k4", NOW.plusSeconds(4)),
                        received("k5", NOW.plusSeconds(5))));
    }

    @Test
    void forgets_entries_that_every_lane_has_passed() {
        appendFiveWithLanes();
        store().lanes().advance(List.of(cursor("a.example", 4), cursor("b.example", 3)));

        int forgotten = store().log().trim(NEVER, AT_ONCE, NEVER, NEVER);

        assertThat(forgotten).isEqualTo(3);
        assertThat(left()).containsExactly(4L, 5L);
        assertThat(store().log().at(3)).isEmpty();
        assertThat(store().log().end()).isEqualTo(5);
    }

    @Test
    void keeps_what_every_lane_has_passed_for_as_long_as_it_is_told() {
        appendFiveWithLanes();
        store().lanes().advance(List.of(cursor("a.example", 5), cursor("b.example", 5)));

        int forgotten = store().log().trim(NEVER, NOW.plusSeconds(4), NEVER, NEVER);

        assertThat(forgotten).isEqualTo(3);
        assertThat(left()).containsExactly(4L, 5L);
        assertThat(store().log().trim(NEVER, NOW.plusSeconds(4), NEVER, NEVER)).isZero();
    }

    @Test
    void forgets_no_entry_that_is_kept_although_an_older_one_stands_behind_it() {
        store().log().append(received("k1", NOW));
        store().log().append(received("k2", NOW.plusSeconds(9)));
        store().log().append(received("k3", NOW.plusSeconds(1)));

        store().log().trim(NEVER, NOW.plusSeconds(5), NEVER, NEVER);
        assertThat(left()).contains(2L).doesNotContain(1L);

        store().log().trim(NEVER, NOW.plusSeconds(10), NEVER, NEVER);
        assertThat(left()).isEmpty();
    }

    @Test
    void keeps_an_entry_that_is_passed_no_longer_than_one_that_is_not() {
        appendFiveWithLanes();
        store().lanes().advance(List.of(cursor("a.example", 5), cursor("b.example", 5)));

        store().log().trim(NOW.plusSeconds(4), NEVER, NEVER, NEVER);

        assertThat(left()).as("1 and 2 are lasting").containsExactly(1L, 2L, 4L, 5L);
    }

    @Test
    void keeps_a_straggler_until_it_is_old() {
        appendFiveWithLanes();
        store().lanes()
                .advance(List.of(
                        cursor("a.example", 5),
                        new LaneProgress(
                                "b.example",
                                5,
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Health.ACTIVE,
                                0,
                                List.of(new Straggler(3, 1, NOW)))));

        store().log().trim(NEVER, AT_ONCE, NEVER, NEVER);
        assertThat(left()).containsExactly(3L);
        assertThat(store().log().at(3).orElseThrow().received()).isPresent();

        store().log().trim(NOW.plusSeconds(4), AT_ONCE, NEVER, NEVER);
        assertThat(left()).isEmpty();
    }

    @Test
    void forgets_old_entries_whatever_a_suspended_lane_still_lacks() {
        appendFiveWithLanes();
        store().lanes()
                .advance(List.of(
                        cursor("a.example", 5),
                        new LaneProgress(
                                "b.example",
                                1,
                                9,
                                Optional.of(NOW),
                                Optional.empty(),
                                Optional.empty(),
                                Health.SUSPENDED,
                                0,
                                List.of())));

        store().log().trim(NOW.plusSeconds(4), AT_ONCE, NEVER, NEVER);

        assertThat(left())
                .as("2 is its control message, which does not go by age")
                .containsExactly(2L, 4L, 5L);
    }

    @Test
    void keeps_a_deletion_until_the_last_lane_has_passed_it_however_old() {
        store().log().append(control("a.example", "https://r.example/1"));
        store().log().append(undone("k2", own("https://r.example/2", "Undo", "https://a.example/n")));
        store().log().append(received("k3"));

        store().log().trim(Instant.MAX, AT_ONCE, NEVER, NEVER);
        assertThat(left()).containsExactly(1L, 2L);

        store().lanes().advance(List.of(cursor("a.example", 2)));
        store().log().trim(Instant.MAX, AT_ONCE, NEVER, NEVER);
        assertThat(left()).isEmpty();
    }

    @Test
    void forgets_everything_where_nobody_reads() {
        store().log().append(List.of(received("k1"), received("k2")));

        assertThat(store().log().trim(NEVER, AT_ONCE, NEVER, NEVER)).isEqualTo(2);

        assertThat(left()).isEmpty();
    }

    @Test
    void never_gives_an_offset_twice() {
        store().log().append(List.of(received("k1"), received("k2")));
        store().log().trim(Instant.MAX, AT_ONCE, NEVER, NEVER);

        assertThat(store().log().end()).isEqualTo(2);
        assertThat(store().log().append(received("k3"))).isEqualTo(new Appended(3));
    }

    @Test
    void remembers_keys_longer_than_entries_and_forgets_them_in_their_time() {
        store().log().append(received("old", NOW));
        store().log().append(received("young", NOW.plusSeconds(10)));
        store().log().trim(Instant.MAX, AT_ONCE, NOW.plusSeconds(5), NEVER);

        assertThat(store().log().seen("old")).isFalse();
        assertThat(store().log().seen("young")).isTrue();
        assertThat(store().log().append(received("old"))).isEqualTo(new Appended(3));
    }

    @Test
    void forgets_own_activities_in_their_time_but_not_before_their_entries() {
        OwnActivity announce = own("https://r.example/1", "Announce", "https://a.example/n");
        OwnActivity later =
                own("https://r.example/2", "Announce", "https://a.example/n2", Optional.empty(), NOW.plusSeconds(10));
        store().log()
                .append(List.of(
                        announced("https://a.example/n", announce),
                        announced("https://a.example/n2", later),
                        control("slow.example", "https://r.example/3")));
        store().lanes().advance(List.of(cursor("slow.example", 0)));
        LaneProgress holdsAll = new LaneProgress(
                "slow.example",
                3,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Health.ACTIVE,
                0,
                List.of(new Straggler(1, 1, NOW)));
        store().lanes().advance(List.of(holdsAll));

        store().log().trim(NEVER, AT_ONCE, NEVER, NOW.plusSeconds(5));
        assertThat(store().log().at(1).orElseThrow().own()).contains(announce.body());
        assertThat(store().log().own(announce.id())).isPresent();

        store().log().trim(Instant.MAX, AT_ONCE, NEVER, NOW.plusSeconds(5));
        assertThat(store().log().own(announce.id())).isEmpty();
        assertThat(store().log().announceOf("https://a.example/n")).isEmpty();
        assertThat(store().log().own(later.id())).contains(later);
        assertThat(store().log().announceOf("https://a.example/n2")).contains(later);
    }

    private void holds(String lane, long cursor, long... stragglers) {
        store().lanes()
                .advance(List.of(new LaneProgress(
                        lane,
                        cursor,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Health.ACTIVE,
                        0,
                        LongStream.of(stragglers)
                                .mapToObj(offset -> new Straggler(offset, 9, NOW))
                                .toList())));
    }

    @Test
    void keeps_for_an_old_entry_its_own_activity_and_no_other() {
        OwnActivity undo = own("https://r.example/undo", "Undo", "https://r.example/0");
        OwnActivity announce = own("https://r.example/1", "Announce", "https://a.example/n");
        store().log()
                .append(List.of(
                        undone("k1", undo),
                        announced("https://a.example/n", announce),
                        control("slow.example", "https://r.example/2")));
        holds("slow.example", 3, 1);

        store().log().trim(Instant.MAX, AT_ONCE, NEVER, AT_ONCE);

        assertThat(left()).as("the one that slow.example never takes").containsExactly(1L);
        assertThat(store().log().at(1).orElseThrow().own()).contains(undo.body());
        assertThat(store().log().own(undo.id())).isPresent();
        assertThat(store().log().own(announce.id())).isEmpty();
        assertThat(store().log().own("https://r.example/2")).isEmpty();
    }

    @Test
    void keeps_an_own_activity_until_the_last_entry_that_carries_it_is_gone() {
        OwnActivity undo = own("https://r.example/undo", "Undo", "https://r.example/0");
        store().log()
                .append(List.of(
                        undone("k1", undo), control("slow.example", "https://r.example/2"), undone("k3", undo)));
        holds("slow.example", 3, 1);

        store().log().trim(NEVER, AT_ONCE, NEVER, AT_ONCE);
        assertThat(left()).containsExactly(1L);
        assertThat(store().log().at(1).orElseThrow().own()).contains(undo.body());

        holds("slow.example", 3);
        store().log().trim(NEVER, AT_ONCE, NEVER, AT_ONCE);
        assertThat(store().log().own(undo.id())).isEmpty();
    }

    @Test
    void keeps_for_an_old_entry_those_to_whom_it_goes() {
        store().log()
                .append(List.of(
                        sentAs("Delete", "https://app.example/1", "slow.example", "a.example"),
                        sentAs("Delete", "https://app.example/2", "slow.example", "a.example"),
                        sentAs("Delete", "https://app.example/3", "a.example")));
        holds("slow.example", 3, 1);
        holds("a.example", 3);

        store().log().trim(NEVER, AT_ONCE, NEVER, NEVER);

        assertThat(store().log().read(0, 10, 100_000))
                .singleElement()
                .extracting(LogEntry::audience)
                .isEqualTo(sentAs("Delete", "https://app.example/1", "slow.example", "a.example")
                        .audience());
    }

    @Test
    void comes_to_own_activities_behind_many_that_have_to_stay() {
        store().log()
                .append(IntStream.range(0, AT_MOST + 10)
                        .mapToObj(i -> control("slow.example", "https://r.example/" + i))
                        .toList());
        OwnActivity announce = own("https://r.example/n", "Announce", "https://a.example/n", Optional.empty(), LATER);
        store().log().append(announced("https://a.example/n", announce));

        store().log().trim(Instant.MAX, AT_ONCE, NEVER, AT_ONCE);
        store().log().trim(Instant.MAX, AT_ONCE, NEVER, AT_ONCE);

        assertThat(store().log().own(announce.id())).isEmpty();
        assertThat(store().log().read(0, 2 * AT_MOST, Long.MAX_VALUE))
                .hasSize(AT_MOST + 10)
                .allMatch(entry -> entry.own().isPresent());
    }

    @Test
    void forgets_a_bounded_number_at_a_time() {
        store().log()
                .append(IntStream.range(0, 2 * AT_MOST + 10)
                        .mapToObj(i -> received("k" + i))
                        .toList());

        assertThat(store().log().trim(NEVER, AT_ONCE, NEVER, NEVER)).isEqualTo(AT_MOST);
        assertThat(store().log().trim(NEVER, AT_ONCE, NEVER, NEVER)).isEqualTo(AT_MOST);
        assertThat(store().log().trim(NEVER, AT_ONCE, NEVER, NEVER)).isEqualTo(10);
        assertThat(store().log().trim(NEVER, AT_ONCE, NEVER, NEVER)).isZero();
        assertThat(store().log().trim(NEVER, AT_ONCE, Instant.MAX, NEVER)).isEqualTo(AT_MOST);
    }

    @Test
    void carries_fifty_thousand_entries() {
        int count = 50_000;
        int page = 500;
        for (int first = 0; first < count; first += page) {
            store().log()
                    .append(IntStream.range(first, first + page)
                            .mapToObj(i -> received("https://origin.example/notes/" + i))
                            .toList());
        }

        long cursor = 0;
        int read = 0;
        while (cursor < count) {
            List<LogEntry> entries = store().log().read(cursor, 1_000, 1_000_000);
            assertThat(entries.getFirst().offset()).isEqualTo(cursor + 1);
            read += entries.size();
            cursor = entries.getLast().offset();
        }
        assertThat(read).isEqualTo(count);

        int forgotten = 0;
        int now;
        do {
            now = store().log().trim(NEVER, AT_ONCE, Instant.MAX, NEVER);
            forgotten += now;
        } while (now > 0);
        assertThat(forgotten).isEqualTo(2 * count);
        assertThat(store().log().end()).isEqualTo(count);
    }
}
