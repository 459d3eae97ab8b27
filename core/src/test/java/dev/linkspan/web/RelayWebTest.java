package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Public;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the relay serves, and why: each member is what some server insists on. */
class RelayWebTest {

    private static final String ORIGIN = "https://relay.example";

    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void the_actor_is_one_that_every_server_takes_for_a_relay() {
        WebResponse response = get("/actor");
        AsObject actor = AsObject.of(json(response));

        assertThat(response.status()).isEqualTo(200);
        assertThat(type(response)).startsWith("application/activity+json");
        // Friendica APContact::isRelay: Application, nick relay, path /actor.
        assertThat(actor.id()).contains(ORIGIN + "/actor");
        assertThat(actor.types()).containsExactly("Application");
        assertThat(actor.string("preferredUsername")).contains("relay");
        // Mastodon and Misskey: the inbox is what the administrator typed; Misskey: all on one host.
        assertThat(actor.string("inbox")).contains(ORIGIN + "/inbox");
        assertThat(actor.object("endpoints").orElseThrow().string("sharedInbox"))
                .contains(ORIGIN + "/inbox");
        // Mastodon: the context as a plain string in the list.
        assertThat(((JsonArray) actor.json().get("@context")).getString(0))
                .isEqualTo("https://www.w3.org/ns/activitystreams");
        // Pleroma: name, both collections as strings.
        assertThat(actor.string("name")).isPresent();
        for (String collection : List.of("outbox", "followers", "following")) {
            assertThat(actor.string(collection)).contains(ORIGIN + "/" + collection);
        }
        // Lemmy and PeerTube read SPKI only; Pleroma and Fedify want the fragment.
        Entity key = actor.object("publicKey").orElseThrow();
        assertThat(key.id()).contains(ORIGIN + "/actor#main-key");
        assertThat(key.string("owner")).contains(ORIGIN + "/actor");
        assertThat(key.string("publicKeyPem").orElseThrow())
                .startsWith("-----BEGIN PUBLIC KEY-----\n")
                .endsWith("-----END PUBLIC KEY-----\n");
    }

    @Test
    void the_inbox_shows_the_actor_to_whoever_opens_it() {
        assertThat(json(get("/inbox"))).isEqualTo(json(get("/actor")));
    }

    @Test
    void the_collections_are_valid_and_show_nobody() {
        for (String path : List.of("/outbox", "/followers", "/following")) {
            JsonObject collection = json(get(path));
            assertThat(collection.getString("id")).isEqualTo(ORIGIN + path);
            assertThat(collection.getString("type")).isEqualTo("OrderedCollection");
            assertThat(collection.getInt("totalItems")).isZero();
            assertThat(collection.getJsonArray("orderedItems")).isEmpty();
        }
    }

    @Test
    void webfinger_knows_the_relay_by_each_of_its_names() {
        for (String resource : List.of(
                "acct:relay@relay.example",
                "acct%3Arelay%40relay.example",
                "acct:Relay@RELAY.example",
                "@relay@relay.example",
                "relay@relay.example",
                "https://relay.example/actor",
                "https%3A%2F%2Frelay.example%2Factor",
                "https://relay.example/")) {
            WebResponse response = get("/.well-known/webfinger?resource=" + resource);

            assertThat(response.status()).as(resource).isEqualTo(200);
            assertThat(type(response)).isEqualTo("application/jrd+json");
            assertThat(json(response).getString("subject")).isEqualTo("acct:relay@relay.example");
            assertThat(json(response).getJsonArray("aliases"))
                    .extracting(v -> ((JsonString) v).getString())
                    .containsExactly("https://relay.example/actor");
            assertThat(json(response).getJsonArray("links").getJsonObject(0).getString("href"))
                    .isEqualTo("https://relay.example/actor");
        }
    }

    @Test
    void webfinger_refuses_other_accounts_and_a_missing_resource() {
        assertThat(get("/.well-known/webfinger?resource=acct:root@relay.example")
                        .status())
                .isEqualTo(404);
        assertThat(get("/.well-known/webfinger?resource=acct:relay@evil.example")
                        .status())
                .isEqualTo(404);
        assertThat(get("/.well-known/webfinger?resource=%zz").status()).isEqualTo(400);
        assertThat(get("/.well-known/webfinger").status()).isEqualTo(400);
    }

