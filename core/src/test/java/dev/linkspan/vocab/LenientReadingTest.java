package dev.linkspan.vocab;

import static dev.linkspan.vocab.Lenient.document;
import static dev.linkspan.vocab.Lenient.problems;
import static dev.linkspan.vocab.Lenient.told;
import static dev.linkspan.vocab.Lenient.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.jsonld.ReceivedDocument.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents whose types, contexts or encoding are not as the specifications have them. */
class LenientReadingTest {

    private static final String AS = "'https://www.w3.org/ns/activitystreams'";

    @Test
    void takes_the_first_type_that_it_knows_and_tells_them_all() {
        Entity actor = view("{'type': ['https://a.example/Robot', 'Person', 'Service'], 'id': 'https://a.example/u'}");

        assertThat(actor).isInstanceOf(Person.class);
        assertThat(actor.is("Service")).isTrue();
        assertThat(actor.as(Service.class)).isPresent();
        assertThat(actor.types()).containsExactly("https://a.example/Robot", "Person", "Service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Note", "as:Note", "https://www.w3.org/ns/activitystreams#Note"})
    void knows_a_type_by_its_name_its_short_and_its_full_iri(String type) {
        Entity view = view("{'type': '" + type + "', 'content': 'x'}");

        assertThat(view).isInstanceOf(Note.class);
        assertThat(view.types()).containsExactly("Note");
    }

    @Test
    void knows_extensions_by_their_full_iris() {
        assertThat(view("{'type': 'http://joinmastodon.org/ns#Emoji', 'name': ':x:'}"))
                .isInstanceOf(Emoji.class);
        assertThat(view("{'type': 'http://schema.org/PropertyValue', 'name': 'x'}"))
                .isInstanceOf(PropertyValue.class);
        assertThat(view("{'type': 'http://schema.org#PropertyValue', 'name': 'x'}"))
                .isInstanceOf(PropertyValue.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type': 'Bite', 'actor': 'https://a.example/u', 'target': 'https://b.example/u'} | Activity",
                "{'type': 'Robot', 'id': 'https://a.example/u', 'inbox': 'https://a.example/i'} | Actor",
                "{'type': 'Shelf', 'totalItems': 1, 'items': []} | Collection",
                "{'type': 'Row', 'orderedItems': []} | OrderedCollection",
                "{'type': 'Anchor', 'href': 'https://a.example/'} | Link",
                "{'type': 'Poem', 'content': 'x'} | AsObject",
                "{'content': 'x'} | AsObject",
                "{'type': null} | AsObject",
                "{'type': []} | AsObject",
                "{'type': {}} | AsObject",
            })
    void takes_an_unknown_type_for_the_nearest_that_it_knows(String text, String kind) throws Exception {
        Entity view = view(text);

        assertThat(view).isInstanceOf(Class.forName("dev.linkspan.vocab." + kind));
        assertThat(view.getClass().getSimpleName()).isEqualTo("Other");
        assertThat(view.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.TYPE);
    }

    @Test
    void takes_an_unknown_type_for_what_its_place_asks_for() {
        Note note = view(
                "{'type': 'Note', 'attributedTo': {'type': 'Robot', 'name': 'R'}, 'icon': {'url': 'https://a.example/1'}}",
                Note.class);

        assertThat(note.attributedTo().embedded().orElseThrow()).isInstanceOf(Actor.Other.class);
        assertThat(note.icon().embedded()).isPresent();
    }

