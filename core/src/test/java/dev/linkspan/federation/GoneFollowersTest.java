package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.delivery.DeliveryReport;
import dev.linkspan.delivery.Outcome;
import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.federation.ActorSight.Sighting;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What 410 at an inbox means for followers. */
class GoneFollowersTest {

    private static final String ALICE = "https://app.example/users/alice";
    private static final String ANNA = "https://app.example/users/anna";
    private static final String SHARED = "https://a.example/inbox";

    private final Follows follows = Store.inMemory().follows();
    private final List<String> told = new ArrayList<>();
    private final Map<String, Sighting> seen = new HashMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private final GoneFollowers gone = new GoneFollowers(
            follows,
            new RelationListener() {
                @Override
                public void onGone(FollowRelation follower) {
                    told.add(follower.remote());
                    throw new IllegalStateException("a listener's own fault");
                }
            },
            actor -> seen.getOrDefault(actor, new Sighting.Unknown()),
            waiting::add,
            () -> now);

    private FollowRelation follow(String local, String name, Optional<String> sharedInbox) {
        FollowRelation relation = new FollowRelation(
                Direction.FOLLOWER,
                local,
                "https://a.example/" + name,
                "a.example",
                "https://a.example/" + name + "/inbox",
                sharedInbox,
                State.ACCEPTED,
                "https://a.example/follows/" + name,
                now);
        follows.put(Optional.empty(), relation, List.of());
        return relation;
    }

