package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of relations with a host that is blocked. */
class BlockedHostsTest {

    private static final String ALICE = "https://app.example/users/alice";

    private final Store store = Store.inMemory();
    private final List<String> told = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private final BlockedHosts hosts = new BlockedHosts(
            store.domainRules(),
            store.follows(),
            new RelationListener() {
                @Override
                public void onBlocked(String authority, int relations) {
                    told.add(authority + " " + relations);
                    meanwhile.run();
                    if (authority.equals("bad.example")) {
                        throw new IllegalStateException("a listener's own fault");
                    }
                }
            },
            () -> now);

    private void relate(Direction direction, String authority) {
        FollowRelation relation = new FollowRelation(
                direction,
                ALICE,
                "https://" + authority + "/users/u",
                authority,
                "https://" + authority + "/inbox",
                Optional.empty(),
                State.ACCEPTED,
                "https://" + authority + "/follows/1",
                now);
        store.follows().put(Optional.empty(), relation, List.of());
    }

    private void rule(String host, Kind kind) {
        store.domainRules().put(new DomainRule(host, kind, ""));
    }

    private List<String> left() {
        return store.follows().authorities("", 2_000);
    }

    @Test
    void a_rule_holds_for_subdomains_and_ports_but_not_for_what_is_excepted() {
        for (String host :
                List.of("bad.example", "bad.example:8443", "deep.bad.example", "good.bad.example", "notbad.example")) {
            relate(Direction.FOLLOWER, host);
            relate(Direction.FOLLOWING, host);
        }
        rule("bad.example", Kind.BLOCK);
        rule("good.bad.example", Kind.ALLOW);

        assertThat(hosts.endRelations()).isEqualTo(6);

        assertThat(left()).containsExactly("good.bad.example", "notbad.example");
        assertThat(told).containsExactlyInAnyOrder("bad.example 2", "bad.example:8443 2", "deep.bad.example 2");
    }

    @Test
    void a_listener_keeps_nobody_else_from_blocking() {
        relate(Direction.FOLLOWER, "worse.example");
        rule("worse.example", Kind.BLOCK);
        List<Integer> others = new ArrayList<>();
        meanwhile = () -> others.add(CompletableFuture.supplyAsync(hosts::endRelations)
                .orTimeout(20, TimeUnit.SECONDS)
                .join());

        assertThat(hosts.endRelations()).isEqualTo(1);

        assertThat(others).containsExactly(0);
        assertThat(told).containsExactly("worse.example 1");
    }

    @Test
    void finds_all_of_many_hosts() {
        for (int i = 0; i < 1_234; i++) {
            relate(Direction.FOLLOWER, "h" + i + (i % 2 == 0 ? ".bad.example" : ".example"));
        }
        rule("bad.example", Kind.BLOCK);

        assertThat(hosts.endRelations()).isEqualTo(617);
        assertThat(left()).hasSize(617);
    }

    @Test
    void a_rule_that_somebody_else_wrote_is_found_in_the_next_round() {
        relate(Direction.FOLLOWER, "bad.example");
        hosts.tidy();
        assertThat(left()).hasSize(1);

        rule("bad.example", Kind.BLOCK);
        hosts.tidy();

        assertThat(left()).isEmpty();
    }

    @Test
    void what_slipped_in_while_a_host_was_being_blocked_goes_within_the_hour() {
        rule("bad.example", Kind.BLOCK);
        hosts.tidy();
        relate(Direction.FOLLOWER, "bad.example");

        hosts.tidy();
        assertThat(left()).hasSize(1);
        now = now.plus(BlockedHosts.INTERVAL).plus(Duration.ofMinutes(1));
        hosts.tidy();

        assertThat(left()).isEmpty();
    }
}
