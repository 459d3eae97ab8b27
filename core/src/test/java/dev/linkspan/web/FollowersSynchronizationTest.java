package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.KnockSettings;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.discovery.CollectionItem;
import dev.linkspan.discovery.CollectionItems;
import dev.linkspan.discovery.CollectionLimits;
import dev.linkspan.discovery.Missing;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.Intake;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Sent;
import dev.linkspan.federation.Settling;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.store.DomainRules;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.vocab.CollectionSynchronization;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.FollowersDigest;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** FEP-8fcf between whole applications. Numbers in names are those of reference/attacks.md, group O. */
class FollowersSynchronizationTest {

    private static final String FIELD = CollectionSynchronization.FIELD;
    private static final String ALICE = "https://one.example/users/alice";
    private static final String BOB = "https://two.example/users/bob";
    private static final String BEN = "https://two.example/users/ben";
    private static final String LIST = ALICE + "/followers_synchronization";

    private final InProcessNetwork network = new InProcessNetwork();
    private final List<FederationRig> rigs = new ArrayList<>();
    private FederationRig one = started("one.example", builder -> builder, "alice");
    private final FederationRig two = started("two.example", Settling::inTurn, "bob", "ben");
    private LocalAccount alice = one.federation.account("alice");
    private final LocalAccount bob = two.federation.account("bob");
    private final LocalAccount ben = two.federation.account("ben");
    private int notes;

    private FederationRig started(String host, UnaryOperator<FederationBuilder> more, String... handles) {
        FederationRig rig = new FederationRig(network, host, builder -> {
            for (String handle : handles) {
                builder.actor(handle, Person.builder().name(handle).build());
            }
            return more.apply(builder);
        });
        rigs.add(rig);
        return rig;
    }

    private void restartOne(UnaryOperator<FederationBuilder> more) {
        rigs.remove(one);
        one.close();
        one = started("one.example", more, "alice");
        alice = one.federation.account("alice");
    }

    @AfterEach
    void stop() {
        rigs.forEach(FederationRig::close);
        network.close();
    }

    private void follow(FederationRig from, LocalAccount follower) throws InterruptedException {
        follower.follow(alice.id());
        one.next("Follow");
        from.next("Accept");
    }

    private Sent say(String... to) {
        return alice.send(Create.builder()
                .object(Note.builder()
                        .id("https://one.example/notes/" + ++notes)
                        .attributedTo(ALICE)
                        .content("Hello")
                        .build())
                .to(to)
                .build());
    }

    private static FollowRelation relation(FederationRig rig, Direction direction, String local, String remote) {
        return rig.store.follows().find(direction, local, remote).orElseThrow();
    }

    @Test
    void what_the_senders_server_forgot_the_receivers_ends() throws Exception {
        follow(two, bob);
        follow(two, ben);
        one.store.follows().remove(relation(one, Direction.FOLLOWER, ALICE, BEN), List.of());

        say(alice.followersId());

        two.next("Create");
        Await.until(
                "ended",
                () -> two.store.follows().find(Direction.FOLLOWING, BEN, ALICE).isEmpty());
        assertThat(relation(two, Direction.FOLLOWING, BOB, ALICE).state()).isEqualTo(State.ACCEPTED);
        follow(two, ben);
        assertThat(alice.count(Direction.FOLLOWER, State.ACCEPTED)).isEqualTo(2);
    }

    @Test
    void what_the_receivers_server_forgot_the_senders_ends() throws Exception {
        follow(two, bob);
        follow(two, ben);
        two.store.follows().remove(relation(two, Direction.FOLLOWING, BEN, ALICE), List.of());

        say(alice.followersId());

        two.next("Create");
        assertThat(one.next("Undo").actor()).isEqualTo(BEN);
        assertThat(one.store.follows().idsOn(Direction.FOLLOWER, ALICE, "two.example", 9))
                .containsExactly(BOB);
        Await.until("one left", () -> two.store.follows().of(ALICE).size() == 1);
    }

    @Test
    void the_field_is_signed_by_draft_cavage() throws Exception {
        follow(two, bob);
        follow(two, ben);

        say(alice.followersId());

        two.next("Create");
        assertThat(lastPost().fields().first("Signature").orElseThrow())
                .contains("headers=\"(request-target) host date digest collection-synchronization\"");
        assertThat(lastPost().fields().all(FIELD)).containsExactly(fieldOf(BOB, BEN));
    }

    @Test
    void the_field_is_signed_by_rfc_9421_and_believed() throws Exception {
        restartOne(builder -> builder.knocks(KnockSettings.defaults().withFirstKnock(SignatureScheme.RFC9421)));
        follow(two, bob);
        follow(two, ben);
        one.store.follows().remove(relation(one, Direction.FOLLOWER, ALICE, BEN), List.of());

        say(alice.followersId());

        two.next("Create");
        assertThat(lastPost().fields().first("Signature-Input").orElseThrow())
                .startsWith("sig1=(\"@method\" \"@target-uri\" \"content-digest\" \"collection-synchronization\")");
        assertThat(lastPost().fields().all(FIELD)).containsExactly(fieldOf(BOB));
        Await.until(
                "ended",
                () -> two.store.follows().find(Direction.FOLLOWING, BEN, ALICE).isEmpty());
    }

