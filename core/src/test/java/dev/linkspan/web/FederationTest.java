package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.discovery.Trust;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Recipients;
import dev.linkspan.federation.Sent;
import dev.linkspan.store.Audience;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.LogEntry;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Undo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two and three applications federate. */
class FederationTest {

    private InProcessNetwork network;
    private FederationRig one;
    private FederationRig two;
    private LocalAccount alice;
    private LocalAccount bob;

    @BeforeEach
    void start() {
        network = new InProcessNetwork();
        one = new FederationRig(
                network,
                "one.example",
                settings -> settings.actor("alice", Person.builder().build())
                        .actor("anna", Person.builder().build())
                        .objects(
                                "/notes/{id}",
                                (values, requester) -> values.get("id").equals("1")
                                        ? Optional.of(Note.builder()
                                                .id("https://one.example/notes/1")
                                                .build())
                                        : Optional.empty()));
        two = FederationRig.of(network, "two.example", "bob", "ben");
        alice = one.federation.account("alice");
        bob = two.federation.account("bob");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        network.close();
    }

    @Test
    void a_follow_is_accepted_and_both_know_it() throws Exception {
        assertThat(bob.follow(alice.id())).isEqualTo(State.PENDING);

        assertThat(one.next("Follow").actor()).isEqualTo("https://two.example/users/bob");
        assertThat(two.next("Accept").actor()).isEqualTo("https://one.example/users/alice");
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isEqualTo(1);
        assertThat(bob.count(Direction.FOLLOWING, State.ACCEPTED)).isEqualTo(1);
        assertThat(bob.follow(alice.id())).isEqualTo(State.ACCEPTED);
    }

    @Test
    void a_post_reaches_a_follower_with_the_word_of_its_author() throws Exception {
        befriend(bob, alice);

        Sent sent = alice.send(post("https://one.example/notes/1", "<p>Hello</p>"));

        Inbound<Activity> inbound = two.next("Create");
        assertThat(inbound.id()).isEqualTo(sent.id());
        assertThat(inbound.actor()).isEqualTo(alice.id());
        assertThat(inbound.inbox()).as("by the shared inbox").isEmpty();
        var note = inbound.object(Note.class).orElseThrow();
        assertThat(note.object().content()).contains("<p>Hello</p>");
        assertThat(note.trust()).isEqualTo(Trust.EMBEDDED_SAME_ORIGIN);
    }

    @Test
    void followers_on_one_server_share_one_delivery() throws Exception {
        LocalAccount ben = two.federation.account("ben");
        befriend(bob, alice);
        befriend(ben, alice);
        int before = network.sent("POST", "two.example").size();

        Sent sent = alice.send(post("https://one.example/notes/1", "Hello"));

        two.next("Create");
        assertThat(sent.inboxes()).isEqualTo(1);
        assertThat(network.sent("POST", "two.example")).hasSize(before + 1);
        assertThat(network.sent("POST", "two.example").getLast().uri()).hasToString("https://two.example/inbox");
    }

    @Test
    void likes_and_what_takes_them_back_come_in_their_order() throws Exception {
        befriend(bob, alice);
        alice.send(post("https://one.example/notes/1", "Hello"));
        two.next("Create");

        Sent like = bob.send(Like.builder()
                .object("https://one.example/notes/1")
                .to(alice.id())
                .build());
        bob.send(Undo.builder().object(like.activity()).to(alice.id()).build());

        assertThat(one.next("Like").activity().objectId()).contains("https://one.example/notes/1");
        assertThat(one.next("Undo").activity().objectId()).contains(like.id());
    }

    @Test
    void a_deletion_reaches_followers() throws Exception {
        befriend(bob, alice);
        alice.send(post("https://one.example/notes/1", "Hello"));
        alice.send(Delete.builder()
                .object("https://one.example/notes/1")
                .to(Public.URI, alice.followersId())
                .build());

        two.next("Create");
        assertThat(two.next("Delete").activity().objectId()).contains("https://one.example/notes/1");
    }

    @Test
    void who_unfollows_gets_nothing_more() throws Exception {
        befriend(bob, alice);

        assertThat(bob.unfollow(alice.id())).isTrue();

        one.next("Undo");
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
        assertThat(alice.send(post("https://one.example/notes/1", "Hello")).inboxes())
                .isZero();
    }

    @Test
    void an_actor_that_approves_its_followers_lets_them_wait() throws Exception {
        try (FederationRig three = new FederationRig(
                network,
                "three.example",
                settings -> settings.actor(
                        "carol",
                        Person.builder()
                                .name("Carol")
                                .manuallyApprovesFollowers(true)
                                .build()))) {
            LocalAccount carol = three.federation.account("carol");
            bob.follow(carol.id());
            three.next("Follow");
            assertThat(carol.count(Direction.FOLLOWER, State.PENDING)).isEqualTo(1);

            assertThat(carol.acceptFollower(bob.id())).isTrue();

            two.next("Accept");
            assertThat(bob.count(Direction.FOLLOWING, State.ACCEPTED)).isEqualTo(1);
        }
    }

    @Test
    void a_follower_that_is_sent_away_is_told() throws Exception {
        befriend(bob, alice);

        assertThat(alice.rejectFollower(bob.id())).isTrue();

        two.next("Reject");
        assertThat(bob.count(Direction.FOLLOWING, State.ACCEPTED)).isZero();
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
    }

