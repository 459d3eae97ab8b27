package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.client.Exchange;
import dev.linkspan.federation.AccessRule;
import dev.linkspan.federation.CollectionSource;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.LocalActor;
import dev.linkspan.federation.Requester;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Ref;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a federation shows to others, and to whom. */
class FederationDocumentsTest {

    private static final String ACTIVITY_JSON = "application/activity+json";

    private final InProcessNetwork network = new InProcessNetwork();
    private final List<FederationRig> rigs = new ArrayList<>();

    @AfterEach
    void stop() {
        rigs.forEach(FederationRig::close);
        network.close();
    }

    private FederationRig open(FederationRig rig) {
        rigs.add(rig);
        return rig;
    }

    @Test
    void an_actor_has_all_that_others_insist_on() {
        open(FederationRig.of(network, "one.example", "alice"));
        JsonObject actor = get("https://one.example/users/alice");

        assertThat(actor.getString("type")).isEqualTo("Person");
        assertThat(actor.getString("id")).isEqualTo("https://one.example/users/alice");
        assertThat(actor.getString("preferredUsername")).isEqualTo("alice");
        assertThat(actor.getString("inbox")).isEqualTo("https://one.example/users/alice/inbox");
        assertThat(actor.getString("outbox")).isEqualTo("https://one.example/users/alice/outbox");
        assertThat(actor.getString("followers")).isEqualTo("https://one.example/users/alice/followers");
        assertThat(actor.getString("following")).isEqualTo("https://one.example/users/alice/following");
        assertThat(actor.getJsonObject("endpoints").getString("sharedInbox")).isEqualTo("https://one.example/inbox");
        JsonObject key = actor.getJsonObject("publicKey");
        assertThat(key.getString("id")).isEqualTo("https://one.example/users/alice#main-key");
        assertThat(key.getString("owner")).isEqualTo("https://one.example/users/alice");
        assertThat(key.getString("publicKeyPem")).startsWith("-----BEGIN PUBLIC KEY-----");
        assertThat(get("https://one.example/actor").getString("type")).isEqualTo("Application");
    }

    @Test
    void an_actors_key_is_the_same_after_a_restart() {
        Store store = Store.inMemory();
        String first = keyOf(store);

        assertThat(keyOf(store)).isEqualTo(first);
    }

    private String keyOf(Store store) {
        try (Federation federation = Federation.builder()
                .origin("https://one.example")
                .store(store)
                .transport(network)
                .actor("alice", Person.builder().build())
                .build()) {
            network.put("one.example", new FederationWeb(federation));
            return get("https://one.example/users/alice")
                    .getJsonObject("publicKey")
                    .getString("publicKeyPem");
        }
    }

    @Test
    void an_account_is_found_by_its_handle_on_either_host_and_by_its_id() {
        open(new FederationRig(
                network,
                "social.example",
                settings -> settings.handleHost("example.org")
                        .actor(
                                "alice",
                                Person.builder()
                                        .url("https://example.org/@alice")
                                        .build())));
        for (String resource : List.of(
                "acct:alice@example.org",
                "acct:Alice@social.example",
                "alice@example.org",
                "https://social.example/users/alice")) {
            JsonObject found = webFinger("social.example", resource);

            assertThat(found.getString("subject")).isEqualTo("acct:alice@example.org");
            assertThat(found.getJsonArray("aliases").getString(0)).isEqualTo("https://social.example/users/alice");
        }
        assertThat(status("https://social.example/.well-known/webfinger?resource=acct:bob@example.org"))
                .isEqualTo(404);
        assertThat(status("https://social.example/.well-known/webfinger?resource=acct:alice@other.example"))
                .isEqualTo(404);
        assertThat(status("https://social.example/.well-known/webfinger")).isEqualTo(400);
    }

