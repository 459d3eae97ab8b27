package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.cursor;
import static dev.linkspan.testkit.store.Entries.forApplication;
import static dev.linkspan.testkit.store.Entries.offsets;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.store.Audience.Application;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every form of the store does with entries for the application. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class ApplicationEntriesContract {

    /** For the test of a store. */
    protected ApplicationEntriesContract() {}

    private static final Instant NEVER = Instant.MIN;

    /** The store under test, empty before each test. */
    protected abstract Store store();

    private Lane lane() {
        return store().lanes().find(Lane.APPLICATION).orElseThrow();
    }

    private List<Long> left() {
        return offsets(store().log().read(0, 100, 1_000_000));
    }

    @Test
    void gives_back_the_note_and_the_bytes() {
        NewEntry entry = forApplication("https://a.example/1");
        store().log().append(entry);

        LogEntry found = store().log().at(1).orElseThrow();

        assertThat(found.audience()).isEqualTo(new Application("a.example:8443", "{\"by\":\"https://a.example/1\"}"));
        assertThat(found.received()).isEqualTo(entry.received());
        assertThat(found.own()).isEmpty();
        assertThat(found.isLasting()).isTrue();
    }

    @Test
    void refuses_one_without_what_came_in() {
        assertThatThrownBy(() -> new NewEntry(
                        "k",
                        "k",
                        "Create",
                        "k",
                        new Application(""),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void creates_its_lane_right_before_the_first_and_never_removes_it() {
        store().log().append(received("k1"));
        store().log().append(List.of(received("k2"), forApplication("k3")));
        store().log().append(forApplication("k4"));
        assertThat(lane()).isEqualTo(new Lane(Lane.APPLICATION, Optional.empty(), cursor(Lane.APPLICATION, 2)));

        store().lanes().advance(List.of(cursor(Lane.APPLICATION, 4)));

        assertThat(store().lanes().removeIfIdle(Lane.APPLICATION)).isFalse();
        assertThat(store().lanes().abandon(Lane.APPLICATION)).isFalse();
        assertThat(lane().progress().cursor()).isEqualTo(4);
    }

    @Test
    void gives_it_to_the_application_only() {
        store().subscriptions().put(subscription("a.example", "actor", Style.PUBLIC), List.of());
        store().log().append(List.of(forApplication("k1"), received("k2")));
        Lane other = store().lanes().find("a.example").orElseThrow();

        List<LogEntry> entries = store().log().read(0, 10, 10_000);

        assertThat(entries.stream().map(lane()::formOf)).containsExactly(Form.RECEIVED, Form.NONE);
        assertThat(entries.stream().map(other::formOf)).containsExactly(Form.NONE, Form.RECEIVED);
    }

    @Test
    void reads_one_sort_without_the_other() {
        for (int i = 1; i <= 6; i++) {
            store().log().append(i % 3 == 0 ? received("k" + i) : forApplication("k" + i));
        }
        long weight = store().log().at(1).orElseThrow().weight();

        assertThat(offsets(store().log().read(true, 0, 10, 10_000))).containsExactly(1L, 2L, 4L, 5L);
        assertThat(offsets(store().log().read(true, 1, 2, 10_000))).containsExactly(2L, 4L);
        assertThat(offsets(store().log().read(true, 0, 10, 2 * weight))).containsExactly(1L, 2L);
        assertThat(offsets(store().log().read(false, 0, 10, 10_000))).containsExactly(3L, 6L);
        assertThat(offsets(store().log().read(false, 3, 10, 10_000))).containsExactly(6L);
        assertThat(store().log().read(false, 6, 10, 10_000)).isEmpty();
    }

    @Test
    void forgets_what_the_application_has_dealt_with_whatever_other_lanes_lack() {
        store().log().append(control("dead.example", "https://r.example/1"));
        store().log().append(List.of(forApplication("k2"), forApplication("k3"), forApplication("k4")));
        store().lanes().advance(List.of(cursor(Lane.APPLICATION, 3)));

        store().log().trim(NEVER, NEVER, NEVER, NEVER);

        assertThat(left()).as("at once: nothing replays it").containsExactly(1L, 4L);
        assertThat(store().log().seen("k2")).isTrue();
    }

    @Test
    void keeps_for_the_application_what_it_has_not_dealt_with_however_old() {
        store().log().append(List.of(forApplication("k1"), forApplication("k2"), received("k3")));
        store().lanes()
                .advance(List.of(new LaneProgress(
                        Lane.APPLICATION,
                        2,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Health.ACTIVE,
                        0,
                        List.of(new Straggler(1, 4, NOW)))));

        store().log().trim(Instant.MAX, Instant.MAX, NEVER, NEVER);

        assertThat(left()).containsExactly(1L);
    }

    @Test
    void holds_up_nothing_that_is_for_others() {
        store().log().append(control("a.example", "https://r.example/1"));
        store().log().append(forApplication("k2"));
        store().log().append(control("a.example", "https://r.example/3"));
        store().lanes().advance(List.of(cursor("a.example", 3)));

        store().log().trim(NEVER, Instant.MAX, NEVER, NEVER);

        assertThat(left()).containsExactly(2L);
    }

    @Test
    void keeps_the_lane_when_it_is_claimed_and_written_as_any_other() {
        store().log().append(forApplication("k1"));

        Lane claimed =
                store().leases().tend("n1", Duration.ofSeconds(5)).claimed().getFirst();
        store().lanes()
                .advance(List.of(claimed.progress().under(claimed.progress().lease(), 1, List.of())));

        assertThat(claimed.authority()).isEqualTo(Lane.APPLICATION);
        assertThat(lane().progress().cursor()).isEqualTo(1);
    }
}
