package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Recipients;
import dev.linkspan.federation.Sent;
import dev.linkspan.store.Audience;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Public;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which inboxes an activity goes to. */
class RecipientsTest {

    private static final String BOB = "https://two.example/users/bob";

    private final InProcessNetwork network = new InProcessNetwork();
    private final FederationRig one = FederationRig.of(network, "one.example", "alice", "anna", "abel", "adam");
    private final FederationRig two = FederationRig.of(network, "two.example", "bob");
    private final LocalAccount alice = one.federation.account("alice");

    @AfterEach
    void stop() {
        one.close();
        two.close();
        network.close();
    }

    @Test
    void whom_nothing_in_it_names_gets_it_in_its_own_inbox() throws Exception {
        alice.send(post("1", Public.URI, alice.followersId()), Recipients.ofActors(BOB));
        alice.send(Activity.of(
                post("2", Public.URI).toBuilder().set("audience", BOB).build()));

        // Mastodon drops from its shared inbox a post that names nobody there in "to" or "cc" and whose author nobody
        // there follows: ActivityPub::Activity::Create#related_to_local_activity?
        assertThat(two.next("Create").inbox()).contains("bob");
        assertThat(two.next("Create").inbox()).contains("bob");
        assertThat(posts("two.example")).containsOnly(URI.create(BOB + "/inbox"));
    }

    @Test
    void whom_it_names_gets_it_in_the_shared_inbox() throws Exception {
        alice.send(post("1", BOB), Recipients.ofActors(BOB));
        alice.send(Activity.of(post("2", Public.URI).toBuilder().set("cc", BOB).build()), Recipients.ofActors(BOB));

        assertThat(two.next("Create").inbox()).isEmpty();
        assertThat(two.next("Create").inbox()).isEmpty();
        assertThat(posts("two.example")).containsOnly(URI.create("https://two.example/inbox"));
    }

    @Test
    void a_thousand_followers_on_a_server_without_a_shared_inbox_all_get_it() {
        befriendMany(1_200);

        Sent sent = alice.send(post("1", alice.followersId()));

        assertThat(sent.inboxes()).isEqualTo(1_200);
        assertThat(sent.unreached()).isEmpty();
        assertThat(named("many.example")).doesNotHaveDuplicates().hasSize(1_200);
    }

    @Test
    void what_was_sent_to_a_thousand_is_sent_once() {
        befriendMany(1_200);
        Activity post = Activity.of(post("1", alice.followersId()).toBuilder()
                .id("https://one.example/activities/once")
                .build());

        alice.send(post);
        alice.send(post);

        assertThat(named("many.example")).hasSize(1_200);
    }

    @Test
    void more_followers_than_five_thousand_on_a_server_without_a_shared_inbox_are_named() {
        befriendMany(5_002);
        String other = "https://many.example/users/other/inbox";

        Sent sent = alice.send(
                post("1", alice.followersId()), Recipients.ofFollowers().and(Recipients.ofInboxes(other)));

        assertThat(sent.inboxes()).as("and whom it is sent to by name").isEqualTo(5_001);
        assertThat(sent.unreached()).hasSize(2).doesNotContainKey(other);
        assertThat(sent.unreached().keySet())
                .allSatisfy(inbox -> assertThat(inbox).startsWith("https://many.example/users/"));
    }

    @Test
    void of_strangers_on_one_server_a_thousand_inboxes_are_taken() {
        String[] inboxes = IntStream.range(0, 1_001)
                .mapToObj(i -> "https://many.example/users/" + i + "/inbox")
                .toArray(String[]::new);

        Sent sent = alice.send(
                post("1", Public.URI),
                Recipients.ofInboxes(inboxes).and(Recipients.ofInboxes("https://three.example/inbox")));

        assertThat(sent.inboxes()).isEqualTo(1_001);
        assertThat(sent.unreached()).containsOnlyKeys("https://many.example/users/1000/inbox");
    }

    @Test
    void our_own_followers_share_one_entry() throws Exception {
        befriendOurs("anna", "abel", "adam");

        Sent sent = alice.send(post("1", Public.URI, alice.followersId()));

        Inbound<Activity> heard = one.next("Create");
        assertThat(heard.isLocal()).isTrue();
        assertThat(heard.inbox()).as("for all who follow her").isEmpty();
        assertThat(one.heardNothingMore()).isTrue();
        assertThat(sent.local()).containsExactlyInAnyOrder("anna", "abel", "adam");
    }

    @Test
    void those_of_ours_whom_it_names_get_it_in_their_own_inbox() throws Exception {
        befriendOurs("anna", "abel");

        alice.send(post("1", alice.followersId(), one.federation.actorId("anna"), one.federation.actorId("adam")));
        alice.send(post("1", alice.followersId(), one.federation.actorId("anna"), one.federation.actorId("abel")));

        List<Optional<String>> first = List.of(
                one.next("Create").inbox(),
                one.next("Create").inbox(),
                one.next("Create").inbox());
        assertThat(first).containsExactlyInAnyOrder(Optional.empty(), Optional.of("anna"), Optional.of("adam"));
        assertThat(List.of(one.next("Create").inbox(), one.next("Create").inbox()))
                .as("no follower is left but those who are named")
                .containsExactlyInAnyOrder(Optional.of("anna"), Optional.of("abel"));
        assertThat(one.heardNothingMore()).isTrue();
    }

    @Test
    void what_our_own_followers_got_is_not_heard_of_again() throws Exception {
        befriendOurs("anna", "abel");
        Activity post = Activity.of(post("1", alice.followersId()).toBuilder()
                .id("https://one.example/activities/once")
                .build());

        alice.send(post);
        alice.send(post);

        one.next("Create");
        assertThat(one.heardNothingMore()).isTrue();
    }

    private void befriendOurs(String... handles) throws InterruptedException {
        for (String handle : handles) {
            one.federation.account(handle).follow(alice.id());
            one.next();
            one.next();
        }
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isEqualTo(handles.length);
    }

    /** As on GoToSocial, whose actors have no shared inbox. */
    private void befriendMany(int count) {
        for (int i = 0; i < count; i++) {
            String follower = "https://many.example/users/" + i;
            one.store
                    .follows()
                    .put(
                            Optional.empty(),
                            new FollowRelation(
                                    Direction.FOLLOWER,
                                    alice.id(),
                                    follower,
                                    "many.example",
                                    follower + "/inbox",
                                    Optional.empty(),
                                    State.ACCEPTED,
                                    follower + "/follows/1",
                                    Instant.EPOCH),
                            List.of());
        }
    }

    /** The inboxes on a host that entries of the log name, each as often as it is named. */
    private List<String> named(String authority) {
        return one.store.log().read(false, 0, 20_000, Long.MAX_VALUE).stream()
                .flatMap(entry -> entry.audience() instanceof Audience.Named named ? Stream.of(named) : Stream.empty())
                .flatMap(named -> Stream.ofNullable(named.inboxes().get(authority)))
                .toList();
    }

    private List<URI> posts(String authority) {
        return network.sent("POST", authority).stream()
                .map(OutgoingRequest::uri)
                .toList();
    }

    private Create post(String name, String... to) {
        Note note = Note.builder()
                .id("https://one.example/notes/" + name)
                .attributedTo(alice.id())
                .to(to)
                .build();
        return Create.builder().object(note).to(to).build();
    }
}
