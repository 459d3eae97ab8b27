package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.Effect;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.LocalActor;
import dev.linkspan.federation.MovePolicy;
import dev.linkspan.federation.MoveResult;
import dev.linkspan.federation.Recipients;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts move from server to server: O-21 of attacks.md, and FEP-7628. */
class MoveTest {

    private static final String OLD = "https://one.example/users/alice";
    private static final String NEW = "https://two.example/users/alice";
    private static final String THIRD = "https://two.example/users/third";

    private final InProcessNetwork network = new InProcessNetwork();
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private final Map<String, Actor> profiles = new ConcurrentHashMap<>();
    private final FederationRig one = rig("one.example", MovePolicy.followAll());
    private final FederationRig two = rig("two.example", MovePolicy.followAll());
    private final FederationRig readers = rig("readers.example", MovePolicy.followAll());
    private final LocalAccount old = one.federation.account("alice");
    private final LocalAccount arrived = two.federation.account("alice");
    private final LocalAccount reader = readers.federation.account("reader");

    MoveTest() {
        profile("https://readers.example", "reader", Person.builder().build());
        profile("https://readers.example", "other", Person.builder().build());
        profile("https://one.example", "alice", Person.builder().build());
        profile("https://two.example", "alice", Person.builder().build());
    }

    private FederationRig rig(String host, MovePolicy policy) {
        return new FederationRig(
                network,
                host,
                builder -> builder.actors(handle -> Optional.ofNullable(profiles.get("https://" + host + " " + handle))
                                .map(LocalActor::of))
                        .movePolicy(policy)
                        .clock(() -> Instant.now().plus(later.get())));
    }

    private void profile(String origin, String handle, Actor profile) {
        profiles.put(origin + " " + handle, profile);
    }

    private void bothSaySo() {
        profile("https://one.example", "alice", Person.builder().movedTo(NEW).build());
        profile(
                "https://two.example",
                "alice",
                Person.builder().alsoKnownAs(OLD).build());
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        readers.close();
        network.close();
    }

    private void follow(LocalAccount follower) throws InterruptedException {
        follower.follow(OLD);
        one.next("Follow");
        readers.next("Accept");
    }

