package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.AppendResult;
import dev.linkspan.store.AppendResult.Appended;
import dev.linkspan.store.AppendResult.Duplicate;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.OutboxChange;
import dev.linkspan.store.OutboxChange.Clear;
import dev.linkspan.store.OutboxChange.Revise;
import dev.linkspan.store.OutboxChange.Show;
import dev.linkspan.store.OutboxChange.Withdraw;
import dev.linkspan.store.OutboxChange.WithdrawType;
import dev.linkspan.store.Outboxes.Page;
import dev.linkspan.store.Outboxes.Shelf;
import dev.linkspan.store.Published;
import dev.linkspan.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How every form of the store keeps what actors published. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class OutboxesContract {

    /** For the test of a store. */
    protected OutboxesContract() {}

    private static final String U = "https://app.example/users/u";
    private static final String V = "https://app.example/users/v";

    /** The store under test, empty before each test. */
    protected abstract Store store();

    public static Published item(Shelf shelf, String actor, String type, String name) {
        return new Published(
                shelf,
                actor,
                "https://app.example/activities/" + name,
                type,
                "https://app.example/notes/" + name,
                Body.of("{\"name\":\"" + name + "\"}"));
    }

    private static Published create(String name) {
        return item(Shelf.OUTBOX, U, "Create", name);
    }

    private AppendResult publish(String key, OutboxChange... changes) {
        return store().outboxes().append(List.of(sent(key, "a.example")), List.of(changes));
    }

    private void show(Published... items) {
        for (Published item : items) {
            assertThat(publish("show " + item.activityId() + item.shelf() + item.actor(), new Show(item, 100)))
                    .isInstanceOf(Appended.class);
        }
    }

    private List<Published> shown(Shelf shelf, String actor) {
        Page page = store().outboxes().page(shelf, actor, Optional.empty(), 1_000);
        assertThat(page.next()).isEmpty();
        assertThat(store().outboxes().count(shelf, actor))
                .isEqualTo(page.items().size());
        return page.items();
    }

    private List<Published> outbox() {
        return shown(Shelf.OUTBOX, U);
    }

    @Test
    void shows_what_was_published_the_newest_first_and_each_where_it_belongs() {
        Published other = item(Shelf.OUTBOX, V, "Create", "other");
        Published liked = item(Shelf.LIKED, U, "Like", "liked");
        show(create("1"), other, create("2"), liked);

        assertThat(outbox()).containsExactly(create("2"), create("1"));
        assertThat(shown(Shelf.OUTBOX, V)).containsExactly(other);
        assertThat(shown(Shelf.LIKED, U)).containsExactly(liked);
        assertThat(shown(Shelf.LIKED, V)).isEmpty();
    }

    @Test
    void appends_to_the_log_in_the_same_act() {
        AppendResult result = store().outboxes()
                .append(
                        List.of(sent("https://app.example/1", "a.example"), control("b.example", "k2")),
                        List.of(new Show(create("1"), 10)));

        assertThat(result).isEqualTo(new Appended(1));
        assertThat(store().log().read(0, 10, 10_000))
                .extracting(LogEntry::offset)
                .containsExactly(1L, 2L);
        assertThat(store().lanes().find("a.example")).isPresent();
    }

    @Test
    void changes_nothing_when_the_first_entry_was_seen() {
        show(create("1"));
        assertThat(publish("k", new Show(create("2"), 10))).isInstanceOf(Appended.class);

        assertThat(publish("k", new Clear(U), new Show(create("3"), 10))).isEqualTo(new Duplicate("k"));

        assertThat(outbox()).containsExactly(create("2"), create("1"));
    }

    @Test
    void tells_listeners_of_what_was_appended() throws Exception {
        List<Long> ends = new ArrayList<>();
        AutoCloseable registration = store().log().onAppend(ends::add);

        publish("k", new Show(create("1"), 10));
        registration.close();

        assertThat(ends).containsExactly(1L);
    }

    @Test
    void reads_page_by_page_and_is_not_confused_by_what_comes_meanwhile() {
        for (int i = 1; i <= 5; i++) {
            show(create("" + i));
        }

        Page first = store().outboxes().page(Shelf.OUTBOX, U, Optional.empty(), 2);
        show(create("6"));
        publish("w", new Withdraw(U, create("4").activityId()));
        Page second = store().outboxes().page(Shelf.OUTBOX, U, first.next(), 2);
        Page third = store().outboxes().page(Shelf.OUTBOX, U, second.next(), 2);

        assertThat(first.items()).containsExactly(create("5"), create("4"));
        assertThat(second.items()).containsExactly(create("3"), create("2"));
        assertThat(third.items()).containsExactly(create("1"));
        assertThat(third.next()).isEmpty();
        assertThat(first.next()).hasValueSatisfying(cursor -> assertThat(cursor).matches("[0-9a-z]+"));
    }

    @Test
    void gives_an_empty_page_for_a_cursor_that_no_page_said() {
        show(create("1"));

        for (String cursor : List.of("", "?", "zzzzzzzzzzzzzzzzzzzzzz", "-5", "'; DROP TABLE published")) {
            assertThat(store().outboxes().page(Shelf.OUTBOX, U, Optional.of(cursor), 2))
                    .as(cursor)
                    .isEqualTo(new Page(List.of(), Optional.empty()));
        }
        assertThatThrownBy(() -> store().outboxes().page(Shelf.OUTBOX, U, Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void drops_the_oldest_beyond_what_is_kept_of_this_actor_only() {
        show(item(Shelf.OUTBOX, V, "Create", "v"), item(Shelf.LIKED, U, "Like", "l"));
        for (int i = 1; i <= 5; i++) {
            publish("k" + i, new Show(create("" + i), 3));
        }

        assertThat(outbox()).containsExactly(create("5"), create("4"), create("3"));
        assertThat(shown(Shelf.OUTBOX, V)).hasSize(1);
        assertThat(shown(Shelf.LIKED, U)).hasSize(1);
    }

    @Test
    void withdraws_by_the_id_of_an_activity_and_by_that_of_its_object() {
        Published boost = new Published(
                Shelf.OUTBOX,
                U,
                "https://app.example/activities/boost",
                "Announce",
                create("1").objectId(),
                Body.of("{}"));
        show(create("1"), create("2"), boost, create("3"));

        publish("one", new Withdraw(U, create("2").activityId()));
        assertThat(outbox()).containsExactly(create("3"), boost, create("1"));

        publish("two", new Withdraw(U, create("1").objectId()));
        assertThat(outbox()).containsExactly(create("3"));

        publish("three", new Withdraw(V, create("3").objectId()));
        assertThat(outbox()).as("by another").containsExactly(create("3"));
    }

    @Test
    void withdraws_only_what_is_of_a_type_where_one_is_named() {
        Published boost = new Published(
                Shelf.OUTBOX,
                U,
                "https://app.example/activities/boost",
                "Announce",
                create("1").objectId(),
                Body.of("{}"));
        show(create("1"), boost);

        publish("k", new WithdrawType(U, "Announce", create("1").objectId()));

        assertThat(outbox()).containsExactly(create("1"));
    }

    @Test
    void revises_an_item_where_it_is() {
        show(create("1"), create("2"));
        Published was = create("1");

        publish("k", new Revise(U, "Create", was.objectId(), Body.of("{\"name\":\"new\"}")));
        publish("none", new Revise(U, "Create", "https://app.example/notes/none", Body.of("{}")));

        Published revised = new Published(
                was.shelf(), was.actor(), was.activityId(), was.type(), was.objectId(), Body.of("{\"name\":\"new\"}"));
        assertThat(outbox()).containsExactly(create("2"), revised);
        assertThat(store().outboxes().find(U, "Create", was.objectId())).contains(revised);
        assertThat(store().outboxes().find(U, "Announce", was.objectId())).isEmpty();
        assertThat(store().outboxes().find(V, "Create", was.objectId())).isEmpty();
    }

    @Test
    void clears_all_of_an_actor() {
        show(create("1"), item(Shelf.LIKED, U, "Like", "l"), item(Shelf.OUTBOX, V, "Create", "v"));

        publish("k", new Clear(U));

        assertThat(outbox()).isEmpty();
        assertThat(shown(Shelf.LIKED, U)).isEmpty();
        assertThat(shown(Shelf.OUTBOX, V)).hasSize(1);
    }

    @Test
    void makes_changes_in_their_order() {
        Published again = item(Shelf.LIKED, U, "Like", "l");
        show(again);

        publish("k", new WithdrawType(U, "Like", again.objectId()), new Show(again, 10));

        assertThat(shown(Shelf.LIKED, U)).containsExactly(again);
    }

    @Test
    void refuses_two_at_one_place_and_writes_nothing() {
        assertThatThrownBy(() -> publish("k", new Show(create("1"), 10), new Show(create("2"), 10)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Show(create("1"), 0)).isInstanceOf(IllegalArgumentException.class);

        assertThat(store().log().end()).isZero();
    }

    @Test
    void outlives_the_log() {
        show(create("1"));
        store().lanes().abandon("a.example");

        store().log().trim(java.time.Instant.MAX, java.time.Instant.MAX, java.time.Instant.MAX, java.time.Instant.MAX);

        assertThat(store().log().read(0, 10, 10_000)).isEmpty();
        assertThat(outbox()).containsExactly(create("1"));
    }
}