    @Test
    void keeps_the_former_type_of_a_tombstone_though_it_is_unknown() {
        Tombstone tombstone = view(
                "{'type': 'Tombstone', 'id': 'https://a.example/1', 'formerType': ['Poem', 'as:Note', 5]}",
                Tombstone.class);

        assertThat(tombstone.formerTypes()).containsExactly("Poem", "Note");
        assertThat(tombstone.formerType()).hasValue("Poem");
        assertThat(problems(tombstone)).containsExactly("/formerType/2 RANGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{'@context': " + AS + ", ",
                "{'@context': 'http://www.w3.org/ns/activitystreams', ",
                "{'@context': ['https://w3id.org/security/v1', " + AS + "], ",
                "{'@context': {'toot': 'http://joinmastodon.org/ns#', 'discoverable': 'toot:discoverable'}, ",
                "{'@context': [], ",
                "{'@context': {}, ",
            })
    void reads_a_document_whose_context_is_missing_in_another_order_or_an_object_only(String start) {
        ReceivedDocument document =
                document(start + "'type': 'Person', 'id': 'https://a.example/u', 'discoverable': true, 'publicKey':"
                        + " {'id': 'https://a.example/u#k'}}");

        assertThat(document.path()).isEqualTo(Path.DIRECT);
        assertThat(document.view()).isInstanceOf(Person.class);
        assertThat(((Person) document.view()).discoverable()).hasValue(true);
        assertThat(((Person) document.view()).publicKey().id()).hasValue("https://a.example/u#k");
        assertThat(document.problems()).isEmpty();
    }

    // https://github.com/fedify-dev/fedify/issues/630: Mastodon's namespace answers 404 to whoever takes it for a
    // context.
    @Test
    void reads_a_document_with_a_context_that_nobody_can_fetch() {
        ReceivedDocument document = document("{'@context': [" + AS
                + ", 'http://joinmastodon.org/ns'], 'type': 'Question'," + " 'content': 'x', 'votersCount': 3}");

        assertThat(document.path()).isEqualTo(Path.DIRECT);
        assertThat(((Question) document.view()).votersCount()).hasValue(3);
        assertThat(document.problems()).isEmpty();
    }

    @Test
    void reads_a_document_with_a_context_that_nobody_knows_and_says_so() {
        ReceivedDocument document = document(
                "{'@context': [" + AS + ", 'https://a.example/gone'], 'type': 'Note', 'content': 'x', 'mood': 'y'}");

        assertThat(document.path()).isEqualTo(Path.DIRECT);
        assertThat(((Note) document.view()).content()).hasValue("x");
        assertThat(document.view().string("mood")).hasValue("y");
        assertThat(told(document.problems())).containsExactly("/@context/1 UNKNOWN_CONTEXT");
    }

    @Test
    void reads_a_document_with_a_context_that_is_none_and_says_so() {
        ReceivedDocument document = document("{'@context': [" + AS + ", 7], 'type': 'Note', 'content': 'x'}");

        assertThat(((Note) document.view()).content()).hasValue("x");
        assertThat(told(document.problems())).containsExactly("/@context/1 CONTEXT");
    }

    // The rules of the text itself, its limits among them, have their tests in JsonReadingTest.
    @Test
    void reads_behind_a_byte_order_mark_and_takes_the_last_of_two_members_and_says_so() {
        var reading = new DocumentReader()
                .read(Body.of("\ufeff{\"type\": \"Note\", \"content\": \"x\", \"content\": \"y\"}"));

        assertThat(reading).isInstanceOf(ReceivedDocument.class);
        ReceivedDocument document = (ReceivedDocument) reading;
        assertThat(((Note) document.view()).content()).hasValue("y");
        assertThat(told(document.problems())).containsExactly(" JSON", "/content JSON");
    }

    @Test
    void a_fault_in_one_place_leaves_all_others_readable() {
        Create create = view(
                "{'type': 'Create', 'id': 'https://a.example/1', 'actor': 5, 'published': 'soon', 'to': {'en': []},"
                        + " 'object': {'type': 'Note', 'content': 'x', 'contentMap': 'y', 'url': 3, 'tag': {'type': 'Mention',"
                        + " 'href': {}, 'name': '@u'}}}",
                Create.class);
        Note note = create.object().embedded(Note.class).orElseThrow();

        assertThat(note.content()).hasValue("x");
        assertThat(note.mentions().getFirst().name()).hasValue("@u");
        assertThat(problems(create))
                .containsExactly(
                        "/actor RANGE",
                        "/published FORMAT",
                        "/object/contentMap RANGE",
                        "/object/url RANGE",
                        "/object/tag/href RANGE");
    }
}