    @Test
    void nodeinfo_links_to_both_versions_and_to_the_actor() {
        JsonArray links = json(get("/.well-known/nodeinfo")).getJsonArray("links");

        assertThat(links)
                .extracting(link -> link.asJsonObject().getString("href"))
                .containsExactly(ORIGIN + "/nodeinfo/2.0", ORIGIN + "/nodeinfo/2.1", ORIGIN + "/actor");
        assertThat(links.getJsonObject(2).getString("rel"))
                .isEqualTo("https://www.w3.org/ns/activitystreams#Application");
    }

    @Test
    void nodeinfo_has_every_member_that_its_schema_requires() {
        for (String version : List.of("2.0", "2.1")) {
            WebResponse response = get("/nodeinfo/" + version);
            JsonObject info = json(response);

            assertThat(type(response)).contains("ns/schema/" + version + "#");
            assertThat(info.keySet())
                    .containsExactlyInAnyOrder(
                            "version", "software", "protocols", "services", "openRegistrations", "usage", "metadata");
            assertThat(info.getString("version")).isEqualTo(version);
            assertThat(info.getJsonObject("software").getString("name")).matches("[a-z0-9-]+");
            assertThat(info.getJsonObject("services").keySet()).containsExactlyInAnyOrder("inbound", "outbound");
            assertThat(info.getJsonArray("protocols").getString(0)).isEqualTo("activitypub");
        }
    }

    @Test
    void nodeinfo_names_the_subscribed_hosts() {
        rig.subscribed(Peer.at("https://m.example/actor"));

        assertThat(json(get("/nodeinfo/2.0"))
                        .getJsonObject("metadata")
                        .getJsonArray("peers")
                        .getString(0))
                .isEqualTo("m.example");
    }

    @Test
    void host_meta_points_to_webfinger() {
        assertThat(get("/.well-known/host-meta").body().text())
                .contains("template=\"https://relay.example/.well-known/webfinger?resource={uri}\"");
        assertThat(json(get("/.well-known/host-meta.json"))
                        .getJsonArray("links")
                        .getJsonObject(0)
                        .getString("template"))
                .isEqualTo("https://relay.example/.well-known/webfinger?resource={uri}");
    }

    @Test
    void our_own_activities_resolve_at_their_ids() {
        rig.subscribed(Peer.at("https://m.example/actor"));
        String id = AsObject.of(json(rig.store.log().at(1).orElseThrow().own().orElseThrow()))
                .id()
                .orElseThrow();

        WebResponse response = get(id.substring(ORIGIN.length()));

        assertThat(type(response)).startsWith("application/activity+json");
        assertThat(json(response).getString("id")).isEqualTo(id);
        assertThat(json(response).getString("type")).isEqualTo("Accept");
        assertThat(get("/activities/unknown").status()).isEqualTo(404);
    }

    @Test
    void wrong_methods_and_places_are_told_the_right_ones() {
        assertThat(send("DELETE", "/actor").status()).isEqualTo(405);
        assertThat(send("POST", "/actor").body().text()).contains(ORIGIN + "/inbox");
        assertThat(rig.relay.handle(request("GET", "/nothing"))).isEmpty();
        assertThat(rig.relay.handle(request("POST", "/nothing"))).isEmpty();
    }

    @Test
    void a_follow_is_answered_with_an_empty_202() {
        Peer peer = Peer.at("https://m.example/actor");
        rig.knows(peer);

        WebResponse response = rig.send(peer.post("""
                {"id":"https://m.example/f","type":"Follow","actor":"https://m.example/actor","object":"%s"}""".formatted(Public.URI), RelayRig.NOW));

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.body().length()).isZero();
    }

    private WebResponse get(String target) {
        return send("GET", target);
    }

    private WebResponse send(String method, String target) {
        return rig.relay.handle(request(method, target)).orElseThrow();
    }

    private static WebRequest request(String method, String target) {
        return new WebRequest(method, target, Fields.none(), Body.none(), "192.0.2.1");
    }

    private static JsonObject json(WebResponse response) {
        return json(response.body());
    }

    private static JsonObject json(Body body) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(body.text().getBytes(StandardCharsets.UTF_8))))
                .object();
    }

    private static String type(WebResponse response) {
        return response.fields().first("Content-Type").orElse("");
    }
}
