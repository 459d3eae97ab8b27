package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.delivery.DeliveryReport;
import dev.linkspan.delivery.Outcome;
import dev.linkspan.federation.Effect;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.FollowPolicy;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.Intake;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Recipients;
import dev.linkspan.federation.RelationListener;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Block;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Reject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What makes and ends relations, and what a listener learns of it. */
class RelationsTest {

    private final InProcessNetwork network = new InProcessNetwork();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final BlockingQueue<DeliveryReport> outcomes = new LinkedBlockingQueue<>();
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private final FederationRig one = rig(
            "one.example",
            "alice",
            b -> b.clock(() -> Instant.now().plus(later.get()))
                    .onDelivery(new DeliveryListener() {
                        @Override
                        public void onOutcome(DeliveryReport report) {
                            outcomes.add(report);
                        }
                    })
                    .onRelationEnded(new RelationListener() {
                        @Override
                        public void onGone(FollowRelation follower) {
                            ended.add("gone " + follower.remote());
                        }

                        @Override
                        public void onBlocked(String authority, int relations) {
                            ended.add("blocked " + authority + " " + relations);
                        }
                    }));
    private final FederationRig two = rig("two.example", "bob", b -> b);
    private final LocalAccount alice = one.federation.account("alice");
    private final LocalAccount bob = two.federation.account("bob");

    private FederationRig rig(String host, String handle, UnaryOperator<FederationBuilder> settings) {
        return new FederationRig(
                network,
                host,
                builder -> settings.apply(
                        builder.actor(handle, Person.builder().name(handle).build())));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        network.close();
    }

    private String nextEnded() throws InterruptedException {
        return ended.poll(20, TimeUnit.SECONDS);
    }

    private void befriend() throws InterruptedException {
        bob.follow(alice.id());
        assertThat(one.next("Follow").effect()).isEqualTo(Effect.FOLLOWER_ADDED);
        assertThat(two.next("Accept").effect()).isEqualTo(Effect.FOLLOWING_ACCEPTED);
    }

    /** From now on a server answers with nothing but a status. */
    private void answer(String host, WebHandler server, int status) {
        network.put(host, new WebHandler() {
            @Override
            public boolean readsBody(String method, String path) {
                return server.readsBody(method, path);
            }

            @Override
            public int maxBodyBytes() {
                return server.maxBodyBytes();
            }

            @Override
            public Intake.Verdict admit(String client, long declaredBytes) {
                return server.admit(client, declaredBytes);
            }

            @Override
            public WebResponse putOff(Intake.Verdict.Refused refused) {
                return server.putOff(refused);
            }

            @Override
            public Optional<WebResponse> handle(WebRequest request) {
                return Optional.of(WebResponse.empty(status));
            }
        });
    }

    /** The next outcome of a post to a host. */
    private Outcome nextOutcome(String authority) throws InterruptedException {
        while (true) {
            DeliveryReport report = outcomes.poll(20, TimeUnit.SECONDS);
            assertThat(report).as("an outcome of a post to " + authority).isNotNull();
            if (report.authority().equals(authority)) {
                return report.outcome();
            }
        }
    }

    @Test
    void a_follower_who_is_gone_with_its_inbox_is_dropped_and_the_application_hears_of_it() throws Exception {
        befriend();
        one.untilTakenBy("two.example");
        answer("two.example", two.web, 410);
        int before = network.sent("GET", "two.example").size();
        alice.send(like(), Recipients.ofInboxes(bob.id() + "/inbox"));
        Await.until("asked", () -> network.sent("GET", "two.example").size() > before);
        assertThat(ended).as("a proxy may be wrong for a minute").isEmpty();
        later.set(Duration.ofMinutes(61));

        alice.send(like(), Recipients.ofInboxes(bob.id() + "/inbox"));

        assertThat(nextEnded()).isEqualTo("gone " + bob.id());
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
    }

    private static Activity like() {
        return Like.builder().object("https://three.example/notes/1").build();
    }

    @Test
    void a_host_that_is_blocked_loses_all_relations_at_once_and_hears_nothing_of_it() throws Exception {
        befriend();
        alice.follow(bob.id());
        two.next("Follow");
        one.next("Accept");
        network.remove("two.example");
        alice.send(like(), Recipients.ofFollowers()); // waits for a host that is down
        List<OutgoingRequest> before = network.sent("POST", "two.example");

        assertThat(one.federation.block("two.example", "spam")).isEqualTo(2);

        assertThat(nextEnded()).isEqualTo("blocked two.example 2");
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
        assertThat(alice.count(Direction.FOLLOWING, State.ACCEPTED)).isZero();
        network.put("two.example", two.web);
        assertThat(bob.send(Like.builder().object(alice.id()).build(), Recipients.ofActors(alice.id()))
                        .inboxes())
                .isEqualTo(1);
        assertThat(network.sent("POST", "two.example").size())
                .as("at most what was under way")
                .isLessThanOrEqualTo(before.size() + 1);
        one.untilTakenBy("two.example");
        assertThat(two.heardNothingMore()).isTrue();
    }