    @Test
    void followers_go_on_following_where_an_account_moved_to() throws Exception {
        LocalAccount other = readers.federation.account("other");
        follow(reader);
        follow(other);
        bothSaySo();

        assertThat(old.move(NEW)).isInstanceOf(MoveResult.Announced.class);

        assertThat(readers.next("Move").effect()).isEqualTo(Effect.MOVED);
        assertThat(two.next("Follow").effect()).isEqualTo(Effect.FOLLOWER_ADDED);
        two.next("Follow");
        one.next("Undo");
        one.next("Undo");
        readers.next("Accept");
        readers.next("Accept");
        assertThat(arrived.count(Direction.FOLLOWER, State.ACCEPTED)).isEqualTo(2);
        assertThat(old.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
        assertThat(readers.store.follows().of(OLD)).isEmpty();
        assertThat(reader.follow(NEW)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void an_account_moves_to_another_on_its_own_server_too() throws Exception {
        follow(reader);
        profile("https://one.example", "next", Person.builder().alsoKnownAs(OLD).build());
        profile(
                "https://one.example",
                "alice",
                Person.builder().movedTo("https://one.example/users/next").build());

        assertThat(old.move("https://one.example/users/next")).isInstanceOf(MoveResult.Announced.class);

        readers.next("Move");
        assertThat(one.next().effect()).isIn(Effect.FOLLOWER_ADDED, Effect.FOLLOWER_REMOVED);
        readers.next("Accept");
        assertThat(one.federation.account("next").count(Direction.FOLLOWER, State.ACCEPTED))
                .isEqualTo(1);
    }

    @Test
    void nobody_is_told_of_a_move_that_one_of_both_does_not_know_of() throws Exception {
        follow(reader);

        profile(
                "https://two.example",
                "alice",
                Person.builder().alsoKnownAs(OLD).build());
        assertThat(old.move(NEW))
                .isInstanceOfSatisfying(
                        MoveResult.Unconfirmed.class,
                        refused ->
                                assertThat(refused.detail()).isEqualTo(OLD + " does not say that it moved to " + NEW));
        profile("https://one.example", "alice", Person.builder().movedTo(NEW).build());
        profile("https://two.example", "alice", Person.builder().build());
        assertThat(old.move(NEW))
                .isInstanceOfSatisfying(
                        MoveResult.Unconfirmed.class,
                        refused ->
                                assertThat(refused.detail()).isEqualTo(NEW + " does not know " + OLD + " for its own"));
        network.remove("two.example");
        assertThat(old.move(NEW)).isInstanceOf(MoveResult.Unreachable.class);
        assertThat(old.move(OLD)).isInstanceOf(MoveResult.Unconfirmed.class);

        old.send(Like.builder().object(reader.id()).build(), Recipients.ofActors(reader.id()));
        readers.next("Like");
    }

    @Test
    void an_actor_that_moved_does_not_move_on_for_a_month() throws Exception {
        follow(reader);
        bothSaySo();
        MoveResult.Announced first = (MoveResult.Announced) old.move(NEW);

        MoveResult.Announced again = (MoveResult.Announced) old.move(NEW);
        profile("https://one.example", "alice", Person.builder().movedTo(THIRD).build());
        profile(
                "https://two.example",
                "third",
                Person.builder().alsoKnownAs(OLD).build());

        assertThat(again.sent().id()).as("told once").isEqualTo(first.sent().id());
        assertThat(old.move(THIRD))
                .isInstanceOfSatisfying(
                        MoveResult.TooSoon.class,
                        soon -> assertThat(soon.until())
                                .isBetween(
                                        Instant.now().plus(Duration.ofDays(29)),
                                        Instant.now().plus(Duration.ofDays(31))));
        later.set(Duration.ofDays(31));
        assertThat(old.move(THIRD)).isInstanceOf(MoveResult.Announced.class);
    }

    @Test
    void a_move_that_the_target_does_not_confirm_changes_nothing_and_nobody_hears_of_it() throws Exception {
        follow(reader);
        profile("https://one.example", "alice", Person.builder().movedTo(NEW).build());

        sendMove(old, NEW);
        one.untilTakenBy("readers.example");

        assertThat(readers.heardNothingMore()).isTrue();
        assertThat(network.sent("GET", "two.example")).as("it was asked").isNotEmpty();
        assertThat(reader.follow(OLD)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void nobody_is_asked_about_a_move_of_somebody_whom_nobody_follows() throws Exception {
        bothSaySo();

        sendMove(old, NEW);

        assertThat(readers.next("Move").effect()).as("its word alone").isEqualTo(Effect.NONE);
        assertThat(network.sent("GET", "two.example")).isEmpty();
    }

    /** As a server would that checks nothing. */
    private static void sendMove(LocalAccount account, String target) {
        account.send(
                Move.builder().object(account.id()).target(target).build(),
                Recipients.ofActors("https://readers.example/users/reader"));
    }

    @Test
    void accounts_that_move_to_and_fro_are_followed_once() throws Exception {
        follow(reader);
        bothSaySo();
        sendMove(old, NEW);
        readers.next("Move");
        two.next("Follow");
        readers.next("Accept");

        profile(
                "https://one.example",
                "alice",
                Person.builder().alsoKnownAs(NEW).build());
        profile(
                "https://two.example",
                "alice",
                Person.builder().movedTo(OLD).alsoKnownAs(OLD).build());
        sendMove(arrived, OLD);
        two.untilTakenBy("readers.example");

        assertThat(readers.heardNothingMore()).isTrue();
        assertThat(reader.follow(NEW)).as("it stays").isEqualTo(State.ACCEPTED);
        later.set(Duration.ofDays(8));
        sendMove(arrived, OLD);
        assertThat(readers.next("Move").effect()).isEqualTo(Effect.MOVED);
    }

    @Test
    void an_application_may_leave_it_to_its_people() throws Exception {
        try (FederationRig own = rig("own.example", MovePolicy.stay())) {
            profile("https://own.example", "u", Person.builder().build());
            LocalAccount u = own.federation.account("u");
            u.follow(OLD);
            one.next("Follow");
            own.next("Accept");
            bothSaySo();

            old.move(NEW);

            assertThat(own.next("Move").effect()).isEqualTo(Effect.MOVED);
            assertThat(u.follow(OLD)).isEqualTo(State.ACCEPTED);
            assertThat(own.store.follows().of(NEW)).isEmpty();
        }
    }
}
