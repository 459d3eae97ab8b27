package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.announced;
import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.cursor;
import static dev.linkspan.testkit.store.Entries.ids;
import static dev.linkspan.testkit.store.Entries.offsets;
import static dev.linkspan.testkit.store.Entries.own;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.undone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.AppendResult;
import dev.linkspan.store.AppendResult.Appended;
import dev.linkspan.store.AppendResult.Duplicate;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Audience.OneLane;
import dev.linkspan.store.Audience.Subscribers;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every form of the log does. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class ActivityLogContract {

    /** For the test of a store. */
    protected ActivityLogContract() {}

    /** The store under test, empty before each test. */
    protected abstract Store store();

    @Test
    void starts_empty() {
        assertThat(store().log().end()).isZero();
        assertThat(store().log().read(0, 10, 1000)).isEmpty();
        assertThat(store().log().at(1)).isEmpty();
    }

    @Test
    void gives_back_every_part_of_an_entry() {
        Subscribers audience = new Subscribers(Form.RECEIVED, Form.OWN, Set.of("a.example", "b.example:8443"));
        Body bytes = Body.of(new byte[] {0, (byte) 0xff, '{', '\r', '\n', '}'});
        OwnActivity announce = own(
                "https://r.example/1", "Announce", "https://a.example/note", Optional.of("https://a.example/u"), NOW);
        NewEntry entry = new NewEntry(
                "key",
                "https://a.example/act",
                "Update",
                "order",
                audience,
                Optional.of(bytes),
                Optional.of(announce),
                Optional.empty(),
                NOW);

        AppendResult result = store().log().append(entry);

        LogEntry expected = new LogEntry(
                1,
                "https://a.example/act",
                "Update",
                "order",
                audience,
                Optional.of(bytes),
                Optional.of(announce.body()),
                NOW);
        assertThat(result).isEqualTo(new Appended(1));
        assertThat(store().log().at(1)).contains(expected);
        assertThat(store().log().read(0, 10, 1000)).containsExactly(expected);
        assertThat(store().log().own(announce.id())).contains(announce);
        assertThat(expected.size()).isEqualTo(6 + announce.body().length());
    }

    @Test
    void gives_back_a_control_message_and_an_audience_of_nobody() {
        NewEntry nobody = new NewEntry(
                "n",
                "n",
                "Create",
                "n",
                new Subscribers(Form.NONE, Form.NONE, Set.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW);
        store().log().append(List.of(control("a.example", "https://r.example/1"), nobody));

        List<LogEntry> entries = store().log().read(0, 10, 1000);

        assertThat(entries.get(0).audience()).isEqualTo(new OneLane("a.example", "https://a.example/inbox"));
        assertThat(entries.get(0).received()).isEmpty();
        assertThat(entries.get(1).audience()).isEqualTo(nobody.audience());
        assertThat(entries.get(1).own()).isEmpty();
    }

    @Test
    void appends_a_key_once() {
        store().log().append(received("https://origin.example/1"));

        AppendResult again = store().log()
                .append(List.of(received("https://origin.example/1"), received("https://origin.example/2")));

        assertThat(again).isEqualTo(new Duplicate("https://origin.example/1"));
        assertThat(store().log().end()).isEqualTo(1);
        assertThat(store().log().seen("https://origin.example/1")).isTrue();
        assertThat(store().log().seen("https://origin.example/2")).isFalse();
    }

    @Test
    void leaves_out_later_entries_whose_key_was_seen() {
        store().log().append(received("k1"));

        AppendResult result =
                store().log().append(List.of(received("k2"), received("k1"), received("k2"), received("k3")));

        assertThat(result).isEqualTo(new Appended(2));
        assertThat(ids(store().log().read(0, 10, 1000))).containsExactly("k1", "k2", "k3");
        assertThat(store().log().end()).isEqualTo(3);
    }

    @Test
    void refuses_an_append_of_nothing() {
        assertThatThrownBy(() -> store().log().append(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_an_entry_without_the_body_that_its_audience_gets() {
        Optional<Body> noBody = Optional.empty();
        Optional<OwnActivity> noOwn = Optional.empty();
        for (Audience audience : List.of(
                new OneLane("a.example", "https://a.example/inbox"),
                new Subscribers(Form.RECEIVED, Form.NONE, Set.of()),
                new Subscribers(Form.NONE, Form.OWN, Set.of()))) {
            assertThatThrownBy(
                            () -> new NewEntry("k", "k", "Create", "k", audience, noBody, noOwn, Optional.empty(), NOW))
                    .as(audience.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void reads_on_from_an_offset_in_pages_of_entries_and_bytes() {
        for (int i = 1; i <= 5; i++) {
            store().log().append(received("https://origin.example/" + i));
        }
        long size = store().log().at(1).orElseThrow().size();

        assertThat(offsets(store().log().read(0, 2, 1_000_000))).containsExactly(1L, 2L);
        assertThat(offsets(store().log().read(2, 2, 1_000_000))).containsExactly(3L, 4L);
        assertThat(offsets(store().log().read(4, 2, 1_000_000))).containsExactly(5L);
        assertThat(offsets(store().log().read(5, 2, 1_000_000))).isEmpty();
        assertThat(offsets(store().log().read(0, 10, 2 * size))).containsExactly(1L, 2L);
        assertThat(offsets(store().log().read(0, 10, 2 * size + 1))).containsExactly(1L, 2L, 3L);
        assertThat(offsets(store().log().read(0, 10, 0))).as("at least one").containsExactly(1L);
    }

    @Test
    void creates_the_lane_of_a_control_message_right_before_it() {
        store().log().append(received("https://origin.example/1"));

        store().log()
                .append(List.of(received("https://origin.example/2"), control("a.example", "https://r.example/3")));
        store().log().append(control("a.example", "https://r.example/4"));

        assertThat(store().lanes().all())
                .containsExactly(new Lane("a.example", Optional.empty(), cursor("a.example", 2)));
    }

    @Test
    void resolves_own_activities_and_finds_announces_by_object_and_author() {
        Optional<String> author = Optional.of("https://a.example/u");
        OwnActivity one = own("https://r.example/1", "Announce", "https://a.example/n1", author, NOW);
        OwnActivity two = own("https://r.example/2", "Announce", "https://a.example/n2", author, NOW);
        OwnActivity other = own("https://r.example/3", "Announce", "https://b.example/n", Optional.empty(), NOW);
        store().log().append(announced("https://a.example/n1", one));
        store().log().append(announced("https://a.example/n2", two));
        store().log().append(announced("https://b.example/n", other));
        store().log().append(control("b.example", "https://r.example/accept"));

        assertThat(store().log().announceOf("https://a.example/n1")).contains(one);
        assertThat(store().log().announceOf("https://b.example/n")).contains(other);
        assertThat(store().log().announceOf("https://b.example/follow"))
                .as("an Accept is no Announce")
                .isEmpty();
        assertThat(store().log().announcesBy("https://a.example/u", 10)).containsExactly(two, one);
        assertThat(store().log().announcesBy("https://a.example/u", 1)).containsExactly(two);
        assertThat(store().log().own("https://r.example/accept")).isPresent();
        assertThat(store().log().own("https://r.example/none")).isEmpty();
    }

    @Test
    void no_longer_finds_an_announce_that_was_taken_back_but_resolves_it() {
        Optional<String> author = Optional.of("https://a.example/u");
        OwnActivity announce = own("https://r.example/1", "Announce", "https://a.example/n1", author, NOW);
        store().log().append(announced("https://a.example/n1", announce));
        OwnActivity undo = own("https://r.example/2", "Undo", announce.id());

        store().log().append(undone("https://a.example/delete", undo));

        assertThat(store().log().announceOf("https://a.example/n1")).isEmpty();
        assertThat(store().log().announcesBy("https://a.example/u", 10)).isEmpty();
        assertThat(store().log().own(announce.id())).contains(announce);
        assertThat(store().log().own(undo.id())).contains(undo);
    }

    @Test
    void finds_the_announce_made_after_one_was_taken_back() {
        OwnActivity first = own("https://r.example/1", "Announce", "https://a.example/n");
        OwnActivity second = own("https://r.example/3", "Announce", "https://a.example/n");
        store().log().append(announced("https://a.example/n", first));
        store().log().append(undone("d", own("https://r.example/2", "Undo", first.id())));

        store().log().append(List.of(received("again"), announced("https://a.example/n#2", second)));

        assertThat(store().log().announceOf("https://a.example/n")).contains(second);
    }

    @Test
    void sends_one_own_activity_in_several_entries() {
        OwnActivity undo = own("https://r.example/1", "Undo", "https://r.example/0");

        store().log().append(List.of(undone("k1", undo), undone("k2", undo)));

        assertThat(store().log().read(0, 10, 10_000))
                .extracting(LogEntry::own)
                .containsExactly(Optional.of(undo.body()), Optional.of(undo.body()));
    }

    @Test
    void tells_listeners_of_the_new_end_until_they_leave() throws Exception {
        List<Long> ends = Collections.synchronizedList(new ArrayList<>());
        AutoCloseable registration = store().log().onAppend(ends::add);
        store().log().append(List.of(received("k1"), received("k2")));
        store().log().append(received("k1"));
        store().log().append(received("k3"));

        registration.close();
        store().log().append(received("k4"));

        assertThat(ends).containsExactly(2L, 3L);
    }

    @Test
    void does_not_suffer_from_a_listener_that_throws() throws Exception {
        List<Long> ends = Collections.synchronizedList(new ArrayList<>());
        try (AutoCloseable broken = store().log().onAppend(end -> {
                    throw new IllegalStateException("listener's fault " + end);
                });
                AutoCloseable sound = store().log().onAppend(ends::add)) {
            assertThat(broken).isNotSameAs(sound);
            assertThat(store().log().append(received("k1"))).isEqualTo(new Appended(1));
        }
        assertThat(ends).containsExactly(1L);
    }

    @Test
    void appends_each_key_once_under_many_callers_and_leaves_no_gap() throws Exception {
        int callers = 64;
        List<AppendResult> results = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                executor.execute(() -> {
                    for (int i = 0; i < 10; i++) {
                        results.add(store().log().append(received("k" + i)));
                    }
                });
            }
        }

        assertThat(results).hasSize(callers * 10);
        assertThat(results.stream().filter(Appended.class::isInstance)).hasSize(10);
        assertThat(offsets(store().log().read(0, 100, 1_000_000)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 10).mapToObj(Long::valueOf).toList());
    }
}