    private OutgoingRequest lastPost() {
        return network.sent("POST", "two.example").getLast();
    }

    private static String fieldOf(String... followers) {
        return "collectionId=\"https://one.example/users/alice/followers\","
                + " url=\"https://one.example/users/alice/followers_synchronization\", digest=\""
                + FollowersDigest.of(List.of(followers)) + "\"";
    }

    @Test
    void what_is_for_all_or_for_one_says_nothing_of_followers() throws Exception {
        follow(two, bob);

        say(Public.URI, alice.followersId());
        two.next("Create");
        say(BOB);
        two.next("Create");

        assertThat(network.sent("POST", "two.example"))
                .isNotEmpty()
                .noneMatch(request -> request.fields().contains(FIELD));
    }

    @Test
    void who_is_mentioned_elsewhere_learns_nothing_of_followers() throws Exception {
        FederationRig three = started("three.example", builder -> builder, "carol");
        follow(two, bob);

        say(alice.followersId(), "https://three.example/users/carol");
        two.next("Create");
        three.next("Create");

        assertThat(lastPost().fields().contains(FIELD)).isTrue();
        assertThat(network.sent("POST", "three.example"))
                .isNotEmpty()
                .noneMatch(request -> request.fields().contains(FIELD));
    }

    @Test
    void a_list_is_shown_to_the_server_that_it_is_about_and_no_other() throws Exception {
        FederationRig three = started("three.example", builder -> builder, "carol");
        follow(two, bob);
        follow(two, ben);
        follow(three, three.federation.account("carol"));

        assertThat(list(two)).containsExactly(BEN, BOB);
        assertThat(list(three)).containsExactly("https://three.example/users/carol");
        FederationRig four = started("four.example", builder -> builder, "dave");
        assertThat(list(four)).isEmpty();
    }

    private static List<String> list(FederationRig asking) {
        return ((CollectionItems) asking.federation.network().items(LIST, CollectionLimits.DEFAULT))
                .items().stream()
                        .map(CollectionItem::id)
                        .flatMap(Optional::stream)
                        .toList();
    }

