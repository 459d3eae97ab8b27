package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;

/** What an author or a sender defines besides the vocabulary stays defined, however often a document is built anew. */
class DefinedNamesTest {

    private static final JsonObject MOOD =
            JsonText.object().add("mood", "https://a.example/ns#mood").build();

    private final Note sleepy = Note.builder()
            .id("https://a.example/1")
            .content("hi")
            .set("mood", "sleepy")
            .define("mood", "https://a.example/ns#mood")
            .build();

    @Test
    void a_definition_follows_the_contexts_that_are_needed_anyway() {
        assertThat(sleepy.json().getJsonArray("@context").getString(0))
                .isEqualTo("https://www.w3.org/ns/activitystreams");
        assertThat(sleepy.json().getJsonArray("@context").get(1)).isEqualTo(MOOD);
        assertThat(sleepy.string("mood")).hasValue("sleepy");
    }

    @Test
    void an_author_s_definition_survives_rebuilding_and_embedding() {
        Note again = sleepy.toBuilder().content("ho").build();
        Create create = Create.builder().object(again).build();

        assertThat(definitions(again.json())).contains(MOOD);
        assertThat(definitions(create.json().getJsonObject("object"))).contains(MOOD);
        assertThat(again.toBuilder().build().json()).isEqualTo(again.json());
    }

    @Test
    void a_sender_s_definition_survives_being_rebuilt_twice() {
        Note received = Note.of(((JsonText.Result.Document) JsonText.parse(Body.of("""
                        {"@context": ["https://www.w3.org/ns/activitystreams", {"mood": "https://a.example/ns#mood"}],
                         "type": "Note", "mood": "sleepy"}"""))).object());

        Note twice = received.toBuilder().content("1").build().toBuilder()
                .sensitive(true)
                .build();

        assertThat(definitions(twice.json())).contains(MOOD);
        assertThat(definitions(Update.builder().object(twice).build().json().getJsonObject("object")))
                .contains(MOOD);
    }

    @Test
    void what_is_ours_alone_is_defined_once_for_all() {
        Note note = Note.builder().content("hi").sensitive(true).build();
        Create create =
                Create.builder().object(note.toBuilder().content("ho").build()).build();

        assertThat(create.json().getJsonObject("object")).doesNotContainKey("@context");
        assertThat(create.json().getJsonArray("@context").get(1))
                .isEqualTo(JsonText.object().add("sensitive", "as:sensitive").build());
    }

    private static JsonArray definitions(JsonObject object) {
        JsonValue context = object.get("@context");
        return context instanceof JsonArray array ? array : JsonText.array().build();
    }
}
