package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.delivery.DeliveryReport;
import dev.linkspan.discovery.Missing;
import dev.linkspan.discovery.Trust;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Recipients;
import dev.linkspan.federation.Sent;
import dev.linkspan.store.Audience;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.LogEntry;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Question;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers at an application's inbox, and in its addresses. The numbers in names are those of docs/attacks.md. */
class FederationAttacksTest {

    private static final String INBOX = "https://one.example/inbox";
    private static final String ALICE = "https://one.example/users/alice";
    private static final String MALLORY = "https://evil.example/users/mallory";

    private final Set<String> notHandedOn = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final InProcessNetwork network = new InProcessNetwork();
    private final Stranger evil = new Stranger(network, "evil.example");
    private final FederationRig one = new FederationRig(
            network,
            "one.example",
            settings -> settings.forwardingPolicy((handle, inbound) -> {
                        asked.add(handle);
                        return !notHandedOn.contains(inbound.actor());
                    })
                    .on(Create.class, create -> {
                        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                            throw new IllegalStateException("not yet");
                        }
                    })
                    .actor("alice", Person.builder().build())
                    .actor(
                            "carol",
                            Person.builder().manuallyApprovesFollowers(true).build())
                    .objects(
                            "/notes/{id}",
                            (values, requester) -> Optional.of(Note.builder()
                                    .id("https://one.example/notes/" + values.get("id"))
                                    .build())));
    private final FederationRig two = FederationRig.of(network, "two.example", "bob");
    private final LocalAccount alice = one.federation.account("alice");
    private final LocalAccount bob = two.federation.account("bob");

    @AfterEach
    void stop() {
        one.close();
        two.close();
        network.close();
    }

    @Test
    void o09_an_actor_that_stands_within_its_activity_changes_nothing_that_is_known_of_it() throws Exception {
        Peer impostor = new Peer(MALLORY, Peer.generate());
        String within = impostor.document().replace(MALLORY + "/inbox", "https://victim.example/inbox");

        assertThat(evil.post(INBOX, """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://evil.example/follows/1","type":"Follow",\
                "actor":%s,"object":"%s"}""".formatted(within, ALICE))).isEqualTo(202);

        one.next("Follow");
        assertThat(evil.next()).as("at the inbox that its server shows").contains("Accept");
        assertThat(network.sent("POST", "victim.example")).isEmpty();
        assertThat(evil.post(impostor, INBOX, """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://evil.example/likes/1","type":"Like",\
                "actor":"%s","object":"https://one.example/notes/1"}""".formatted(MALLORY)))
                .as("signed by the key that stood within")
                .isEqualTo(401);
    }

    /** The door would judge by one of the types, and a listener hear of another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"Like\",\"Delete\"]",
                "[\"Delete\",\"Like\"]",
                "[\"Like\",\"https://www.w3.org/ns/activitystreams#Delete\"]",
                "[\"Like\",\"as:Undo\"]",
                "[\"Activity\",\"Delete\"]",
                "[\"Like\",\"Unheard\",\"Update\"]"
            })
    void o11_an_activity_that_is_two_at_once_is_none(String types) throws Exception {
        assertThat(evil.post(INBOX, """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://evil.example/1","type":%s,"actor":"%s",\
                "object":"https://victim.example/notes/1"}""".formatted(types, MALLORY))).isEqualTo(400);

        assertThat(one.store.log().end()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"Like\"]", "[\"Like\",\"as:Like\"]", "[\"Unheard\",\"Like\",\"ex:Other\"]"})
    void an_activity_of_one_type_that_is_known_is_that(String types) throws Exception {
        assertThat(evil.post(INBOX, """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://evil.example/1","type":%s,"actor":"%s",\
                "object":"https://victim.example/notes/1"}""".formatted(types, MALLORY))).isEqualTo(202);

        assertThat(one.next().activity()).isInstanceOf(Like.class);
    }

    @Test
    void o12_what_is_passed_on_of_somebody_elses_poll_is_not_believed() throws Exception {
        Question poll = Question.builder()
                .id("https://three.example/polls/1")
                .attributedTo("https://three.example/users/carol")
                .build();

        bob.send(Announce.builder().object(poll).build(), Recipients.ofActors(ALICE));

        assertThat(one.next("Announce").object(Question.class).orElseThrow().trust())
                .isEqualTo(Trust.UNTRUSTED);
    }

    @Test
    void o14_what_a_blocked_server_wrote_comes_by_no_way_around() throws Exception {
        one.store.domainRules().put(new DomainRule("three.example", Kind.BLOCK, "spam"));
        Note note = Note.builder()
                .id("https://three.example/notes/1")
                .attributedTo("https://three.example/users/carol")
                .build();

        bob.send(Announce.builder().object(note).build(), Recipients.ofActors(ALICE));

        Inbound<Activity> announce = one.next("Announce");
        assertThat(announce.object(Note.class).orElseThrow().trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(one.federation.network().fetch("https://three.example/notes/1"))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.FORBIDDEN));
        assertThat(network.sent("GET", "three.example")).isEmpty();
    }

    @Test
    void o16_nobody_outside_speaks_for_an_actor_of_ours_or_has_ids_of_ours() throws Exception {
        Peer posing = new Peer(ALICE, evil.peer.keys());
        String like = """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s","type":"Like","actor":"%s",\
                "object":"https://one.example/notes/1"}""";

        String byAlice = like.formatted("https://one.example/likes/1", ALICE);
        assertThat(evil.post(INBOX, byAlice)).as("signed by another").isEqualTo(401);
        assertThat(evil.post(posing, INBOX, byAlice)).as("signed in her name").isEqualTo(401);
        assertThat(evil.post(INBOX, like.formatted("https://one.example/likes/1", MALLORY)))
                .as("an id of ours")
                .isEqualTo(400);

        assertThat(network.sent("GET", "one.example"))
                .as("a server asks itself nothing")
                .isEmpty();
        assertThat(one.store.log().end()).isZero();
    }

    @Test
    void o16_what_one_of_ours_wrote_and_signed_does_not_come_back_as_received() throws Exception {
        Note note = Note.builder()
                .id("https://one.example/notes/1")
                .attributedTo(ALICE)
                .to(Public.URI)
                .build();
        alice.send(Create.builder().object(note).to(Public.URI).build(), Recipients.ofActors(MALLORY));
        String signed = evil.next();
        assertThat(signed).contains("RsaSignature2017");
        long before = one.store.log().end();

        assertThat(evil.post(INBOX, signed)).isEqualTo(401);

        assertThat(one.store.log().end()).isEqualTo(before);
    }

    @Test
    void o20_only_who_was_asked_can_accept_or_reject() throws Exception {
        String carol = "https://one.example/users/carol";
        bob.follow(carol);
        one.next("Follow");
        String follow = network.sent("POST", "one.example").getLast().body().text();
        String id = follow.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
        String inbox = "https://two.example/inbox";

        assertThat(evil.post(inbox, "https://evil.example/1", "Accept", "\"object\":\"" + id + "\""))
                .isEqualTo(202);
        assertThat(evil.post(inbox, "https://evil.example/2", "Accept", "\"object\":" + follow))
                .isEqualTo(202);
        assertThat(evil.post(inbox, "https://evil.example/3", "Reject", "\"object\":\"" + id + "\""))
                .isEqualTo(202);
        two.next(); // the Accept and the Reject that name a Follow by its id only: an application may have sent offers
        two.next();

        assertThat(bob.count(Direction.FOLLOWING, State.PENDING)).isEqualTo(1);
        assertThat(bob.count(Direction.FOLLOWING, State.ACCEPTED)).isZero();
        one.federation.account("carol").acceptFollower(bob.id());
        assertThat(two.next("Accept").actor()).isEqualTo(carol);
        assertThat(bob.count(Direction.FOLLOWING, State.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void o20_who_asks_a_locked_account_again_and_again_still_waits() throws Exception {
        String carol = "https://one.example/users/carol";
        LocalAccount locked = one.federation.account("carol");

        for (int i = 1; i <= 3; i++) {
            String id = "https://evil.example/follows/" + i;
            assertThat(evil.post(INBOX, id, "Follow", "\"object\":\"" + carol + "\""))
                    .isEqualTo(202);
            one.next("Follow");
        }

        assertThat(locked.count(Direction.FOLLOWER, State.PENDING)).isEqualTo(1);
        assertThat(locked.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
        assertThat(network.sent("POST", "evil.example")).isEmpty();
    }

    @Test
    void p06_a_listener_that_fails_or_is_told_of_a_failure_stops_nothing() throws Exception {
        try (FederationRig three = new FederationRig(
                network,
                "three.example",
                settings -> settings.actor("dora", Person.builder().build())
                        .onDelivery(new DeliveryListener() {
                            @Override
                            public void onOutcome(DeliveryReport report) {
                                throw new IllegalStateException("the listener to outcomes is broken");
                            }
                        })
                        .onUnverified((request, refused) -> {
                            throw new IllegalStateException("the listener to refusals is broken");
                        }))) {
            assertThat(evil.post("https://three.example/inbox", "{}")).isEqualTo(400);
            LocalAccount dora = three.federation.account("dora");
            for (int i = 1; i <= 3; i++) {
                dora.send(
                        Announce.builder()
                                .object("https://three.example/notes/" + i)
                                .build(),
                        Recipients.ofActors(MALLORY));
                assertThat(evil.next()).contains("https://three.example/notes/" + i);
            }
        }
    }

    @Test
    void q08_who_names_an_inbox_of_ours_as_its_own_gets_nothing_and_nobody_else_gets_it_for_it() {
        evil.show("/users/mallory", evil.peer.document().replace(MALLORY + "/inbox", ALICE + "/inbox"));

        Sent sent = alice.send(
                Create.builder()
                        .object(Note.builder().id("https://one.example/notes/1").build())
                        .build(),
                Recipients.ofActors(MALLORY));

        assertThat(sent.unreached()).containsOnlyKeys(MALLORY);
        assertThat(sent.inboxes()).isZero();
        assertThat(sent.local()).isEmpty();
    }

    @Test
    void q09_a_collection_of_somebody_else_is_not_read_to_find_receivers() {
        evil.show("/users/mallory/followers", """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://evil.example/users/mallory/followers",\
                "type":"Collection","totalItems":1,"items":["https://two.example/users/bob"]}""");

        Sent sent = alice.send(Create.builder()
                .object(Note.builder().id("https://one.example/notes/1").build())
                .to(MALLORY + "/followers")
                .build());

        assertThat(sent.inboxes()).isZero();
        assertThat(sent.unreached()).containsOnlyKeys(MALLORY + "/followers");
        assertThat(network.sent("GET", "two.example")).isEmpty();
    }

    @Test
    void q11_what_is_handed_on_to_followers_is_handed_on_once_however_it_comes() throws Exception {
        bob.follow(ALICE);
        two.next("Accept");
        one.next("Follow");
        String signed = evil.signed(reply().json());

        assertThat(evil.post(INBOX, signed)).isEqualTo(202);
        assertThat(evil.post(ALICE + "/inbox", signed)).isEqualTo(202);
        one.next("Create");
        one.next("Create");

        assertThat(two.next("Create").body().text()).as("the very bytes").isEqualTo(signed);
        assertThat(handedOn()).hasSize(1);
    }

    @Test
    void what_the_application_does_not_want_to_hand_on_is_only_told() throws Exception {
        bob.follow(ALICE);
        two.next("Accept");
        one.next("Follow");
        notHandedOn.add(MALLORY);

        assertThat(evil.post(INBOX, evil.signed(reply().json()))).isEqualTo(202);
        one.next("Create"); // it is handed on before anybody hears of it

        assertThat(asked).containsExactly("alice");
        assertThat(handedOn()).isEmpty();
    }

    @Test
    void a_listener_that_fails_costs_no_second_share_of_what_is_handed_on() throws Exception {
        bob.follow(ALICE);
        two.next("Accept");
        one.next("Follow");
        failures.set(1);

        assertThat(evil.post(INBOX, evil.signed(reply().json()))).isEqualTo(202);
        one.next("Create");

        assertThat(asked).containsExactly("alice");
        assertThat(handedOn()).hasSize(1);
    }

    private List<LogEntry> handedOn() {
        return one.store.log().read(0, 100, 1 << 20).stream()
                .filter(entry -> entry.audience() instanceof Audience.Named)
                .filter(entry -> entry.activityId().equals("https://evil.example/creates/1"))
                .toList();
    }

    /** Mastodon before 4.7 believes no signature over a document that bears a proof. */
    @Test
    void what_bears_a_proof_beside_its_signature_is_not_handed_on() throws Exception {
        bob.follow(ALICE);
        two.next("Accept");
        one.next("Follow");
        String both = evil.signed(JsonText.object(reply().json())
                .add("proof", JsonText.object().add("type", "DataIntegrityProof"))
                .build());

        assertThat(evil.post(INBOX, both)).isEqualTo(202);
        one.next("Create"); // it is handed on before anybody hears of it

        assertThat(handedOn()).isEmpty();
    }

    private Create reply() {
        Note note = Note.builder()
                .id("https://evil.example/notes/1")
                .attributedTo(MALLORY)
                .inReplyTo("https://one.example/notes/1")
                .cc(alice.followersId())
                .build();
        return Create.builder()
                .id("https://evil.example/creates/1")
                .set("actor", MALLORY)
                .object(note)
                .to(Public.URI)
                .cc(alice.followersId())
                .build();
    }
}