    @Test
    void a_list_is_shown_to_nobody_who_does_not_say_who_it_is() throws Exception {
        follow(two, bob);

        Exchange.Answered answer = network.get(LIST, "application/activity+json");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().text()).contains("signature_missing");
        assertThat(answer.fields().first("Cache-Control")).contains("private, no-store");
    }

    @Test
    void a_list_is_kept_by_nobody_on_the_way() throws Exception {
        follow(two, bob);
        list(two);
        OutgoingRequest asked = network.sent("GET", "one.example").getLast();

        WebResponse response = one.web
                .handle(new WebRequest("GET", URI.create(LIST).getPath(), asked.fields(), Body.none(), "192.0.2.1"))
                .orElseThrow();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().text()).contains(BOB).contains("\"OrderedCollection\"");
        assertThat(response.fields().first("Cache-Control")).contains("private, no-store");
        assertThat(response.fields().first("Vary")).contains("Accept, Signature, Signature-Input, Authorization");
    }

    @Test
    void a_list_is_not_shown_too_often() throws Exception {
        Instant now = Instant.now();
        restartOne(builder -> builder.clock(() -> now));
        follow(two, bob);
        list(two);
        OutgoingRequest asked = network.sent("GET", "one.example").getLast();
        WebRequest again = new WebRequest("GET", URI.create(LIST).getPath(), asked.fields(), Body.none(), "192.0.2.1");

        for (int i = 1; i < 30; i++) {
            assertThat(one.web.handle(again).orElseThrow().status()).isEqualTo(200);
        }

        WebResponse tooOften = one.web.handle(again).orElseThrow();
        assertThat(tooOften.status()).isEqualTo(429);
        assertThat(tooOften.fields().first("Retry-After")).contains("60");
        FederationRig three = started("three.example", builder -> builder, "carol");
        assertThat(list(three)).as("what another server asks").isEmpty();
    }

    @Test
    void a_list_of_more_than_five_thousand_is_not_shown() throws Exception {
        follow(two, bob);
        FollowRelation known = relation(one, Direction.FOLLOWER, ALICE, BOB);
        for (int i = 0; i < 5_000; i++) {
            FollowRelation another = new FollowRelation(
                    Direction.FOLLOWER,
                    ALICE,
                    "https://two.example/users/x" + i,
                    known.authority(),
                    known.inbox(),
                    known.sharedInbox(),
                    State.ACCEPTED,
                    "https://two.example/follows/" + i,
                    known.since());
            assertThat(one.store.follows().put(Optional.empty(), another, List.of()))
                    .isTrue();
        }

        assertThat(two.federation.network().items(LIST, CollectionLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.NOT_FOUND));
    }

    @Test
    void a_list_is_not_shown_to_a_blocked_server() throws Exception {
        follow(two, bob);
        one.store.domainRules().put(new DomainRules.DomainRule("two.example", DomainRules.Kind.BLOCK, ""));

        assertThat(two.federation.network().items(LIST, CollectionLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.DENIED));
    }

    @Test
    void turned_off_there_is_no_field_and_no_list() throws Exception {
        restartOne(builder -> builder.followersSynchronization(false));
        follow(two, bob);

        say(alice.followersId());
        two.next("Create");

        assertThat(network.sent("POST", "two.example"))
                .noneMatch(request -> request.fields().contains(FIELD));
        assertThat(network.get(LIST, "application/activity+json").status()).isEqualTo(404);
    }

    @Test
    void o27_what_an_actor_says_of_anothers_followers_is_ignored() throws Exception {
        follow(two, bob);
        Stranger mallory = new Stranger("mallory");
        Stranger judy = new Stranger("judy");

        mallory.posts(word(alice.followersId(), LIST), true);
        mallory.posts(word(mallory.followers(), LIST), true);
        two.next("Create");
        two.next("Create");
        judy.posts(word(judy.followers(), judy.list()), true);

        Await.until("asked", () -> judy.wasAsked());
        assertThat(network.sent).noneMatch(request -> request.uri().toString().equals(LIST));
        assertThat(mallory.wasAsked()).isFalse();
        assertThat(relation(two, Direction.FOLLOWING, BOB, ALICE).state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void a_word_that_no_signature_covers_counts_for_nothing() throws Exception {
        Stranger mallory = new Stranger("mallory");
        Stranger judy = new Stranger("judy");

        mallory.posts(word(mallory.followers(), mallory.list()), false);
        two.next("Create");
        judy.posts(word(judy.followers(), judy.list()), true);

        Await.until("asked", () -> judy.wasAsked());
        assertThat(mallory.wasAsked()).isFalse();
    }

    /** Says that nobody but an actor that does not follow is among the followers. */
    private static String word(String collection, String url) {
        return new CollectionSynchronization(collection, url, FollowersDigest.of(List.of(BEN))).value();
    }

    /** Somebody with a server of its own, on which there is nothing but its actor. */
    private final class Stranger implements WebHandler {

        private final Peer peer;
        private int posts;

        Stranger(String name) {
            this.peer = new Peer("https://" + name + ".example/users/" + name, Peer.generate());
            network.put(name + ".example", this);
        }

        String followers() {
            return peer.actor() + "/followers";
        }

        String list() {
            return peer.actor() + "/followers_synchronization";
        }

        boolean wasAsked() {
            return network.sent.stream()
                    .anyMatch(request -> request.uri().toString().equals(list()));
        }

        void posts(String word, boolean isSigned) {
            String id = peer.actor() + "/" + ++posts;
            Body body = Body.of("""
                    {"@context":"https://www.w3.org/ns/activitystreams","id":"%s/activity","type":"Create","actor":"%s",\
                    "to":"%s","object":{"id":"%s","type":"Note","attributedTo":"%s","content":"Hello"}}""".formatted(id, peer.actor(), followers(), id, peer.actor()));
            Fields fields = Fields.of("Content-Type", "application/activity+json", FIELD, word);
            RequestSigner signer =
                    isSigned ? RequestSigner.cavage().alsoCovering(List.of(FIELD)) : RequestSigner.cavage();
            Fields signed = signer.sign(
                    new HttpMessage.Request("POST", URI.create("https://two.example/inbox"), fields),
                    BodyDigest.of(body),
                    new SigningKey(peer.keyId(), peer.keys().getPrivate()),
                    Instant.now());
            WebResponse response = two.web
                    .handle(new WebRequest("POST", "/inbox", fields.with(signed), body, "192.0.2.1"))
                    .orElseThrow();
            assertThat(response.status()).as(response.body().text()).isEqualTo(202);
        }

        @Override
        public boolean readsBody(String method, String path) {
            return false;
        }

        @Override
        public int maxBodyBytes() {
            return 0;
        }

        @Override
        public Intake.Verdict admit(String client, long declaredBytes) {
            throw new AssertionError("nobody posts to a stranger");
        }

        @Override
        public WebResponse putOff(Intake.Verdict.Refused refused) {
            throw new AssertionError("nobody posts to a stranger");
        }

        @Override
        public Optional<WebResponse> handle(WebRequest request) {
            String document = peer.document().replace("\"inbox\"", "\"followers\":\"" + followers() + "\",\"inbox\"");
            return request.path().equals(URI.create(peer.actor()).getPath())
                    ? Optional.of(WebResponse.of(200, "application/activity+json", Body.of(document)))
                    : Optional.empty();
        }
    }
}
