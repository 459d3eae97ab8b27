package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.cursor;
import static dev.linkspan.testkit.store.Entries.offsets;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.sent;
import static dev.linkspan.testkit.store.Entries.sentAs;
import static dev.linkspan.testkit.store.Entries.sentUnder;
import static dev.linkspan.testkit.store.Entries.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Audience.Named;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.ReplayResult;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every form of the store does with entries that go to lanes by name. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class NamedLanesContract {

    /** For the test of a store. */
    protected NamedLanesContract() {}

    private static final String A = "a.example";
    private static final String B = "b.example:8443";

    /** The store under test, empty before each test. */
    protected abstract Store store();

    private Lane lane(String authority) {
        return store().lanes().find(authority).orElseThrow();
    }

    private LogEntry last() {
        return store().log().at(store().log().end()).orElseThrow();
    }

    @Test
    void gives_back_the_sender_and_every_inbox() {
        Map<String, String> inboxes = Map.of(A, "https://a.example/inbox?x=1", B, "https://b.example:8443/u/inbox");
        NewEntry entry = sent("https://app.example/1", A);
        store().log()
                .append(new NewEntry(
                        "k",
                        entry.activityId(),
                        "Create",
                        "o",
                        new Named("https://app.example/users/u", inboxes),
                        Optional.empty(),
                        entry.own(),
                        Optional.empty(),
                        NOW));

        assertThat(last().audience()).isEqualTo(new Named("https://app.example/users/u", inboxes));
        assertThat(last().own()).contains(entry.own().orElseThrow().body());
        assertThat(store().log().read(0, 10, 10_000)).containsExactly(last());
    }

    @Test
    void gives_back_an_audience_of_no_lane() {
        store().log().append(sent("https://app.example/1"));

        assertThat(last().audience()).isEqualTo(new Named("https://app.example/users/u", Map.of()));
        assertThat(store().lanes().all()).isEmpty();
    }

    @Test
    void gives_the_lanes_named_what_we_made_and_others_nothing() {
        store().log().append(sent("https://app.example/1", A, B));
        store().subscriptions().put(subscription("c.example", "actor", Style.PUBLIC), List.of());
        store().log().append(sent("https://app.example/2", A));

        assertThat(lane(A).formOf(last())).isEqualTo(Form.OWN);
        assertThat(lane(B).formOf(last())).isEqualTo(Form.NONE);
        assertThat(lane("c.example").formOf(last())).isEqualTo(Form.NONE);
    }

    @Test
    void gives_the_lanes_named_the_bytes_that_came_in_where_we_made_nothing() {
        store().log()
                .append(new NewEntry(
                        "forwarded",
                        "https://a.example/reply",
                        "Create",
                        "o",
                        new Named("https://app.example/users/u", Map.of(B, "https://b.example/inbox")),
                        Optional.of(Body.of("signed")),
                        Optional.empty(),
                        Optional.empty(),
                        NOW));

        assertThat(lane(B).formOf(last())).isEqualTo(Form.RECEIVED);
        assertThat(last().received()).contains(Body.of("signed"));
    }

    @Test
    void refuses_what_has_no_body_and_names_that_are_none() {
        assertThatThrownBy(() -> new NewEntry(
                        "k",
                        "k",
                        "Create",
                        "k",
                        new Named("https://app.example/users/u", Map.of(A, "https://a.example/inbox")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        NOW))
                .isInstanceOf(IllegalArgumentException.class);
        for (String authority : List.of("", "a example", "a.example\nb.example", Lane.APPLICATION)) {
            assertThatThrownBy(() -> new Named("s", Map.of(authority, "https://a.example/inbox")))
                    .as(authority)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String inbox : List.of("", "https://a.example/in box", "https://a.example/\nb.example x")) {
            assertThatThrownBy(() -> new Named("s", Map.of(A, inbox)))
                    .as(inbox)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void creates_the_lanes_right_before_it_unless_they_are_there() {
        store().log().append(sent("https://app.example/1", A));
        store().lanes().advance(List.of(cursor(A, 1)));
        store().log().append(received("k2"));

        store().log().append(sent("https://app.example/3", A, B));

        assertThat(store().lanes().all())
                .containsExactly(
                        new Lane(A, Optional.empty(), cursor(A, 1)), new Lane(B, Optional.empty(), cursor(B, 2)));
    }

    @Test
    void sends_one_activity_of_ours_in_several_entries_where_a_host_has_several_inboxes() {
        String id = "https://app.example/1";

        store().log().append(List.of(sent(id, A), sentUnder(id + "#2", "Create", id, A)));

        assertThat(store().log().read(0, 10, 10_000)).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.activityId()).isEqualTo(id);
            assertThat(entry.own()).isPresent();
        });
    }

    @Test
    void removes_a_lane_only_when_nothing_is_left_for_it() {
        store().log().append(sent("https://app.example/1", A, B));
        store().log().append(sent("https://app.example/2", B));
        assertThat(store().lanes().removeIfIdle(A)).as("an entry to deliver").isFalse();

        store().lanes().advance(List.of(cursor(A, 1), cursor(B, 1)));

        assertThat(store().lanes().removeIfIdle(A)).isTrue();
        assertThat(store().lanes().removeIfIdle(B)).as("the second entry").isFalse();
        assertThat(store().lanes().all()).extracting(Lane::authority).containsExactly(B);
    }

    /** A host may be the end of another's name, and stand in another's inbox. */
    @Test
    void takes_no_name_for_another_that_holds_it() {
        store().log().append(sent("https://app.example/1", "example"));
        store().lanes().advance(List.of(cursor("example", 1)));
        store().log().append(sent("https://app.example/2", A, "example.org"));

        assertThat(store().lanes().removeIfIdle("example")).isTrue();
    }

    @Test
    void goes_by_age_but_for_what_answers_or_takes_back() {
        store().log().append(sentAs("Create", "https://app.example/1", A));
        store().log().append(sentAs("Accept", "https://app.example/2", A));
        store().log().append(sentAs("Delete", "https://app.example/3", A));

        store().log().trim(Instant.MAX, Instant.MIN, Instant.MIN, Instant.MIN);

        assertThat(offsets(store().log().read(0, 10, 10_000))).containsExactly(2L, 3L);
        assertThat(store().log().at(2).orElseThrow().isLasting()).isTrue();
    }

    @Test
    void keeps_the_recipients_for_as_long_as_an_entry_names_them() {
        store().log().append(sent("https://app.example/1", A));
        store().log().append(sent("https://app.example/2", A, B));
        store().lanes().advance(List.of(cursor(A, 1), cursor(B, 1)));

        store().log().trim(Instant.MIN, Instant.MAX, Instant.MIN, Instant.MIN);

        assertThat(offsets(store().log().read(0, 10, 10_000))).containsExactly(2L);
        assertThat(((Named) last().audience()).inboxes()).containsOnlyKeys(A, B);
        store().log().append(sent("https://app.example/3", A));
        assertThat(((Named) last().audience()).inboxes()).containsOnlyKeys(A);
    }

    @Test
    void is_not_sent_once_more_by_a_replay() {
        store().subscriptions().put(subscription(A, "actor", Style.PUBLIC), List.of());
        store().log().append(received("k1"));
        store().log().append(sent("https://app.example/2", A));
        store().lanes().advance(List.of(cursor(A, 2)));

        assertThat(store().lanes().replay(A, Instant.EPOCH, Instant.MAX)).isEqualTo(new ReplayResult.Started(2));

        Lane rewound = lane(A);
        assertThat(rewound.isLeftOut(store().log().at(1).orElseThrow())).isFalse();
        assertThat(rewound.isLeftOut(store().log().at(2).orElseThrow())).isTrue();
    }

    @Test
    void stays_what_is_to_be_delivered_when_a_replay_begins() {
        store().subscriptions().put(subscription(A, "actor", Style.PUBLIC), List.of());
        store().log().append(received("k1"));
        store().log().append(sent("https://app.example/2", A));
        Straggler late = new Straggler(2, 3, NOW);
        store().lanes()
                .advance(List.of(new LaneProgress(
                        A,
                        2,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Health.ACTIVE,
                        0,
                        List.of(late))));

        store().lanes().replay(A, Instant.EPOCH, Instant.MAX);

        assertThat(lane(A).progress().stragglers()).containsExactly(late);
    }

    @Test
    void weighs_what_the_names_of_thousands_weigh_and_stops_reading_for_it() {
        Map<String, String> followers = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            followers.put("host" + i + ".example", "https://host" + i + ".example/inbox");
        }
        for (int i = 0; i < 3; i++) {
            NewEntry entry = sent("https://app.example/" + i);
            store().log()
                    .append(new NewEntry(
                            entry.key(),
                            entry.activityId(),
                            "Create",
                            "o",
                            new Named("https://app.example/users/u", followers),
                            Optional.empty(),
                            entry.own(),
                            Optional.empty(),
                            NOW));
        }

        assertThat(last().size()).isLessThan(100);
        assertThat(last().weight()).isGreaterThan(3_000 * 100);
        assertThat(((Named) last().audience()).inboxes()).isEqualTo(followers);
        assertThat(store().lanes().all()).hasSize(3_000);
        assertThat(store().log().read(0, 10, 100_000)).hasSize(1);
    }
}
