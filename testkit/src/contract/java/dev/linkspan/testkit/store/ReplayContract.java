package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.cursor;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.Audience;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.ReplayResult;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How every form of the store lets a lane begin in the past, and go back there. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class ReplayContract {

    /** For the test of a store. */
    protected ReplayContract() {}

    private static final String A = "a.example";
    private static final Instant FAR = NOW.plusSeconds(1_000);

    /** The store under test, empty before each test. */
    protected abstract Store store();

    /** Four posts, a minute apart, at offsets 1 to 4. */
    private void posts() {
        for (int i = 0; i < 4; i++) {
            store().log().append(received("k" + (i + 1), minute(i)));
        }
    }

    private static Instant minute(int minutes) {
        return NOW.plusSeconds(60L * minutes);
    }

    private void subscribe(Optional<Instant> historyFrom, NewEntry... control) {
        Subscription subscription = subscription(A, "actor", Style.PUBLIC);
        assertThat(store().subscriptions().put(Optional.empty(), subscription, List.of(control), historyFrom))
                .isTrue();
    }

    private Lane lane() {
        return store().lanes().find(A).orElseThrow();
    }

    /** What the lane would send if it read on from here. */
    private List<String> toCome() {
        Lane lane = lane();
        List<String> ids = new ArrayList<>();
        for (LogEntry entry : store().log().read(lane.progress().cursor(), 100, 100_000)) {
            if (lane.formOf(entry) != Audience.Form.NONE && !lane.isLeftOut(entry)) {
                ids.add(entry.activityId());
            }
        }
        return ids;
    }

    @Test
    void gives_a_first_subscriber_what_was_accepted_since() {
        posts();

        subscribe(Optional.of(minute(2)), control(A, "https://r.example/accept"));

        assertThat(toCome()).containsExactly("k3", "k4", "https://r.example/accept");
    }

    @Test
    void gives_a_first_subscriber_nothing_if_nothing_was_accepted_since() {
        posts();

        subscribe(Optional.of(minute(5)));

        assertThat(toCome()).isEmpty();
    }

    @Test
    void gives_history_to_a_host_that_has_dealt_with_a_refusal_before() {
        posts();
        store().log().append(control(A, "https://r.example/reject"));
        store().lanes().advance(List.of(cursor(A, 5)));

        subscribe(Optional.of(minute(2)));

        assertThat(toCome()).containsExactly("k3", "k4");
    }

    @Test
    void gives_no_history_to_a_host_that_subscribes_already() {
        subscribe(Optional.empty());
        posts();
        store().lanes().advance(List.of(cursor(A, 4)));
        Subscription other = subscription(A, "other", Style.PUBLIC);

        store().subscriptions().put(Optional.empty(), other, List.of(), Optional.of(minute(0)));

        assertThat(toCome()).isEmpty();
    }

    @Test
    void sends_a_span_once_more_and_then_goes_on_from_where_it_was() {
        subscribe(Optional.empty());
        posts();
        store().lanes().advance(List.of(cursor(A, 3)));

        ReplayResult result = store().lanes().replay(A, minute(0), minute(1));

        assertThat(result).isEqualTo(new ReplayResult.Started(2));
        assertThat(toCome()).containsExactly("k1", "k2", "k4");
        assertThat(lane().progress().lease())
                .as("whoever served it begins anew")
                .isEqualTo(1);
    }

    @Test
    void also_sends_what_is_from_before_the_subscription() {
        posts();
        subscribe(Optional.empty());

        assertThat(store().lanes().replay(A, minute(1), FAR)).isEqualTo(new ReplayResult.Started(3));

        assertThat(toCome()).containsExactly("k2", "k3", "k4");
    }

    @Test
    void sends_no_control_message_once_more() {
        subscribe(Optional.empty(), control(A, "https://r.example/accept"));
        posts();
        store().lanes().advance(List.of(cursor(A, 5)));

        store().lanes().replay(A, NOW, FAR);

        assertThat(toCome()).containsExactly("k1", "k2", "k3", "k4");
    }

    @Test
    void is_over_once_the_lane_is_where_it_was() {
        subscribe(Optional.empty());
        posts();
        store().lanes().advance(List.of(cursor(A, 4)));
        store().lanes().replay(A, minute(0), minute(1));
        assertThat(store().lanes().replay(A, minute(0), minute(1))).isEqualTo(new ReplayResult.UnderWay());

        Lane lane = lane();
        store().lanes().advance(List.of(lane.progress().under(lane.progress().lease(), 4, List.of())));

        assertThat(lane().replay()).isEmpty();
        assertThat(store().lanes().replay(A, minute(0), minute(1))).isEqualTo(new ReplayResult.Started(2));
    }

    private void standsAt(long cursor, Straggler... stragglers) {
        store().lanes()
                .advance(List.of(new LaneProgress(
                        A,
                        cursor,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Health.ACTIVE,
                        0,
                        List.of(stragglers))));
    }

    @Test
    void keeps_what_is_still_to_be_delivered_from_before_the_span() {
        subscribe(Optional.empty());
        posts();
        Straggler before = new Straggler(1, 1, NOW);
        standsAt(4, before);

        store().lanes().replay(A, minute(1), minute(1));

        assertThat(lane().progress().stragglers()).containsExactly(before);
        assertThat(toCome()).containsExactly("k2");
    }

    /** Found by histories of chance: one behind the span overtook an earlier one about the same object within it. */
    @Test
    void goes_as_far_as_what_is_still_to_be_delivered_so_that_it_overtakes_nothing() {
        subscribe(Optional.empty());
        posts();
        standsAt(3, new Straggler(2, 1, NOW), new Straggler(3, 0, NOW), new Straggler(4, 0, NOW));

        store().lanes().replay(A, minute(0), minute(1));

        assertThat(lane().progress().stragglers()).isEmpty();
        assertThat(toCome()).startsWith("k1", "k2", "k3", "k4");
    }

    @Test
    void keeps_a_control_message_that_is_still_to_be_delivered_wherever_it_stands() {
        subscribe(Optional.empty(), control(A, "https://r.example/accept"));
        posts();
        Straggler accept = new Straggler(1, 3, NOW);
        standsAt(5, accept);

        store().lanes().replay(A, NOW, FAR);

        assertThat(lane().progress().stragglers()).containsExactly(accept);
        assertThat(toCome()).containsExactly("k1", "k2", "k3", "k4");
    }

    /** Whoever follows again with history is sent what it refused before amid the rest, and not first as well. */
    @Test
    void keeps_of_a_former_subscriber_only_what_its_history_does_not_hold() {
        subscribe(Optional.empty(), control(A, "https://r.example/accept"));
        posts();
        store().log().append(control(A, "https://r.example/late"));
        standsAt(6, straggler(1), straggler(2), straggler(4), straggler(6));
        store().subscriptions().remove("https://a.example/actor", Style.PUBLIC, List.of());

        subscribe(Optional.of(minute(1)));

        assertThat(lane().progress().stragglers()).containsExactly(straggler(1), straggler(2), straggler(6));
        assertThat(toCome()).containsExactly("k2", "k3", "k4");
    }

    @Test
    void does_not_keep_what_is_read_again_behind_the_cursor() {
        subscribe(Optional.empty());
        posts();
        store().log().append(control(A, "https://r.example/late"));
        standsAt(3, straggler(4), straggler(5));
        store().subscriptions().remove("https://a.example/actor", Style.PUBLIC, List.of());

        subscribe(Optional.of(minute(1)));

        assertThat(lane().progress().stragglers()).isEmpty();
        assertThat(toCome()).containsExactly("k2", "k3", "k4", "https://r.example/late");
    }

    private static Straggler straggler(long offset) {
        return new Straggler(offset, 1, NOW);
    }

    @Test
    void gives_history_to_a_subscriber_that_waited_for_the_operators_word() {
        posts();
        Subscription accepted = subscription(A, "actor", Style.PUBLIC);
        Subscription pending = accepted.with(Subscription.State.PENDING);
        store().subscriptions().put(pending, List.of());

        store().subscriptions().put(Optional.of(pending), accepted, List.of(), Optional.of(minute(2)));

        assertThat(toCome()).containsExactly("k3", "k4");
    }

    @Test
    void says_why_there_is_nothing_to_replay() {
        assertThat(store().lanes().replay(A, NOW, FAR)).isEqualTo(new ReplayResult.NotSubscribed());
        subscribe(Optional.empty());
        posts();

        assertThat(store().lanes().replay(A, NOW, FAR))
                .as("all of it is still to come")
                .isEqualTo(new ReplayResult.Nothing());
        store().lanes().advance(List.of(cursor(A, 4)));
        assertThat(store().lanes().replay(A, minute(8), minute(9))).isEqualTo(new ReplayResult.Nothing());
    }

    @Test
    void takes_the_lane_out_of_its_holders_hands_and_says_so() throws Exception {
        subscribe(Optional.empty());
        posts();
        Lane held = store().leases()
                .tend("n1", java.time.Duration.ofSeconds(5))
                .claimed()
                .getFirst();
        store().lanes().advance(List.of(held.progress().under(held.progress().lease(), 4, List.of())));
        List<String> told = new ArrayList<>();
        AutoCloseable registration = store().subscriptions().onChange(told::add);

        store().lanes().replay(A, minute(0), minute(1));
        registration.close();

        assertThat(store().leases().holders()).isEmpty();
        assertThat(told).containsExactly(A);
    }
}
