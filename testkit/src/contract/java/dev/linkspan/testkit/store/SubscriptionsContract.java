package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.cursor;
import static dev.linkspan.testkit.store.Entries.ids;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.shared;
import static dev.linkspan.testkit.store.Entries.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Lane;
import dev.linkspan.store.Lane.Target;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.store.Subscriptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every form of the store makes of subscriptions: what it remembers, and which lane follows from it. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class SubscriptionsContract {

    /** For the test of a store. */
    protected SubscriptionsContract() {}

    private static final String A = "a.example";

    /** The store under test, empty before each test. */
    protected abstract Store store();

    private Subscriptions subscriptions() {
        return store().subscriptions();
    }

    private Optional<Target> target() {
        return store().lanes().find(A).orElseThrow().target();
    }

    private static Subscription publicStyle(String name) {
        return subscription(A, name, Style.PUBLIC);
    }

    private static Subscription actorStyle(String name) {
        return subscription(A, name, Style.ACTOR);
    }

    @Test
    void gives_back_every_part_of_a_subscription() {
        Subscription full = new Subscription(
                "https://a.example/relay",
                Style.ACTOR,
                A,
                "https://a.example/relay/inbox",
                Optional.of("https://a.example/inbox"),
                State.PENDING,
                "https://a.example/follows/9",
                "{\"id\":\"https://r.example/actor\"}",
                FollowBack.SENT,
                Optional.of("https://r.example/activities/1"),
                NOW);

        subscriptions().put(full, List.of());

        assertThat(subscriptions().find("https://a.example/relay", Style.ACTOR)).contains(full);
        assertThat(subscriptions().find("https://a.example/relay", Style.PUBLIC))
                .isEmpty();
        assertThat(subscriptions().on(A)).containsExactly(full);
        assertThat(subscriptions().on("b.example")).isEmpty();
        assertThat(subscriptions().all()).containsExactly(full);
        assertThat(subscriptions().isAccepted(A)).isFalse();
    }

    @Test
    void replaces_a_subscription_of_the_same_actor_and_style_only() {
        Subscription one = publicStyle("actor");
        Subscription other = actorStyle("actor");
        subscriptions().put(one.with(State.PENDING), List.of());
        subscriptions().put(other, List.of());

        subscriptions().put(one, List.of());

        assertThat(subscriptions().on(A)).containsExactlyInAnyOrder(one, other);
        assertThat(subscriptions().isAccepted(A)).isTrue();
    }

    @Test
    void appends_the_control_messages_in_the_same_act() {
        subscriptions()
                .put(
                        publicStyle("actor"),
                        List.of(control(A, "https://r.example/1"), control(A, "https://r.example/2")));

        assertThat(ids(store().log().read(0, 10, 10_000)))
                .containsExactly("https://r.example/1", "https://r.example/2");
        assertThat(store().log().own("https://r.example/1")).isPresent();
    }

    @Test
    void makes_no_lane_for_a_subscription_that_is_not_accepted() {
        subscriptions().put(publicStyle("p").with(State.PENDING), List.of());
        subscriptions().put(publicStyle("r").with(State.REJECTED), List.of());

        assertThat(store().lanes().find(A)).isEmpty();
    }

    @Test
    void starts_a_first_subscriber_at_the_end_of_the_log_before_its_control_messages() {
        store().log().append(received("k1"));
        store().log().append(received("k2"));

        subscriptions().put(publicStyle("actor"), List.of(control(A, "https://r.example/3")));

        Target target = new Target("https://a.example/actor/inbox", Style.PUBLIC, 2);
        assertThat(store().lanes().find(A)).contains(new Lane(A, Optional.of(target), cursor(A, 2)));
    }

    @Test
    void keeps_the_cursor_when_a_subscriber_asks_again() {
        subscriptions().put(publicStyle("actor"), List.of(control(A, "https://r.example/1")));
        store().log().append(received("k2"));

        subscriptions().put(publicStyle("actor"), List.of(control(A, "https://r.example/3")));

        Target target = new Target("https://a.example/actor/inbox", Style.PUBLIC, 0);
        assertThat(store().lanes().find(A)).contains(new Lane(A, Optional.of(target), cursor(A, 0)));
    }

    @Test
    void keeps_an_undelivered_control_message_but_gives_no_older_posts() {
        store().log().append(control(A, "https://r.example/1"));
        store().log().append(received("before"));

        subscriptions().put(publicStyle("actor"), List.of(control(A, "https://r.example/3")));
        store().log().append(received("after"));

        Lane lane = store().lanes().find(A).orElseThrow();
        assertThat(lane.progress().cursor()).isZero();
        List<LogEntry> due = store().log().read(lane.progress().cursor(), 10, 10_000);
        assertThat(due.stream().map(lane::formOf)).containsExactly(Form.OWN, Form.NONE, Form.OWN, Form.RECEIVED);
    }

    @Test
    void starts_anew_after_all_subscriptions_had_ended() {
        subscriptions().put(publicStyle("actor"), List.of());
        subscriptions().remove("https://a.example/actor", Style.PUBLIC, List.of());
        store().log().append(received("between"));

        subscriptions().put(publicStyle("actor"), List.of());

        assertThat(target().orElseThrow().since()).isEqualTo(1);
    }

    @Test
    void clears_the_target_with_the_last_accepted_subscription() {
        subscriptions().put(publicStyle("one"), List.of());
        subscriptions().put(publicStyle("two"), List.of());

        assertThat(subscriptions().remove("https://a.example/one", Style.PUBLIC, List.of()))
                .isTrue();
        assertThat(target()).isPresent();

        subscriptions().put(publicStyle("two").with(State.REJECTED), List.of(control(A, "https://r.example/1")));
        assertThat(target()).isEmpty();
        assertThat(store().lanes().removeIfIdle(A))
                .as("the Reject is to be delivered")
                .isFalse();
    }

    @Test
    void removes_a_subscription_and_says_so_once() {
        subscriptions().put(publicStyle("actor"), List.of());

        boolean first = subscriptions()
                .remove("https://a.example/actor", Style.PUBLIC, List.of(control(A, "https://r.example/1")));
        boolean second = subscriptions()
                .remove("https://a.example/actor", Style.PUBLIC, List.of(control(A, "https://r.example/2")));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(subscriptions().all()).isEmpty();
        assertThat(subscriptions().on(A)).isEmpty();
        assertThat(ids(store().log().read(0, 10, 10_000))).containsExactly("https://r.example/1");
    }

    @Test
    void prefers_public_style_and_its_shared_inbox() {
        subscriptions().put(actorStyle("relay").with(NOW.minusSeconds(9)), List.of());
        assertThat(target()).contains(new Target("https://a.example/relay/inbox", Style.ACTOR, 0));

        subscriptions().put(shared(publicStyle("actor"), "https://a.example/inbox"), List.of());
        assertThat(target()).contains(new Target("https://a.example/inbox", Style.PUBLIC, 0));

        subscriptions().remove("https://a.example/actor", Style.PUBLIC, List.of());
        assertThat(target()).contains(new Target("https://a.example/relay/inbox", Style.ACTOR, 0));
    }

    @Test
    void goes_by_the_earliest_of_several_in_public_style() {
        subscriptions().put(publicStyle("late").with(NOW.plusSeconds(1)), List.of());
        subscriptions().put(publicStyle("early").with(NOW), List.of());
        subscriptions().put(publicStyle("first").with(NOW.minusSeconds(1)).with(State.PENDING), List.of());

        assertThat(target()).map(Target::inbox).contains("https://a.example/early/inbox");
    }

    @Test
    void uses_the_own_inbox_of_a_single_actor_even_if_it_has_a_shared_one() {
        subscriptions().put(shared(actorStyle("relay"), "https://a.example/inbox"), List.of());

        assertThat(target()).map(Target::inbox).contains("https://a.example/relay/inbox");
    }

    @Test
    void uses_the_shared_inbox_for_several_actors_that_have_the_same() {
        subscriptions().put(shared(actorStyle("u1"), "https://a.example/inbox"), List.of());
        subscriptions().put(shared(actorStyle("u2"), "https://a.example/inbox"), List.of());

        assertThat(target()).map(Target::inbox).contains("https://a.example/inbox");
    }

    @Test
    void uses_the_earliest_own_inbox_for_several_actors_without_a_common_one() {
        subscriptions().put(shared(actorStyle("u1"), "https://a.example/inbox").with(NOW.plusSeconds(1)), List.of());
        subscriptions().put(actorStyle("u2"), List.of());

        assertThat(target()).map(Target::inbox).contains("https://a.example/u2/inbox");
    }

    @Test
    void keeps_authorities_that_differ_by_port_apart() {
        subscriptions().put(subscription("127.0.0.1:8001", "actor", Style.PUBLIC), List.of());
        subscriptions().put(subscription("127.0.0.1:8002", "actor", Style.ACTOR), List.of());

        assertThat(store().lanes().all())
                .extracting(Lane::authority)
                .containsExactly("127.0.0.1:8001", "127.0.0.1:8002");
        assertThat(subscriptions().on("127.0.0.1:8001")).hasSize(1);
    }

    @Test
    void gives_each_style_its_form_and_the_excepted_nothing() {
        subscriptions().put(publicStyle("actor"), List.of());
        subscriptions().put(subscription("b.example", "relay", Style.ACTOR), List.of());
        subscriptions().put(subscription("origin.example", "actor", Style.PUBLIC), List.of());
        store().log().append(received("k1"));
        LogEntry entry = store().log().at(1).orElseThrow();

        assertThat(store().lanes().all().stream().map(lane -> lane.formOf(entry)))
                .containsExactly(Form.RECEIVED, Form.NONE, Form.NONE);
    }
}
