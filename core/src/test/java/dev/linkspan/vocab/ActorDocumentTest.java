package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.vocab.ActorDocument.Addresses;
import dev.linkspan.vocab.ActorDocument.ShownKey;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an application says of an actor, and what the server answers for. */
class ActorDocumentTest {

    private static final String ALICE = "https://a.example/users/alice";
    private static final Addresses ADDRESSES = new Addresses(
            ALICE,
            ALICE + "/inbox",
            ALICE + "/outbox",
            ALICE + "/followers",
            ALICE + "/following",
            Optional.empty(),
            Optional.of("https://a.example/inbox"));
    private static final ShownKey RSA = new ShownKey(ALICE + "#main-key", key("RSA"));
    private static final ShownKey EDWARDS = new ShownKey(ALICE + "#ed25519-key", key("Ed25519"));

    // docs/quirks: Mastodon wants inbox and preferredUsername, Pleroma followers and following, all of them publicKey.
    @Test
    void has_what_every_server_insists_on() {
        Person profile =
                Person.builder().preferredUsername("alice").name("Alice").build();

        Actor actor = ActorDocument.of(profile, ADDRESSES, RSA, List.of(EDWARDS));

        assertThat(actor).isInstanceOf(Person.class);
        assertThat(actor.id()).contains(ALICE);
        assertThat(actor.preferredUsername()).contains("alice");
        for (String box : List.of("inbox", "outbox", "followers", "following")) {
            assertThat(actor.string(box)).contains(ALICE + "/" + box);
        }
        assertThat(actor.sharedInbox()).contains("https://a.example/inbox");
        JsonObject key = actor.json().getJsonObject("publicKey");
        assertThat(key.getString("id")).isEqualTo(ALICE + "#main-key");
        assertThat(key.getString("owner")).isEqualTo(ALICE);
        assertThat(key.getString("publicKeyPem")).startsWith("-----BEGIN PUBLIC KEY-----\n");
        JsonObject multikey = actor.json().getJsonArray("assertionMethod").getJsonObject(0);
        assertThat(multikey.getString("controller")).isEqualTo(ALICE);
        assertThat(multikey.getString("publicKeyMultibase")).startsWith("z6Mk"); // Ed25519, by its multicodec 0xed
        assertThat(actor.problems()).isEmpty();
        // Mastodon looks for the first, as this very string.
        JsonArray context = actor.json().getJsonArray("@context");
        assertThat(context.getString(0)).isEqualTo("https://www.w3.org/ns/activitystreams");
        assertThat(context.toString())
                .contains("\"https://w3id.org/security/v1\"", "\"https://w3id.org/security/multikey/v1\"");
    }

    @Test
    void what_a_profile_says_of_keys_and_addresses_does_not_count() {
        Person profile = Person.builder()
                .id("https://evil.example/")
                .inbox("https://evil.example/inbox")
                .publicKey("https://evil.example/#key")
                .assertionMethod("https://evil.example/#key")
                .endpoints(Endpoints.builder()
                        .sharedInbox("https://evil.example/inbox")
                        .uploadMedia("https://a.example/media")
                        .build())
                .build();

        Actor actor = ActorDocument.of(profile, ADDRESSES, RSA, List.of());

        assertThat(actor.json().toString()).doesNotContain("evil.example").contains("https://a.example/media");
        assertThat(actor.json().containsKey("assertionMethod")).isFalse();
    }

    @Test
    void any_kind_of_actor_stays_what_it_is() {
        Service bot = Service.builder().name("bot").set("unheardOf", "kept").build();

        Actor actor = ActorDocument.of(bot, ADDRESSES, RSA, List.of());

        assertThat(actor.types()).containsExactly("Service");
        assertThat(actor.string("unheardOf")).contains("kept");
    }

    private static PublicKey key(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
