package dev.linkspan.vocab;

import static dev.linkspan.vocab.Lenient.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Body;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The corners of building. */
class EntityBuilderTest {

    @Test
    void refuses_numbers_that_no_document_can_hold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Collection.builder().totalItems(-1))
                .withMessage("totalItems: -1 (expected: not negative)");
        assertThatIllegalArgumentException().isThrownBy(() -> Place.builder().latitude(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Place.builder().latitude(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> Image.builder().focalPoint(0, Double.NaN));
    }

    @Test
    void writes_times_so_that_everybody_reads_them_or_refuses_them() {
        Note note = Note.builder()
                .published(Instant.parse("2026-01-02T03:04:05.123456789Z"))
                .updated(Instant.parse("2026-01-02T03:04:05Z"))
                .build();

        assertThat(note.json().getString("published")).isEqualTo("2026-01-02T03:04:05.123Z");
        assertThat(note.json().getString("updated")).isEqualTo("2026-01-02T03:04:05Z");
        assertThatIllegalArgumentException().isThrownBy(() -> Note.builder().published(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> Note.builder().published(Instant.MIN));
    }

    @Test
    void writes_durations_with_their_sign_in_front() {
        Duration duration = Duration.ofMillis(-90_500);
        Note note = Note.builder().duration(duration).build();

        assertThat(note.json().getString("duration")).isEqualTo("-PT1M30.5S");
        assertThat(note.duration()).hasValue(duration);
    }

    @Test
    void writes_arrays_where_servers_want_them_and_single_values_where_one_is_usual() {
        JsonObject note = Note.builder()
                .to("https://a.example/f")
                .attributedTo("https://a.example/u")
                .url("https://a.example/1")
                .cc(new String[0])
                .inReplyTo(new String[0])
                .addTag("https://a.example/t")
                .build()
                .json();

        assertThat(note.getJsonArray("to")).hasSize(1);
        assertThat(note.getJsonArray("tag")).hasSize(1);
        assertThat(note.getJsonArray("cc")).isEmpty();
        assertThat(note.getJsonArray("inReplyTo")).isEmpty();
        assertThat(note.getString("attributedTo")).isEqualTo("https://a.example/u");
        assertThat(note.getString("url")).isEqualTo("https://a.example/1");
    }

    @Test
    void adds_to_what_is_there_in_whatever_shape() {
        Note note = note("'to': 'https://a.example/1', 'tag': null, 'url': ['https://a.example/1']").toBuilder()
                .addTo("Public")
                .addTag(Hashtag.builder().name("#x").build())
                .addUrl("https://a.example/2")
                .build();

        assertThat(note.to().ids()).containsExactly("https://a.example/1", Public.URI);
        assertThat(note.hashtags()).hasSize(1);
        assertThat(note.urls().ids()).containsExactly("https://a.example/1", "https://a.example/2");
    }

    @Test
    void replaces_what_is_set_again_and_keeps_a_null_that_is_set() {
        Note note = Note.builder()
                .content("x")
                .content("y")
                .set("summary", JsonValue.NULL)
                .set("unheardOf", JsonText.array().add(JsonValue.NULL).build())
                .build();

        assertThat(note.content()).hasValue("y");
        assertThat(note.json().get("summary")).isEqualTo(JsonValue.NULL);
        assertThat(note.summary()).isEmpty();
        assertThat(note.json().getJsonArray("unheardOf")).hasSize(1);
    }

    @Test
    void takes_a_member_out_with_its_languages() {
        Note note = Note.builder()
                .content("x")
                .contentMap(LanguageMap.of("en", "x"))
                .summary("s")
                .remove("content")
                .remove("unheardOf")
                .build();

        assertThat(note.content()).isEmpty();
        assertThat(note.json().keySet()).containsExactly("@context", "type", "summary");
    }

    @Test
    void may_go_on_after_building_without_changing_what_was_built() {
        Note.Builder builder = Note.builder().content("x").addTag("https://a.example/1");
        Note first = builder.build();
        Note second = builder.sensitive(true).addTag("https://a.example/2").build();

        assertThat(first.tags()).hasSize(1);
        assertThat(first.sensitive()).isEmpty();
        assertThat(first.json().getString("@context")).isEqualTo(AsObject.NAMESPACE.replace("#", ""));
        assertThat(second.tags()).hasSize(2);
        assertThat(builder.build()).isEqualTo(second);
    }

    @Test
    void sets_a_context_as_one_more_definition() {
        Note note = Note.builder()
                .set(
                        "@context",
                        JsonText.object()
                                .add("mood", "https://a.example/ns#mood")
                                .build())
                .set("mood", "calm")
                .build();

        assertThat(note.json().getJsonArray("@context").getString(0))
                .isEqualTo("https://www.w3.org/ns/activitystreams");
        assertThat(note.json().getJsonArray("@context").getJsonObject(1).getString("mood"))
                .isEqualTo("https://a.example/ns#mood");
    }

    @Test
    void takes_no_prefix_from_a_sender_who_means_something_else_by_it() {
        Person person = Person.of(((JsonReading.Document) JsonText.read(Body.of("""
                        {"@context": ["https://www.w3.org/ns/activitystreams", {"toot": "https://a.example/toot#",
                           "blast": "toot:blast", "misskey": "https://misskey-hub.net/ns#"}],
                         "type": "Person", "blast": 1}"""))).object());

        JsonObject added = person.toBuilder()
                .discoverable(true)
                .isCat(true)
                .build()
                .json()
                .getJsonArray("@context")
                .getJsonObject(2);

        assertThat(added)
                .isEqualTo(JsonText.object()
                        .add("discoverable", "http://joinmastodon.org/ns#discoverable")
                        .add("isCat", "misskey:isCat")
                        .build());
    }

    @Test
    void writes_no_context_that_is_none_and_keeps_the_order_of_the_others() {
        Note note = Note.of(Lenient.view("{'@context': [5, {'mood': 'https://a.example/ns#mood'},"
                        + " 'https://www.w3.org/ns/activitystreams', [], {'mood': 'https://b.example/ns#mood'},"
                        + " {'mood': 'https://a.example/ns#mood'}], 'type': 'Note', 'mood': 'calm'}")
                .json());

        assertThat(note.toBuilder().build().json().getJsonArray("@context").toString())
                .isEqualTo("[{\"mood\":\"https://a.example/ns#mood\"},\"https://www.w3.org/ns/activitystreams\","
                        + "{\"mood\":\"https://b.example/ns#mood\"},{\"mood\":\"https://a.example/ns#mood\"}]");
    }

    @Test
    void several_types_are_written_in_their_order() {
        assertThat(Note.builder().types("Note", "Hashtag").build().types()).containsExactly("Note", "Hashtag");
        assertThat(Note.builder().types("Note").build().json().getString("type"))
                .isEqualTo("Note");
        assertThat(Endpoints.builder().build().types()).isEmpty();
    }

    @Test
    void a_new_text_takes_the_place_of_the_old_ones_languages() {
        Note old = Note.builder()
                .content("old")
                .contentMap(LanguageMap.of("en", "old"))
                .build();

        assertThat(old.toBuilder().content("new").build().contentMap()).isEqualTo(LanguageMap.empty());
        assertThat(old.toBuilder()
                        .contentMap(LanguageMap.of("de", "neu"))
                        .content("new")
                        .build()
                        .contentMap())
                .isEqualTo(LanguageMap.of("de", "neu"));
        assertThat(old.contentMap().get("en")).contains("old");
    }

    @Test
    @SuppressWarnings("NullAway") // What callers without a checker do.
    void null_is_refused_where_it_is_given() {
        assertThatThrownBy(() -> Note.builder().content(null)).hasMessageContaining("content: null");
        assertThatThrownBy(() -> Note.builder().id(null)).hasMessageContaining("id: null");
        assertThatThrownBy(() -> Note.builder().set("mood", (String) null)).hasMessageContaining("mood: null");
        assertThatThrownBy(() -> Note.builder().types()).hasMessageContaining("types: none");
    }

    @Test
    void problems_have_short_places() {
        String name = "n".repeat(600);
        JsonObject type = JsonText.object().add("type", 5).build();
        JsonObject inner = JsonText.object()
                .add("type", "Note")
                .add(name, JsonText.array().add(type))
                .build();
        Note note = Note.builder().set(name, inner).build();

        assertThat(note.problems())
                .isNotEmpty()
                .allMatch(problem -> problem.pointer().isEmpty());
    }
}
