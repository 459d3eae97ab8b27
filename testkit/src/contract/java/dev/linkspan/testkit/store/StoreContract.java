package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.cursor;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Keys.StoredKey;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LaneProgress.Health;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every form of the store does; a form's test extends this and says how to open it. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class StoreContract {

    /** The store under test. */
    protected Store store;

    /** For the test of a store. */
    protected StoreContract() {}

    /** An empty store. */
    protected abstract Store open();

    /** Lets time pass by the store's clock. */
    protected abstract void pass(Duration time);

    @BeforeEach
    void open_store() {
        store = open();
    }

    @AfterEach
    void close_store() {
        store.close();
    }

    @Nested
    class TheLog extends ActivityLogContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Nested
    class Trimming extends TrimContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Nested
    class TheSubscriptions extends SubscriptionsContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Nested
    class TheLeases extends LeasesContract {
        @Override
        protected Store store() {
            return store;
        }

        @Override
        protected void pass(Duration time) {
            StoreContract.this.pass(time);
        }
    }

    @Nested
    class Replaying extends ReplayContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Nested
    class NamedLanes extends NamedLanesContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Nested
    class ApplicationEntries extends ApplicationEntriesContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Nested
    class TheFollows extends FollowsContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Nested
    class TheOutboxes extends OutboxesContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Nested
    class TheDeadLetters extends DeadLettersContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Nested
    class TheValues extends ValuesContract {
        @Override
        protected Store store() {
            return store;
        }
    }

    @Test
    void advances_several_lanes_with_all_their_state() {
        store.log()
                .append(List.of(
                        control("a.example", "https://r.example/1"), control("b.example", "https://r.example/2")));
        LaneProgress a = new LaneProgress(
                "a.example",
                2,
                3,
                Optional.of(NOW),
                Optional.of(NOW.plusSeconds(60)),
                Optional.of(NOW.minusSeconds(60)),
                Health.SUSPENDED,
                0,
                List.of(new Straggler(1, 4, NOW.plusSeconds(5)), new Straggler(2, 1, NOW.plusSeconds(9))));

        store.lanes().advance(List.of(a, cursor("b.example", 1)));

        assertThat(store.lanes().find("a.example")).contains(new Lane("a.example", Optional.empty(), a));
        assertThat(store.lanes().all())
                .containsExactly(
                        new Lane("a.example", Optional.empty(), a),
                        new Lane("b.example", Optional.empty(), cursor("b.example", 1)));
    }

    @Test
    void forgets_stragglers_that_were_delivered() {
        store.log().append(control("a.example", "https://r.example/1"));
        LaneProgress at = cursor("a.example", 1);
        store.lanes()
                .advance(List.of(new LaneProgress(
                        "a.example",
                        1,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Health.ACTIVE,
                        0,
                        List.of(new Straggler(1, 1, NOW)))));

        store.lanes().advance(List.of(at));

        assertThat(store.lanes().find("a.example").orElseThrow().progress()).isEqualTo(at);
    }

    @Test
    void never_moves_a_cursor_back() {
        store.log()
                .append(List.of(
                        control("a.example", "https://r.example/1"), control("a.example", "https://r.example/2")));
        store.lanes().advance(List.of(cursor("a.example", 2)));
        LaneProgress late = new LaneProgress(
                "a.example", 1, 1, Optional.of(NOW), Optional.of(NOW), Optional.empty(), Health.ACTIVE, 0, List.of());

        store.lanes().advance(List.of(late));

        LaneProgress progress = store.lanes().find("a.example").orElseThrow().progress();
        assertThat(progress.cursor()).isEqualTo(2);
        assertThat(progress.failures()).isEqualTo(1);
    }

    @Test
    void refuses_a_cursor_beyond_the_end_and_writes_nothing() {
        store.log().append(control("a.example", "https://r.example/1"));
        store.log().append(control("b.example", "https://r.example/2"));

        assertThatThrownBy(() -> store.lanes().advance(List.of(cursor("a.example", 2), cursor("b.example", 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("b.example");

        assertThat(store.lanes().find("a.example").orElseThrow().progress().cursor())
                .isZero();
    }

    @Test
    void leaves_out_progress_of_a_lane_that_is_gone() {
        assertThat(store.lanes().advance(List.of(cursor("gone.example", 0)))).containsExactly("gone.example");

        assertThat(store.lanes().all()).isEmpty();
    }

    @Test
    void removes_a_lane_only_when_nothing_is_left_for_it() {
        store.log().append(control("a.example", "https://r.example/1"));
        store.log().append(received("https://origin.example/1"));
        assertThat(store.lanes().removeIfIdle("a.example"))
                .as("with an entry to deliver")
                .isFalse();

        store.lanes()
                .advance(List.of(new LaneProgress(
                        "a.example",
                        1,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Health.ACTIVE,
                        0,
                        List.of(new Straggler(1, 1, NOW)))));
        assertThat(store.lanes().removeIfIdle("a.example"))
                .as("with a straggler")
                .isFalse();

        store.lanes().advance(List.of(cursor("a.example", 1)));
        assertThat(store.lanes().removeIfIdle("a.example")).isTrue();
        assertThat(store.lanes().find("a.example")).isEmpty();
        assertThat(store.lanes().removeIfIdle("a.example")).as("a second time").isFalse();
    }

    @Test
    void abandons_a_lane_with_what_is_left_for_it_but_none_that_a_subscription_needs() {
        store.log().append(control("a.example", "https://r.example/1"));
        store.subscriptions().put(subscription("b.example", "actor", Style.PUBLIC), List.of());

        assertThat(store.lanes().abandon("a.example")).isTrue();
        assertThat(store.lanes().abandon("b.example")).isFalse();
        assertThat(store.lanes().abandon("none.example")).isFalse();

        assertThat(store.lanes().all()).extracting(Lane::authority).containsExactly("b.example");
    }

    @Test
    void keeps_a_lane_that_a_subscription_needs() {
        store.subscriptions().put(subscription("a.example", "actor", Style.PUBLIC), List.of());

        assertThat(store.lanes().removeIfIdle("a.example")).isFalse();
    }

    @Test
    void remembers_replaces_and_forgets_keys() {
        StoredKey key = new StoredKey("https://a.example/k", "https://a.example/u", Body.of("der"), NOW);
        StoredKey newer =
                new StoredKey("https://a.example/k", "https://a.example/u", Body.of("other"), NOW.plusSeconds(1));

        store.keys().save(key);
        assertThat(store.keys().find(key.keyId())).contains(key);
        store.keys().save(newer);
        assertThat(store.keys().find(key.keyId())).contains(newer);
        store.keys().forget(key.keyId());
        assertThat(store.keys().find(key.keyId())).isEmpty();
    }

    @Test
    void finds_the_longest_domain_rule_on_label_boundaries() {
        DomainRule blocked = new DomainRule("bad.example", Kind.BLOCK, "spam");
        DomainRule allowed = new DomainRule("good.bad.example", Kind.ALLOW, "");
        store.domainRules().put(blocked);
        store.domainRules().put(allowed);

        assertThat(store.domainRules().ruleFor("bad.example")).contains(blocked);
        assertThat(store.domainRules().ruleFor("deep.sub.bad.example")).contains(blocked);
        assertThat(store.domainRules().ruleFor("good.bad.example")).contains(allowed);
        assertThat(store.domainRules().ruleFor("x.good.bad.example")).contains(allowed);
        assertThat(store.domainRules().ruleFor("notbad.example")).isEmpty();
        assertThat(store.domainRules().ruleFor("example")).isEmpty();
        assertThat(store.domainRules().isBlocked("www.bad.example")).isTrue();
        assertThat(store.domainRules().isAllowed("good.bad.example")).isTrue();
    }

    @Test
    void replaces_and_removes_domain_rules() {
        store.domainRules().put(new DomainRule("b.example", Kind.BLOCK, ""));
        store.domainRules().put(new DomainRule("a.example", Kind.BLOCK, ""));
        DomainRule allowed = new DomainRule("b.example", Kind.ALLOW, "a friend");

        store.domainRules().put(allowed);
        store.domainRules().remove("a.example");
        store.domainRules().remove("absent.example");

        assertThat(store.domainRules().all()).containsExactly(allowed);
    }

    @Test
    void refuses_a_domain_rule_for_no_canonical_host() {
        for (String host : List.of("", ".example", "example.", "Example")) {
            assertThatThrownBy(() -> new DomainRule(host, Kind.BLOCK, ""))
                    .as(host)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
