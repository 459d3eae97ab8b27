package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.follower;
import static dev.linkspan.testkit.store.Entries.ids;
import static dev.linkspan.testkit.store.Entries.sent;
import static dev.linkspan.testkit.store.Entries.sentAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.store.Follows.Inboxes;
import dev.linkspan.store.Follows.Page;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** How every form of the store remembers who follows whom. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class FollowsContract {

    /** For the test of a store. */
    protected FollowsContract() {}

    private static final String LOCAL = "https://app.example/users/u";
    private static final String A = "a.example";

    /** The store under test, empty before each test. */
    protected abstract Store store();

    private Follows follows() {
        return store().follows();
    }

    private void put(FollowRelation relation) {
        assertThat(follows()
                        .put(
                                follows().find(relation.direction(), relation.local(), relation.remote()),
                                relation,
                                List.of()))
                .isTrue();
    }

    private static FollowRelation at(FollowRelation r, Instant since) {
        return new FollowRelation(
                r.direction(),
                r.local(),
                r.remote(),
                r.authority(),
                r.inbox(),
                r.sharedInbox(),
                r.state(),
                r.followId(),
                since);
    }

    private static FollowRelation of(FollowRelation r, Direction direction, String local) {
        return new FollowRelation(
                direction,
                local,
                r.remote(),
                r.authority(),
                r.inbox(),
                r.sharedInbox(),
                r.state(),
                r.followId(),
                r.since());
    }

    private static FollowRelation sharing(FollowRelation r, String sharedInbox) {
        return new FollowRelation(
                r.direction(),
                r.local(),
                r.remote(),
                r.authority(),
                r.inbox(),
                Optional.of(sharedInbox),
                r.state(),
                r.followId(),
                r.since());
    }

    @Test
    void gives_back_every_part_of_a_relation() {
        FollowRelation one = sharing(follower("a.example:8443", "one"), "https://a.example:8443/inbox");
        FollowRelation back =
                of(one, Direction.FOLLOWING, LOCAL).with(State.PENDING).withFollowId("https://app.example/follows/1");
        put(one);
        put(back);

        assertThat(follows().find(Direction.FOLLOWER, LOCAL, one.remote())).contains(one);
        assertThat(follows().find(Direction.FOLLOWING, LOCAL, one.remote())).contains(back);
        assertThat(follows().find(Direction.FOLLOWER, "https://app.example/users/v", one.remote()))
                .isEmpty();
        assertThat(follows().of(one.remote())).containsExactlyInAnyOrder(one, back);
        assertThat(follows().of(Direction.FOLLOWING, one.remote())).containsExactly(back);
        assertThat(follows().of(Direction.FOLLOWER, one.remote())).containsExactly(one);
        assertThat(follows().of(Direction.FOLLOWER, LOCAL)).isEmpty();
    }

    @Test
    void writes_only_over_what_the_writer_expects_and_then_appends_what_goes_with_it() {
        FollowRelation pending = follower(A, "one").with(State.PENDING);
        FollowRelation accepted = pending.with(State.ACCEPTED);

        assertThat(follows().put(Optional.of(pending), accepted, List.of(sent("https://app.example/1", A))))
                .isFalse();
        assertThat(follows().put(Optional.empty(), pending, List.of())).isTrue();
        assertThat(follows().put(Optional.empty(), accepted, List.of(sent("https://app.example/2", A))))
                .isFalse();
        assertThat(store().log().end()).isZero();

        assertThat(follows().put(Optional.of(pending), accepted, List.of(sentAs("Accept", "https://app.example/3", A))))
                .isTrue();

        assertThat(follows().find(Direction.FOLLOWER, LOCAL, pending.remote())).contains(accepted);
        assertThat(ids(store().log().read(0, 10, 10_000))).containsExactly("https://app.example/3");
        assertThat(store().lanes().find(A)).isPresent();
    }

    @Test
    void expects_a_relation_whose_time_is_finer_than_what_is_kept() {
        FollowRelation fine = at(follower(A, "one"), NOW.plusNanos(1_234));
        put(fine);

        assertThat(follows().put(Optional.of(fine), fine.with(State.REJECTED), List.of()))
                .isTrue();
        assertThat(follows().remove(fine.with(State.REJECTED), List.of())).isTrue();
    }

    @Test
    void removes_only_what_the_remover_expects_and_then_appends_what_goes_with_it() {
        FollowRelation one = follower(A, "one");
        put(one);

        assertThat(follows().remove(one.with(State.PENDING), List.of(sentAs("Undo", "https://app.example/1", A))))
                .isFalse();
        assertThat(store().log().end()).isZero();
        assertThat(follows().remove(one, List.of(sentAs("Undo", "https://app.example/2", A))))
                .isTrue();
        assertThat(follows().remove(one, List.of())).as("a second time").isFalse();

        assertThat(follows().find(Direction.FOLLOWER, LOCAL, one.remote())).isEmpty();
        assertThat(ids(store().log().read(0, 10, 10_000))).containsExactly("https://app.example/2");
    }

    @Test
    void tells_of_what_was_appended_with_a_change() throws Exception {
        List<Long> ends = new ArrayList<>();
        AutoCloseable registration = store().log().onAppend(ends::add);

        follows().put(Optional.empty(), follower(A, "one"), List.of(sent("https://app.example/1", A)));
        follows().put(Optional.empty(), follower(A, "two"), List.of());
        registration.close();

        assertThat(ends).containsExactly(1L);
    }

    @Test
    void finds_a_relation_by_its_follow_the_first_if_strangers_chose_the_same_id() {
        FollowRelation one = at(follower(A, "one"), NOW).withFollowId("https://a.example/f");
        FollowRelation forged =
                at(follower("evil.example", "x"), NOW.plusSeconds(1)).withFollowId("https://a.example/f");
        put(forged);
        put(one);

        assertThat(follows().byFollowId(Direction.FOLLOWER, "https://a.example/f"))
                .contains(one);
        assertThat(follows().byFollowId(Direction.FOLLOWING, "https://a.example/f"))
                .isEmpty();
        put(one.withFollowId("https://a.example/f2"));
        assertThat(follows().byFollowId(Direction.FOLLOWER, "https://a.example/f2"))
                .map(FollowRelation::remote)
                .contains(one.remote());
    }

    @Test
    void pages_from_the_newest_to_the_oldest_without_gap_or_repeat() {
        List<FollowRelation> all = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            // Several of the same moment: the page may end between them.
            FollowRelation relation = at(follower("h" + i + ".example", "u"), NOW.plusSeconds(i / 4));
            put(relation);
            all.add(relation);
        }
        put(follower("pending.example", "u").with(State.PENDING));

        List<FollowRelation> paged = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Page page = follows().page(Direction.FOLLOWER, LOCAL, State.ACCEPTED, cursor, 5);
            paged.addAll(page.relations());
            cursor = page.next();
            cursor.ifPresent(text -> assertThat(text).matches("[A-Za-z0-9_-]+"));
            pages++;
        } while (cursor.isPresent());

        assertThat(pages).isEqualTo(5);
        assertThat(paged).hasSize(23).containsExactlyInAnyOrderElementsOf(all);
        assertThat(paged.stream().map(FollowRelation::since))
                .isSortedAccordingTo(java.util.Comparator.<Instant>reverseOrder());
        assertThat(follows().page(Direction.FOLLOWER, LOCAL, State.PENDING, Optional.empty(), 5))
                .isEqualTo(new Page(List.of(follower("pending.example", "u").with(State.PENDING)), Optional.empty()));
    }

    @Test
    void goes_on_where_a_page_ended_whatever_came_or_went_meanwhile() {
        for (int i = 0; i < 6; i++) {
            put(at(follower("h" + i + ".example", "u"), NOW.plusSeconds(i)));
        }
        Page first = follows().page(Direction.FOLLOWER, LOCAL, State.ACCEPTED, Optional.empty(), 2);

        put(at(follower("new.example", "u"), NOW.plusSeconds(9)));
        first.relations().forEach(relation -> follows().remove(relation, List.of()));

        Page second = follows().page(Direction.FOLLOWER, LOCAL, State.ACCEPTED, first.next(), 10);
        assertThat(second.relations())
                .extracting(FollowRelation::authority)
                .containsExactly("h3.example", "h2.example", "h1.example", "h0.example");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void gives_an_empty_page_for_a_cursor_that_no_page_gave() {
        put(follower(A, "one"));

        for (String cursor : List.of("", "x", "%00", "MTIz", "bm8gbnVtYmVy", "\uD83D\uDE00", "a".repeat(10_000))) {
            assertThat(follows().page(Direction.FOLLOWER, LOCAL, State.ACCEPTED, Optional.of(cursor), 5))
                    .as(cursor)
                    .isEqualTo(new Page(List.of(), Optional.empty()));
        }
        assertThatThrownBy(() -> follows().page(Direction.FOLLOWER, LOCAL, State.ACCEPTED, Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void counts_by_actor_direction_and_state() {
        put(follower(A, "one"));
        put(follower(A, "two"));
        put(follower(A, "three").with(State.PENDING));
        put(of(follower(A, "one"), Direction.FOLLOWING, LOCAL));
        put(of(follower(A, "one"), Direction.FOLLOWER, "https://app.example/users/v"));

        assertThat(follows().count(Direction.FOLLOWER, LOCAL, State.ACCEPTED)).isEqualTo(2);
        assertThat(follows().count(Direction.FOLLOWER, LOCAL, State.PENDING)).isEqualTo(1);
        assertThat(follows().count(Direction.FOLLOWING, LOCAL, State.ACCEPTED)).isEqualTo(1);
        assertThat(follows().count(Direction.FOLLOWING, LOCAL, State.REJECTED)).isZero();
    }

    @Test
    void names_each_inbox_of_the_accepted_followers_once() {
        put(sharing(follower(A, "one"), "https://a.example/inbox"));
        put(follower("b.example", "two"));
        FollowRelation same = follower("b.example", "three");
        put(new FollowRelation(
                same.direction(),
                LOCAL,
                same.remote(),
                same.authority(),
                "https://b.example/two/inbox",
                Optional.empty(),
                State.ACCEPTED,
                same.followId(),
                NOW));
        put(follower("c.example", "pending").with(State.PENDING));
        put(of(follower("d.example", "x"), Direction.FOLLOWING, LOCAL));

        assertThat(follows().inboxes(LOCAL))
                .containsExactlyInAnyOrder(
                        new Inboxes(A, "https://a.example/one/inbox", Optional.of("https://a.example/inbox")),
                        new Inboxes("b.example", "https://b.example/two/inbox", Optional.empty()));
        assertThat(follows().inboxes("https://app.example/users/v")).isEmpty();
    }

    @Test
    void names_the_accepted_actors_on_a_host_in_order() {
        put(follower(A, "two"));
        put(follower(A, "one"));
        put(follower(A, "pending").with(State.PENDING));
        put(follower("b.example", "three"));
        put(of(follower(A, "four"), Direction.FOLLOWING, LOCAL));

        assertThat(follows().idsOn(Direction.FOLLOWER, LOCAL, A, 9))
                .containsExactly("https://a.example/one", "https://a.example/two");
        assertThat(follows().idsOn(Direction.FOLLOWER, LOCAL, A, 1)).containsExactly("https://a.example/one");
        assertThat(follows().idsOn(Direction.FOLLOWING, LOCAL, A, 9)).containsExactly("https://a.example/four");
    }

    @Test
    void finds_the_relations_of_one_actor_that_go_by_an_inbox_of_a_host() {
        FollowRelation one = sharing(follower(A, "one"), "https://a.example/inbox");
        FollowRelation two =
                sharing(follower(A, "two"), "https://a.example/inbox").with(State.PENDING);
        FollowRelation three = follower(A, "three");
        for (FollowRelation relation : List.of(two, one, three)) {
            put(relation);
        }
        put(of(one, Direction.FOLLOWING, LOCAL));
        put(of(one, Direction.FOLLOWER, "https://app.example/users/v"));
        put(sharing(follower("b.example", "four"), "https://a.example/inbox"));

        assertThat(byInbox("https://a.example/inbox", 9)).containsExactlyInAnyOrder(one, two);
        assertThat(byInbox("https://a.example/inbox", 1)).hasSize(1);
        assertThat(byInbox("https://a.example/three/inbox", 9)).containsExactly(three);
        assertThat(byInbox("https://a.example/one/inbox", 9)).containsExactly(one);
        assertThat(byInbox("https://a.example/four/inbox", 9)).isEmpty();
    }

    private List<FollowRelation> byInbox(String inbox, int limit) {
        return follows().byInbox(Direction.FOLLOWER, LOCAL, A, inbox, limit);
    }

    @Test
    void names_each_host_with_whom_there_are_relations_once_a_page_at_a_time() {
        for (String host : List.of("c.example", A, "b.example:8443")) {
            put(follower(host, "one"));
            put(follower(host, "two").with(State.PENDING));
            put(of(follower(host, "one"), Direction.FOLLOWING, LOCAL));
        }

        List<String> first = follows().authorities("", 2);
        List<String> second = follows().authorities(first.getLast(), 2);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        assertThat(List.of(first.getFirst(), first.getLast(), second.getFirst()))
                .containsExactlyInAnyOrder(A, "b.example:8443", "c.example");
        assertThat(follows().authorities(second.getFirst(), 2)).isEmpty();
    }

    @Test
    void removes_all_of_a_host_or_of_an_actor_in_both_directions() {
        put(follower(A, "one"));
        put(follower(A, "two"));
        put(of(follower(A, "one"), Direction.FOLLOWING, LOCAL));
        put(of(follower(A, "one"), Direction.FOLLOWER, "https://app.example/users/v"));
        put(follower("b.example", "three"));

        assertThat(follows().removeRemote("https://a.example/one")).isEqualTo(3);
        assertThat(follows().of("https://a.example/one")).isEmpty();
        assertThat(follows().removeAll(A)).isEqualTo(1);
        assertThat(follows().removeAll(A)).isZero();

        assertThat(follows()
                        .page(Direction.FOLLOWER, LOCAL, State.ACCEPTED, Optional.empty(), 9)
                        .relations())
                .containsExactly(follower("b.example", "three"));
    }

    @Test
    void lets_one_of_several_at_once_have_their_way() throws Exception {
        FollowRelation pending = follower(A, "one").with(State.PENDING);
        put(pending);
        List<Boolean> results = Collections.synchronizedList(new ArrayList<>());

        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                NewEntry answer = sentAs("Accept", "https://app.example/" + i, A);
                executor.execute(() -> results.add(
                        follows().put(Optional.of(pending), pending.with(State.ACCEPTED), List.of(answer))));
            }
        }

        assertThat(results).hasSize(32).containsOnlyOnce(true);
        assertThat(store().log().end()).isEqualTo(1);
    }
}