    private void report(String authority, String inbox, Outcome outcome) {
        gone.onOutcome(
                new DeliveryReport(authority, 1, "id", Optional.of(ALICE), Optional.of(inbox), outcome, Duration.ZERO));
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    private void answerGone(String inbox) {
        report("a.example", inbox, new Outcome.Gone(410));
    }

    private long followers() {
        return follows.count(Direction.FOLLOWER, ALICE, State.ACCEPTED);
    }

    private void isHere(String name, String inbox, String... sharedInbox) {
        JsonObjectBuilder document =
                JsonText.object().add("id", "https://a.example/" + name).add("inbox", inbox);
        for (String shared : sharedInbox) {
            document.add("endpoints", JsonText.object().add("sharedInbox", shared));
        }
        Actor view = Actor.of(document.build());
        seen.put(
                "https://a.example/" + name,
                new Sighting.Here(new RemoteActor(view, "https://a.example/" + name, inbox)));
    }

    @Test
    void an_actor_that_is_gone_as_well_as_its_inbox_follows_no_longer_after_an_hour() {
        follow(ALICE, "one", Optional.of(SHARED));
        follow(ALICE, "two", Optional.of(SHARED));
        follow(ANNA, "one", Optional.of(SHARED));
        seen.put("https://a.example/one", new Sighting.Gone());
        seen.put("https://a.example/two", new Sighting.Gone());

        answerGone("https://a.example/one/inbox");
        answerGone("https://a.example/one/inbox");
        assertThat(followers()).as("a proxy may be wrong for a minute").isEqualTo(2);
        now = now.plus(GoneFollowers.FOR_BOTH);
        answerGone("https://a.example/one/inbox");

        assertThat(followers()).isEqualTo(1);
        assertThat(told).containsExactly("https://a.example/one");
        // GoToSocial 0.19 answers 410 also if it believes the sender gone: that says nothing to others of ours.
        assertThat(follows.count(Direction.FOLLOWER, ANNA, State.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void an_actor_that_is_there_or_that_nobody_can_tell_of_has_to_answer_for_days() {
        follow(ALICE, "one", Optional.empty());
        follow(ALICE, "two", Optional.empty());
        isHere("one", "https://a.example/one/inbox");

        for (int i = 0; i < 50; i++) {
            answerGone("https://a.example/one/inbox");
            answerGone("https://a.example/two/inbox");
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(followers()).as("within two days").isEqualTo(2);
        now = now.plus(GoneFollowers.FOR);
        answerGone("https://a.example/one/inbox");
        answerGone("https://a.example/two/inbox");

        assertThat(followers()).isZero();
    }

    @Test
    void an_actor_that_has_its_inbox_elsewhere_gets_its_post_there() {
        FollowRelation relation = follow(ALICE, "one", Optional.empty());
        isHere("one", "https://a.example/new", SHARED);

        answerGone("https://a.example/one/inbox");

        assertThat(follows.find(Direction.FOLLOWER, ALICE, relation.remote()))
                .contains(relation.with("https://a.example/new", Optional.of(SHARED)));
    }

    @Test
    void an_inbox_that_took_something_meanwhile_is_there() {
        follow(ALICE, "one", Optional.empty());
        seen.put("https://a.example/one", new Sighting.Gone());
        answerGone("https://a.example/one/inbox");
        report("a.example", "https://a.example/one/inbox", new Outcome.Delivered(202));
        now = now.plus(GoneFollowers.FOR_BOTH);
        answerGone("https://a.example/one/inbox");

        assertThat(followers()).isEqualTo(1);
    }

    @Test
    void does_nothing_on_the_thread_that_delivers() {
        follow(ALICE, "one", Optional.empty());

        gone.onOutcome(new DeliveryReport(
                "a.example",
                1,
                "id",
                Optional.of(ALICE),
                Optional.of("https://a.example/one/inbox"),
                new Outcome.Gone(410),
                Duration.ZERO));

        assertThat(followers()).isEqualTo(1);
        assertThat(waiting).hasSize(1);
    }

    @Test
    void a_shared_inbox_has_to_say_it_for_days() {
        follow(ALICE, "one", Optional.of(SHARED));
        follow(ALICE, "two", Optional.of(SHARED));

        for (int i = 0; i < 50; i++) {
            answerGone(SHARED);
        }
        assertThat(followers()).as("all on one day").isEqualTo(2);
        now = now.plus(GoneFollowers.FOR);
        answerGone(SHARED);

        assertThat(followers()).isZero();
        assertThat(told).containsExactlyInAnyOrder("https://a.example/one", "https://a.example/two");
    }

    @Test
    void a_shared_inbox_that_took_something_meanwhile_is_there() {
        follow(ALICE, "one", Optional.of(SHARED));
        answerGone(SHARED);
        answerGone(SHARED);
        report("a.example", SHARED, new Outcome.Delivered(202));
        now = now.plus(GoneFollowers.FOR);
        answerGone(SHARED);

        assertThat(followers()).isEqualTo(1);
    }

    @Test
    void of_several_who_call_an_inbox_their_own_each_is_judged_by_itself() {
        for (String name : List.of("one", "two", "three")) {
            FollowRelation relation = follow(ALICE, name, Optional.empty());
            follows.put(Optional.of(relation), relation.with(SHARED, Optional.empty()), List.of());
        }
        isHere("one", SHARED);
        seen.put("https://a.example/two", new Sighting.Gone());

        answerGone(SHARED);
        now = now.plus(GoneFollowers.FOR_BOTH);
        answerGone(SHARED);

        assertThat(told).containsExactly("https://a.example/two");
    }

    @Test
    void nobody_is_looked_at_for_what_a_shared_inbox_answers() {
        follow(ALICE, "one", Optional.of(SHARED));
        seen.put("https://a.example/one", new Sighting.Gone());

        answerGone(SHARED);
        now = now.plus(GoneFollowers.FOR_BOTH);
        answerGone(SHARED);

        assertThat(followers()).isEqualTo(1);
    }

    @Test
    void another_host_cannot_say_it_by_naming_the_inbox() {
        follow(ALICE, "one", Optional.empty());

        report("evil.example", "https://a.example/one/inbox", new Outcome.Gone(410));

        assertThat(followers()).isEqualTo(1);
    }

    @Test
    void no_other_outcome_ends_anything() {
        follow(ALICE, "one", Optional.empty());

        for (Outcome outcome : List.of(
                new Outcome.Refused(404, "not here"),
                new Outcome.GaveUp("too old"),
                new Outcome.RetryAt(now, Outcome.Cause.NO_ANSWER, "down"))) {
            report("a.example", "https://a.example/one/inbox", outcome);
        }

        assertThat(followers()).isEqualTo(1);
    }
}
