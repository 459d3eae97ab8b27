package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Note;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the lesson about documents, on the very documents of the guide, and holds the guide to what comes out. */
class DocumentsTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");

    private final DocumentReader reader = new DocumentReader();
    private final Markdown chapter = Markdown.page("docs/guide/01-documents.md");
    private final ReceivedDocument received = read(chapter.blocks("json").getFirst());
    private final AsObject note =
            received.view().ref("object").embedded(AsObject.class).orElseThrow();

    @Test
    void a_document_is_read_as_the_guide_says() {
        assertThat(ReadDocuments.sentence(reader, received.body()))
                .isEqualTo(chapter.blocks("text").getFirst());
        assertThat(String.join("\n", ReadDocuments.faults(received)))
                .isEqualTo(chapter.blocks("text").get(1));
        assertThat(ReadDocuments.sentence(reader, Body.of("[]"))).startsWith("MALFORMED_JSON: ");
    }

    @Test
    void what_happened_is_told_of_every_activity() {
        assertThat(sentence("{'type':'Announce','actor':'https://a.example/u','object':'https://b.example/1'}"))
                .isEqualTo("https://a.example/u shared what is at https://b.example/1");
        assertThat(sentence("{'type':'Undo','actor':'A','object':{'type':'Follow','actor':'A','object':'B'}}"))
                .isEqualTo("A takes back: A wants to follow what is at B");
        assertThat(sentence("{'type':'Delete','actor':'A','object':'B'}")).isEqualTo("A: Delete of what is at B");
        assertThat(sentence("{'type':'Juggle','actor':'A','object':'B'}"))
                .isEqualTo("A did what we have no name for: Juggle");
        assertThat(sentence("{'type':'Like','actor':'A'}")).isEqualTo("A: Like of nothing");
        assertThat(sentence("{'type':'Person','preferredUsername':'ada'}")).isEqualTo("ada");
        assertThat(sentence("{'type':'Mention'}")).isEqualTo("Mention");
    }

    @Test
    void those_who_are_named_and_those_who_are_answered_are_notified() {
        Entity answer = view("{'type':'Note','tag':{'type':'Mention','href':'https://my.example/users/ada'},"
                + "'inReplyTo':{'type':'Note','attributedTo':'https://their.example/users/bob'}}");

        assertThat(ReadDocuments.whomToNotify(note)).containsExactly("https://my.example/users/ada");
        assertThat(ReadDocuments.whomToNotify(AsObject.of(answer)))
                .containsExactly("https://my.example/users/ada", "https://their.example/users/bob");
    }

    @Test
    void a_reader_gets_the_text_in_a_language_they_like() {
        assertThat(ReadDocuments.textFor(note, "de-AT,de;q=0.8,en;q=0.5")).isEqualTo("Guten Morgen!");
        assertThat(ReadDocuments.textFor(note, "fr")).isEqualTo("Good morning!");
        assertThat(ReadDocuments.textFor(AsObject.of(view("{'type':'Note','content':'x'}")), "fr"))
                .isEqualTo("x");
    }

    @Test
    void what_nobody_knows_is_kept() {
        assertThat(ReadDocuments.mood(note)).isEqualTo("sleepy");
        assertThat(ReadDocuments.mood(BuildDocuments.note(NOW))).isEqualTo("unknown");
    }

    @Test
    void a_document_in_other_words_says_the_same() {
        ReceivedDocument inOtherWords = read(chapter.blocks("json").get(2));

        assertThat(inOtherWords.path()).isEqualTo(ReceivedDocument.Path.JSON_LD);
        assertThat(ReadDocuments.sentence(inOtherWords.view())).isEqualTo("Guten Abend!");
        assertThat(inOtherWords.view().string("https://their.example/ns#mood")).hasValue("sleepy");
    }

    @Test
    void a_built_activity_is_what_the_guide_shows() {
        assertThat(BuildDocuments.create(BuildDocuments.note(NOW)).json())
                .isEqualTo(json(chapter.blocks("json").get(1)));
    }

    @Test
    void what_is_built_reads_without_a_fault() {
        Note built = BuildDocuments.note(NOW);

        for (Entity document : List.of(
                BuildDocuments.create(built),
                BuildDocuments.update(built, "<p>Good evening!</p>", NOW),
                BuildDocuments.poll(NOW, "Tea", "Coffee"),
                BuildDocuments.sleepy(built))) {
            ReceivedDocument again = read(document.json().toString());

            assertThat(again.path()).isEqualTo(ReceivedDocument.Path.DIRECT);
            assertThat(again.problems()).isEmpty();
            assertThat(again.view()).isEqualTo(document);
        }
    }

    @Test
    void an_edited_note_keeps_what_was_not_edited() {
        Note built = BuildDocuments.note(NOW);
        Note edited = BuildDocuments.update(built, "<p>Good evening!</p>", NOW)
                .object()
                .embedded(Note.class)
                .orElseThrow();

        assertThat(edited.content()).hasValue("<p>Good evening!</p>");
        assertThat(edited.contentMap().first()).isEqualTo(edited.content());
        assertThat(edited.tags().all()).isEqualTo(built.tags().all());
        assertThat(BuildDocuments.sleepy(built).string("mood")).hasValue("sleepy");
    }

    private String sentence(String json) {
        return ReadDocuments.sentence(view(json));
    }

    private Entity view(String json) {
        return read(json.replace('\'', '"')).view();
    }

    private ReceivedDocument read(String json) {
        return (ReceivedDocument) reader.read(Body.of(json));
    }

    private static JsonObject json(String text) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(text))).object();
    }
}
