package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.cursor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.Leases;
import dev.linkspan.store.Leases.Tended;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How every form of the store divides lanes among nodes. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class LeasesContract {

    /** For the test of a store. */
    protected LeasesContract() {}

    private static final Duration TTL = Duration.ofSeconds(5);

    /** The store under test, empty before each test. */
    protected abstract Store store();

    /** Lets time pass by the store's clock. */
    protected abstract void pass(Duration time);

    private Leases leases() {
        return store().leases();
    }

    private void lanes(int count) {
        store().log()
                .append(IntStream.range(0, count)
                        .mapToObj(i -> control("l" + i + ".example", "https://r.example/" + i))
                        .toList());
    }

    private static List<String> names(Tended tended) {
        return tended.claimed().stream().map(Lane::authority).toList();
    }

    private LaneProgress at(Lane lane, long offset) {
        return lane.progress().under(lane.progress().lease(), offset, List.of());
    }

    @Test
    void gives_a_lone_node_everything() {
        lanes(3);

        Tended tended = leases().tend("n1", TTL);

        assertThat(names(tended)).containsExactlyInAnyOrder("l0.example", "l1.example", "l2.example");
        assertThat(tended.claimed()).allSatisfy(lane -> {
            assertThat(lane.progress().lease()).isEqualTo(1);
            assertThat(store().lanes().find(lane.authority())).contains(lane);
        });
        assertThat(tended.lapsed()).as("not known before").isTrue();
        assertThat(tended.nodes()).isEqualTo(1);
        Tended again = leases().tend("n1", TTL);
        assertThat(again.sharedTime().isPresent())
                .isEqualTo(store().sharedTime().isPresent());
        assertThat(again).isEqualTo(new Tended(false, List.of(), 0, 1, again.sharedTime()));
    }

    /** A store may write only what changed since the last time, but has to hold what it was last given. */
    @Test
    void holds_the_stragglers_that_it_was_last_given_whoever_has_the_lane() {
        lanes(2);
        Lane lane = leases().tend("n1", TTL).claimed().getFirst();
        Random random = new Random(20261122);
        for (int i = 0; i < 60; i++) {
            if (i == 30) {
                leases().leave("n1");
                lane = leases().tend("n2", TTL).claimed().getFirst();
            }
            List<Straggler> stragglers = LongStream.rangeClosed(1, 8)
                    .filter(offset -> random.nextInt(3) > 0)
                    .mapToObj(offset -> new Straggler(offset, random.nextInt(2), NOW.plusSeconds(random.nextInt(2))))
                    .toList();
            LaneProgress progress = lane.progress().under(lane.progress().lease(), 1, stragglers);
            assertThat(store().lanes().advance(List.of(progress))).isEmpty();
            assertThatThrownBy(() -> store().lanes().advance(List.of(progress.under(progress.lease(), 9, List.of()))))
                    .as("beyond the end, so nothing is written")
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(store().lanes().find(lane.authority()).orElseThrow().progress())
                    .isEqualTo(progress);
        }
    }

    @Test
    void divides_the_lanes_once_the_first_node_gives_back_its_surplus() {
        lanes(5);
        Lane given = leases().tend("n1", TTL).claimed().getFirst();

        assertThat(names(leases().tend("n2", TTL))).isEmpty();
        assertThat(leases().tend("n1", TTL).surplus()).isEqualTo(2);
        leases().release("n1", Set.of(given.authority(), "l1.example"));

        assertThat(names(leases().tend("n2", TTL))).containsExactlyInAnyOrder(given.authority(), "l1.example");
        assertThat(leases().holders())
                .hasSize(5)
                .containsEntry(given.authority(), "n2")
                .containsEntry("l1.example", "n2");
        assertThat(leases().tend("n1", TTL).surplus()).isZero();
    }

    @Test
    void leaves_out_what_the_last_holder_still_writes() {
        lanes(1);
        Lane before = leases().tend("n1", TTL).claimed().getFirst();
        leases().release("n1", Set.of("l0.example"));
        Lane after = leases().tend("n2", TTL).claimed().stream()
                .findFirst()
                .orElseGet(() -> leases().tend("n1", TTL).claimed().getFirst());

        assertThat(store().lanes().advance(List.of(at(before, 1)))).containsExactly("l0.example");
        assertThat(store().lanes().find("l0.example").orElseThrow().progress().cursor())
                .isZero();
        assertThat(store().lanes().advance(List.of(at(after, 1)))).isEmpty();
        assertThat(store().lanes().find("l0.example").orElseThrow().progress().cursor())
                .isEqualTo(1);
    }

    @Test
    void gives_a_lane_that_was_made_again_no_lease_that_it_had_before() {
        lanes(1);
        Lane before = leases().tend("n1", TTL).claimed().getFirst();
        store().lanes().abandon("l0.example");
        store().log().append(control("l0.example", "https://r.example/again"));

        Lane after = leases().tend("n2", TTL).claimed().getFirst();

        assertThat(after.progress().lease()).isGreaterThan(before.progress().lease());
        assertThat(store().lanes().advance(List.of(at(before, 2)))).containsExactly("l0.example");
    }

    @Test
    void takes_over_from_a_node_that_was_not_heard_of() {
        lanes(4);
        List<Lane> first = leases().tend("n1", TTL).claimed();
        pass(Duration.ofSeconds(3));
        assertThat(names(leases().tend("n2", TTL))).as("n1 may be alive").isEmpty();
        pass(Duration.ofSeconds(3));

        Tended tended = leases().tend("n2", TTL);

        assertThat(names(tended)).hasSize(4);
        assertThat(tended.nodes()).isEqualTo(1);
        assertThat(store().lanes().advance(List.of(at(first.getFirst(), 1))))
                .as("n1 wakes up and writes")
                .hasSize(1);
        Tended late = leases().tend("n1", TTL);
        assertThat(late.lapsed()).isTrue();
        assertThat(late.claimed()).isEmpty();
        assertThat(late.nodes()).isEqualTo(2);
    }

    @Test
    void keeps_the_lanes_of_a_node_that_is_late_but_missed_by_nobody() {
        lanes(2);
        leases().tend("n1", TTL);
        pass(Duration.ofMinutes(1));

        Tended late = leases().tend("n1", TTL);
        assertThat(late).isEqualTo(new Tended(false, List.of(), 0, 1, late.sharedTime()));
    }

    @Test
    void frees_the_lanes_of_a_node_that_leaves_at_once() {
        lanes(2);
        leases().tend("n1", TTL);
        leases().tend("n2", TTL);

        leases().leave("n1");

        assertThat(leases().holders()).isEmpty();
        assertThat(names(leases().tend("n2", TTL))).hasSize(2);
    }

    @Test
    void claims_lanes_that_are_made_later() {
        leases().tend("n1", TTL);
        lanes(1);

        assertThat(names(leases().tend("n1", TTL))).containsExactly("l0.example");
    }

    @Test
    void releases_only_what_the_node_holds() {
        lanes(1);
        leases().tend("n1", TTL);

        leases().release("n2", Set.of("l0.example", "none.example"));

        assertThat(leases().holders()).containsEntry("l0.example", "n1");
    }

    @Test
    void writes_for_a_lane_that_nobody_ever_held() {
        lanes(1);

        assertThat(store().lanes().advance(List.of(cursor("l0.example", 1)))).isEmpty();
    }
}