    @Test
    void nothing_is_sent_to_a_host_that_was_blocked_after_it_was_addressed() throws Exception {
        FollowRelation relation = new FollowRelation(
                Direction.FOLLOWER,
                alice.id(),
                bob.id(),
                "two.example",
                bob.id() + "/inbox",
                Optional.empty(),
                State.PENDING,
                "https://two.example/activities/1",
                Instant.EPOCH);
        one.store.follows().put(Optional.empty(), relation, List.of());
        one.store.domainRules().put(new DomainRule("two.example", Kind.BLOCK, ""));

        assertThat(alice.acceptFollower(bob.id())).isTrue();

        assertThat(nextOutcome("two.example")).isInstanceOf(Outcome.GaveUp.class);
        assertThat(network.sent("POST", "two.example")).isEmpty();
    }

    @Test
    void a_listener_learns_what_its_activity_changed() throws Exception {
        befriend();

        bob.unfollow(alice.id());
        assertThat(one.next("Undo").effect()).isEqualTo(Effect.FOLLOWER_REMOVED);
        bob.follow(alice.id());
        assertThat(one.next("Follow").effect()).isEqualTo(Effect.FOLLOWER_ADDED);
        two.next("Accept");
        bob.send(like(), Recipients.ofActors(alice.id()));
        assertThat(one.next("Like").effect()).isEqualTo(Effect.NONE);
        alice.rejectFollower(bob.id());
        assertThat(two.next("Reject").effect()).isEqualTo(Effect.FOLLOWING_REJECTED);
        bob.send(Block.builder().object(alice.id()).build(), Recipients.ofActors(alice.id()));
        assertThat(one.next("Block").effect()).as("nothing is left").isEqualTo(Effect.NONE);
        bob.follow(alice.id());
        one.next("Follow");
        two.next("Accept");
        bob.send(Follow.builder().object(alice.id()).build(), Recipients.ofActors(alice.id()));
        assertThat(one.next("Follow").effect()).as("it follows already").isEqualTo(Effect.NONE);
        bob.send(Block.builder().object(alice.id()).build(), Recipients.ofActors(alice.id()));
        assertThat(one.next("Block").effect()).isEqualTo(Effect.RELATIONS_ENDED);
    }

    @Test
    void a_follow_that_comes_by_two_inboxes_makes_one_follower() throws Exception {
        Follow follow = Follow.builder().object(alice.id()).build();

        bob.send(follow, Recipients.ofInboxes(alice.id() + "/inbox", "https://one.example/inbox"));

        assertThat(List.of(one.next("Follow").effect(), one.next("Follow").effect()))
                .containsExactlyInAnyOrder(Effect.FOLLOWER_ADDED, Effect.NONE);
    }

    @Test
    void strangers_who_are_refused_leave_nothing_behind() throws Exception {
        try (FederationRig three = rig(
                "three.example",
                "carol",
                b -> b.followPolicy((handle, actor, follower) -> FollowPolicy.Answer.REJECT))) {
            LocalAccount carol = three.federation.account("carol");

            bob.follow(carol.id());

            assertThat(three.next("Follow").effect()).isEqualTo(Effect.FOLLOWER_REFUSED);
            assertThat(two.next("Reject").effect()).isEqualTo(Effect.FOLLOWING_REJECTED);
            assertThat(three.store.follows().of(bob.id())).isEmpty();
            assertThat(bob.count(Direction.FOLLOWING, State.PENDING)).isZero();
        }
    }

    @Test
    void a_listener_that_failed_hears_again_of_the_same_effect() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        BlockingQueue<Inbound<Reject>> heard = new LinkedBlockingQueue<>();
        try (FederationRig three = rig(
                "three.example",
                "carol",
                b -> b.on(Reject.class, inbound -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("a listener's own fault");
                    }
                    heard.add(inbound);
                }))) {
            LocalAccount carol = three.federation.account("carol");
            carol.follow(alice.id());
            one.next("Follow");
            three.next("Accept");

            alice.rejectFollower(carol.id());

            Inbound<Reject> second = heard.poll(60, TimeUnit.SECONDS);
            assertThat(second).isNotNull();
            assertThat(second.effect()).isEqualTo(Effect.FOLLOWING_REJECTED);
        }
    }
}