    @Test
    void a_deleted_actor_is_gone_and_an_unknown_one_was_never_there() {
        open(new FederationRig(
                network,
                "one.example",
                settings -> settings.actors(handle -> handle.equals("gone")
                        ? Optional.of(new LocalActor.Gone(Instant.parse("2026-01-02T03:04:05Z")))
                        : Optional.empty())));
        Exchange.Answered gone = network.get("https://one.example/users/gone", ACTIVITY_JSON);

        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.body().text()).contains("Tombstone").contains("2026-01-02T03:04:05Z");
        assertThat(status("https://one.example/users/never")).isEqualTo(404);
        assertThat(status("https://one.example/.well-known/webfinger?resource=acct:gone@one.example"))
                .isEqualTo(404);
    }

    @Test
    void who_asks_for_a_page_is_left_to_the_application() {
        FederationRig one = open(FederationRig.of(network, "one.example", "alice"));
        WebRequest browser = new WebRequest(
                "GET",
                "/users/alice",
                dev.linkspan.httpsignatures.Fields.of("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
                dev.linkspan.httpsignatures.Body.none(),
                "192.0.2.1");

        assertThat(one.web.handle(browser)).isEmpty();
        assertThat(network.get(
                                "https://one.example/users/alice",
                                "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"")
                        .fields()
                        .first("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/ld+json"));
    }

    @Test
    void followers_are_shown_page_by_page() throws Exception {
        FederationRig one = open(FederationRig.of(network, "one.example", "alice"));
        FederationRig two = open(new FederationRig(
                network,
                "two.example",
                settings -> settings.actors(handle ->
                        Optional.of(LocalActor.of(Person.builder().name(handle).build())))));
        String alice = one.federation.actorId("alice");
        for (int i = 0; i < 45; i++) {
            two.federation.account("u" + i).follow(alice);
            one.next("Follow");
        }

        JsonObject whole = get(alice + "/followers");
        JsonObject first = get(whole.getString("first"));
        JsonObject second = get(first.getString("next"));

        assertThat(whole.getInt("totalItems")).isEqualTo(45);
        assertThat(first.getJsonArray("orderedItems")).hasSize(40);
        assertThat(second.getJsonArray("orderedItems")).hasSize(5);
        assertThat(second.containsKey("next")).isFalse();
        assertThat(first.getString("partOf")).isEqualTo(alice + "/followers");
        assertThat(get(alice + "/followers?after=nonsense").getJsonArray("orderedItems"))
                .isEmpty();
    }

    @Test
    void the_applications_own_collections_and_objects_are_served() {
        CollectionSource outbox = new CollectionSource() {
            @Override
            public Optional<Page> page(Map<String, String> values, Optional<String> cursor, Requester requester) {
                return Optional.of(new Page(
                        List.of(new Ref.Link<>("https://one.example/notes/" + cursor.orElse("2"))),
                        cursor.isEmpty() ? Optional.of("1") : Optional.empty()));
            }

            @Override
            public OptionalLong count(Map<String, String> values) {
                return OptionalLong.of(2);
            }
        };
        open(new FederationRig(
                network,
                "one.example",
                settings -> settings.actor("alice", Person.builder().build())
                        .outbox(outbox)
                        .objects(
                                "/notes/{id}",
                                (values, requester) -> values.get("id").equals("1")
                                        ? Optional.of(Note.builder()
                                                .id("https://one.example/notes/1")
                                                .content("Hello")
                                                .build())
                                        : Optional.empty())));
        JsonObject whole = get("https://one.example/users/alice/outbox");
        assertThat(whole.getInt("totalItems")).isEqualTo(2);
        JsonObject first = get(whole.getString("first"));
        assertThat(first.getJsonArray("orderedItems").getString(0)).isEqualTo("https://one.example/notes/2");
        assertThat(get(first.getString("next")).getJsonArray("orderedItems").getString(0))
                .isEqualTo("https://one.example/notes/1");
        assertThat(get("https://one.example/notes/1").getString("content")).isEqualTo("Hello");
        assertThat(status("https://one.example/notes/2")).isEqualTo(404);
    }

    @Test
    void what_was_sent_is_shown_to_those_who_may_see_it() throws Exception {
        FederationRig one = open(FederationRig.of(network, "one.example", "alice"));
        open(FederationRig.of(network, "two.example", "bob"));
        LocalAccount alice = one.federation.account("alice");
        String open = alice.send(dev.linkspan.vocab.Announce.builder()
                        .object("https://two.example/notes/1")
                        .to(Public.URI)
                        .build())
                .id();
        String closed = alice.send(dev.linkspan.vocab.Announce.builder()
                        .object("https://two.example/notes/1")
                        .to("https://two.example/users/bob")
                        .build())
                .id();
        String inAudience = alice.send(dev.linkspan.vocab.Announce.builder()
                        .object("https://two.example/notes/2")
                        .audience(Public.URI)
                        .build())
                .id();

        assertThat(get(open).getString("type")).isEqualTo("Announce");
        assertThat(get(inAudience).getString("type")).as("as in the outbox").isEqualTo("Announce");
        assertThat(status(closed)).isEqualTo(404);
    }

    @Test
    void in_secure_mode_only_the_servers_own_actor_is_shown_to_strangers() {
        open(new FederationRig(
                network,
                "one.example",
                settings -> settings.actor("alice", Person.builder().build()).access(AccessRule.signed())));
        FederationRig two = open(FederationRig.of(network, "two.example", "bob"));
        assertThat(status("https://one.example/users/alice")).isEqualTo(401);
        assertThat(status("https://one.example/actor")).isEqualTo(200);

        // Fetches the actor with a signature, since it asks to follow it.
        assertThat(two.federation.account("bob").follow("https://one.example/users/alice"))
                .isNotNull();
    }

    @Test
    void a_builder_says_all_that_is_wrong_at_once() {
        assertThatThrownBy(() -> Federation.builder()
                        .origin("https://one.example/path")
                        .actorPath("/users/{name}")
                        .objects("notes/{id}", (values, requester) -> Optional.empty())
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("origin")
                .hasMessageContaining("store is missing")
                .hasMessageContaining("actors are missing")
                .hasMessageContaining("actorPath")
                .hasMessageContaining("notes/{id}");
        assertThatThrownBy(() -> Federation.builder()
                        .origin("https://one.example")
                        .store(Store.inMemory())
                        .actor("alice", Person.builder().build())
                        .objects("/users/{id}", (values, requester) -> Optional.empty())
                        .build())
                .hasMessageContaining("/users/{id}")
                .hasMessageContaining("/users/{handle}");
    }

    @Test
    void nodeinfo_names_the_software_and_the_servers_actor() {
        open(FederationRig.of(network, "one.example", "alice"));
        assertThat(network.get("https://one.example/.well-known/nodeinfo", "*/*")
                        .body()
                        .text())
                .contains("https://one.example/nodeinfo/2.1")
                .contains("https://one.example/actor");
        assertThat(get("https://one.example/nodeinfo/2.1")
                        .getJsonObject("software")
                        .getString("name"))
                .isEqualTo("linkspan");
    }

    private JsonObject webFinger(String host, String resource) {
        return get("https://" + host + "/.well-known/webfinger?resource=" + resource);
    }

    private int status(String url) {
        return network.get(url, ACTIVITY_JSON).status();
    }

    private JsonObject get(String url) {
        Exchange.Answered answer = network.get(url, ACTIVITY_JSON);
        assertThat(answer.status()).as(url).isEqualTo(200);
        return ((JsonText.Result.Document) JsonText.parse(answer.body())).object();
    }
}
