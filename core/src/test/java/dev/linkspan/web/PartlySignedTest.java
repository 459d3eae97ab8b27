package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.Inbound;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Note;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What Alice signed, brought by Mallory with additions that her signature does not cover, since her contexts do not define them:
 * the application hears what Alice said. Numbers in names are those of docs/attacks.md.
 */
class PartlySignedTest {

    private static final String INBOX = "https://one.example/inbox";
    private static final String ALICE = "https://alice.example/users/mallory"; // Strangers are all called so
    private static final String NOTE = "https://alice.example/notes/1";

    private final InProcessNetwork network = new InProcessNetwork();
    private final Stranger alice = new Stranger(network, "alice.example");
    private final Stranger mallory = new Stranger(network, "evil.example");
    private final FederationRig one = FederationRig.of(network, "one.example", "bob");
    private final JsonObject genuine = json(alice.signed(json("""
            {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1",\
            {"toot":"http://joinmastodon.org/ns#","Emoji":"toot:Emoji","votersCount":"toot:votersCount"}],\
            "id":"https://alice.example/notes/1/activity","type":"Create","actor":"%s",\
            "published":"2026-11-21T10:00:00Z","to":["https://www.w3.org/ns/activitystreams#Public"],\
            "object":{"id":"%s","type":"Note","attributedTo":"%s","content":"hello","votersCount":3,\
            "tag":[{"type":"Emoji","id":"https://alice.example/e/1","name":":x:"}]}}""".formatted(ALICE, NOTE, ALICE))));
    private final JsonObject forged = with(
            with(genuine, "_misskey_content", "bought"),
            "object",
            with(
                    with(genuine.getJsonObject("object"), "quoteUrl", "https://evil.example/notes/1"),
                    "tag",
                    Json.createArrayBuilder(List.of(with(
                                    genuine.getJsonObject("object")
                                            .getJsonArray("tag")
                                            .getJsonObject(0),
                                    "license",
                                    "mine")))
                            .build()));

    @AfterEach
    void stop() {
        one.close();
        network.close();
    }

    @Test
    void j19_what_the_bringer_added_is_not_heard_of_as_alices_word_at_any_depth() throws Exception {
        assertThat(mallory.post(INBOX, forged.toString())).isEqualTo(202);

        Inbound<Activity> heard = one.next("Create");
        assertThat(heard.actor()).isEqualTo(ALICE);
        assertThat(heard.activity().json())
                .isEqualTo(Json.createObjectBuilder(genuine).remove("signature").build());
        assertThat(heard.body().text()).doesNotContain("evil.example", "bought", "mine");
        Note note = heard.object(Note.class).orElseThrow().object();
        assertThat(note.content()).contains("hello");
        assertThat(note.quote().isPresent()).isFalse();
    }

    @Test
    void j19_what_somebody_brings_in_part_does_not_keep_out_the_whole() throws Exception {
        mallory.post(INBOX, forged.toString());
        one.next("Create");
        mallory.post(INBOX, forged.toString());
        assertThat(one.heardNothingMore()).as("the same part").isTrue();

        assertThat(mallory.post(INBOX, genuine.toString())).isEqualTo(202);

        assertThat(one.next("Create").body()).isEqualTo(Body.of(genuine.toString()));
        mallory.post(INBOX, forged.toString());
        mallory.post(INBOX, genuine.toString());
        assertThat(one.heardNothingMore()).isTrue();
    }

    @Test
    void j19_what_is_signed_whole_is_heard_of_as_it_came() throws Exception {
        mallory.post(INBOX, genuine.toString());
        mallory.post(INBOX, forged.toString());

        assertThat(one.next("Create").body()).isEqualTo(Body.of(genuine.toString()));
        assertThat(one.heardNothingMore()).isTrue();
    }

    @Test
    void what_alice_sends_herself_is_all_hers() throws Exception {
        alice.post(INBOX, forged.toString());

        assertThat(one.next("Create").body()).isEqualTo(Body.of(forged.toString()));
    }

    /** As it stands, the signature holds for any type that its contexts do not define. */
    @Test
    void j08_a_type_that_is_not_covered_makes_no_activity() throws Exception {
        JsonObject unheard = json(alice.signed(json("""
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://alice.example/2","type":"Unheard",\
                "actor":"%s","object":"https://one.example/notes/1"}""".formatted(ALICE))));

        assertThat(mallory.post(INBOX, with(unheard, "type", "EmojiReact").toString()))
                .isEqualTo(401);

        assertThat(one.store.log().end()).isZero();
    }

    private static JsonObject with(JsonObject object, String name, String value) {
        return with(object, name, Json.createValue(value));
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        return Json.createObjectBuilder(object).add(name, value).build();
    }

    private static JsonObject json(String text) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(text))).object();
    }
}