    @Test
    void an_answer_to_a_follow_that_was_never_sent_changes_nothing() throws Exception {
        alice.send(dev.linkspan.vocab.Accept.builder()
                .object("https://two.example/activities/never")
                .to(bob.id())
                .build());

        two.next("Accept");
        assertThat(bob.count(Direction.FOLLOWING, State.ACCEPTED)).isZero();
    }

    @Test
    void actors_of_one_server_reach_each_other_without_the_network() throws Exception {
        LocalAccount anna = one.federation.account("anna");

        anna.follow(alice.id());
        // Two actors' activities have no order between them: the answer may be heard of before the question.
        assertThat(List.of(
                        one.next().activity().typeName(), one.next().activity().typeName()))
                .containsExactlyInAnyOrder("Follow", "Accept");
        Sent sent = alice.send(post("https://one.example/notes/1", "Hello"));

        assertThat(one.next("Create").isLocal()).isTrue();
        assertThat(sent.local()).containsExactly("anna");
        assertThat(network.sent).isEmpty();
    }

    @Test
    void blind_copies_reach_their_receivers_own_inbox_and_nobody_learns_of_them() throws Exception {
        befriend(bob, alice);
        Activity create = post("https://one.example/notes/1", "Hello");

        alice.send(Activity.of(
                create.toBuilder().set("bcc", "https://two.example/users/ben").build()));

        Inbound<Activity> shared = two.next("Create");
        Inbound<Activity> own = two.next("Create");
        assertThat(List.of(shared.inbox(), own.inbox()))
                .containsExactlyInAnyOrder(Optional.empty(), Optional.of("ben"));
        assertThat(shared.body().text()).doesNotContain("ben");
        assertThat(own.body().text()).doesNotContain("ben");
    }

    @Test
    void a_third_server_is_not_sent_what_is_for_followers() throws Exception {
        try (FederationRig three = FederationRig.of(network, "three.example", "carol")) {
            befriend(bob, alice);

            alice.send(post("https://one.example/notes/1", "Hello"));
            alice.send(
                    post("https://one.example/notes/2", "Carol"),
                    Recipients.ofActors("https://three.example/users/carol"));

            assertThat(three.next("Create").activity().objectId()).contains("https://one.example/notes/2");
            assertThat(three.heardNothingMore()).isTrue();
            assertThat(network.sent("POST", "three.example")).hasSize(1);
        }
    }

    @Test
    void actors_that_cannot_be_reached_are_named() {
        Sent sent = alice.send(
                post("https://one.example/notes/1", "Hello"),
                Recipients.ofActors("https://nowhere.example/users/x", "https://one.example/users/nobody"));

        assertThat(sent.postponed()).containsExactly("https://nowhere.example/users/x");
        assertThat(sent.unreached()).containsOnlyKeys("https://one.example/users/nobody");
    }

    @Test
    void what_we_send_later_takes_nothing_of_its_receivers_share() {
        alice.send(
                post("https://one.example/notes/1", "Hello"), Recipients.ofActors("https://nowhere.example/users/x"));

        assertThat(one.store.log().read(true, 0, 99, Long.MAX_VALUE))
                .map(LogEntry::audience)
                .filteredOn(Audience.Application.class::isInstance)
                .map(Audience.Application.class::cast)
                .singleElement()
                .satisfies(application -> {
                    assertThat(application.note()).contains("https://nowhere.example/users/x", "POSTPONED");
                    assertThat(application.supplier()).isEmpty();
                });
    }

    @Test
    void a_reply_to_a_followers_post_is_handed_on_to_the_other_followers_as_it_came() throws Exception {
        try (FederationRig three = FederationRig.of(network, "three.example", "carol")) {
            befriend(bob, alice);
            three.federation.account("carol").follow(alice.id());
            one.next("Follow");
            three.next("Accept");
            Note reply = Note.builder()
                    .id("https://two.example/notes/7")
                    .attributedTo(bob.id())
                    .inReplyTo("https://one.example/notes/1")
                    .content("Indeed")
                    .to(Public.URI)
                    .cc(alice.followersId())
                    .build();

            Sent sent = bob.send(Create.builder()
                    .object(reply)
                    .to(Public.URI, alice.id())
                    .cc(alice.followersId())
                    .build());

            one.next("Create");
            Inbound<Activity> forwarded = three.next("Create");
            assertThat(forwarded.id()).isEqualTo(sent.id());
            assertThat(forwarded.actor()).isEqualTo(bob.id());
            assertThat(forwarded.signer()).isEqualTo(alice.id());
            assertThat(network.sent("POST", "two.example"))
                    .as("its author has it")
                    .noneMatch(request -> request.body().text().contains("Indeed"));
        }
    }

    @Test
    void nobody_follows_in_the_name_of_an_actor_that_is_not_there() {
        assertThatThrownBy(() -> two.federation.account("bib").follow(alice.id()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("handle: bib (expected: that of an actor of ours)");

        assertThat(network.sent("GET", "one.example")).isEmpty();
        assertThat(two.store.follows().of("https://two.example/users/bib")).isEmpty();
    }

    private void befriend(LocalAccount follower, LocalAccount followed) throws InterruptedException {
        follower.follow(followed.id());
        one.next("Follow");
        two.next("Accept");
    }

    private Activity post(String id, String content) {
        Note note = Note.builder()
                .id(id)
                .attributedTo(alice.id())
                .content(content)
                .to(Public.URI)
                .cc(alice.followersId())
                .build();
        return Create.builder()
                .object(note)
                .to(Public.URI)
                .cc(alice.followersId())
                .build();
    }
}
