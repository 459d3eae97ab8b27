package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.ReceivedDocument.Path;
import dev.linkspan.vocab.Declaration;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Problem;
import dev.linkspan.vocab.PropertyTerm;
import dev.linkspan.vocab.Range;
import dev.linkspan.vocab.ReadingLimits;
import dev.linkspan.vocab.TypeTerm;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {

    private static final String AS = "https://www.w3.org/ns/activitystreams";
    private static final String TOOT = "http://joinmastodon.org/ns#";

    /** A few terms, so that each test shows what it rests on. */
    private static final Terms TERMS = new Terms(
            List.of(
                    property("to", AS + "#to", Range.VIEW, true),
                    property("object", AS + "#object", Range.VIEW, false),
                    property("items", AS + "#items", Range.VIEW, true),
                    property("orderedItems", AS + "#items", Range.VIEW, true),
                    property("published", AS + "#published", Range.DATE_TIME, false),
                    property("preferredUsername", AS + "#preferredUsername", Range.TEXT, false),
                    property("formerType", AS + "#formerType", Range.TYPE, false),
                    property("proofPurpose", "https://w3id.org/security#proofPurpose", Range.TEXT, false),
                    property("assertionMethod", "https://w3id.org/security#assertionMethod", Range.VIEW, true),
                    property("discoverable", TOOT + "discoverable", Range.BOOLEAN, false),
                    property("vcard:bday", "http://www.w3.org/2006/vcard/ns#bday", Range.TEXT, false),
                    new PropertyTerm(
                            "content",
                            List.of(AS + "#content"),
                            Range.LANGUAGE_TEXT,
                            Optional.empty(),
                            false,
                            false,
                            Optional.of("contentMap"),
                            false,
                            declared())),
            List.of(type("Note", AS + "#Note"), type("Emoji", TOOT + "Emoji"), type("Hashtag", AS + "#Hashtag")));

    private final DocumentReader reader = new DocumentReader(
            ReadingLimits.DEFAULT,
            new ContextSurvey(TERMS),
            new Normalizer(TERMS, CanonicalizationLimits.DEFAULT, System::nanoTime));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'content': 'x'}",
                "{'@context': 'https://www.w3.org/ns/activitystreams', 'type': 'Note', 'content': 'x', 'id': null}",
                "{'@context': ['https://www.w3.org/ns/activitystreams', {'@language': 'und'}], 'content': 'x'}",
                "{'@context': [{'toot': 'http://joinmastodon.org/ns#', 'Emoji': 'toot:Emoji',"
                        + " 'discoverable': {'@id': 'toot:discoverable'}}], 'type': 'Emoji', 'discoverable': true}",
                "{'@context': {'discoverable': 'http://joinmastodon.org/ns#discoverable'}, 'discoverable': true}",
                "{'@context': {'content': 'x:unused'}, 'type': 'Note'}",
                "{'@context': {'new': 'https://a.example/new'}, 'new': 1}",
                "{'to': 'as:Public', 'object': 'did:key:z6Mk', 'vcard:bday': '2000-01-01'}",
                "{'type': ['Note', 'https://a.example/Note']}",
                "{'contentMap': {'id': 'x', 'pt-BR': 'y'}}",
                "{'@context': 'https://w3id.org/security/data-integrity/v1',"
                        + " 'proof': {'type': 'DataIntegrityProof', 'proofPurpose': 'assertionMethod'}}",
            })
    void reads_a_document_as_it_stands_if_its_names_are_its_meaning(String text) {
        ReceivedDocument document = read(text);

        assertThat(document.path()).isEqualTo(Path.DIRECT);
        assertThat(document.json()).isSameAs(document.original());
        assertThat(document.contextProblems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'@type': 'Note', '@id': 'https://a.example/1'} | {'type': 'Note', 'id': 'https://a.example/1'}",
                "{'as:content': 'x'} | {'content': 'x'}",
                "{'https://www.w3.org/ns/activitystreams#content': 'x'} | {'content': 'x'}",
                "{'@context': {'inhalt': 'as:content'}, 'inhalt': 'x'} | {'content': 'x'}",
                "{'@context': {'inhalt': 'as:content'}, 'inhalt': 'x', 'content': 'y'} | {'content': ['x', 'y']}",
                "{'@context': {'Notiz': 'as:Note'}, 'type': 'Notiz'} | {'type': 'Note'}",
                "{'@context': {'Note': 'x:Other'}, 'type': 'Note'} | {'type': 'x:Other'}",
                "{'@context': {'content': 'x:other'}, 'content': 'y'} | {'x:other': 'y'}",
                "{'@context': {'content': null}, 'content': 'y', 'type': 'Note'} | {'type': 'Note'}",
                "{'@context': {'@language': 'en'}, 'content': 'x'} | {'contentMap': {'en': 'x'}}",
                "{'@context': {'@language': 'en'}, 'preferredUsername': 'x'} | {'preferredUsername': 'x'}",
                "{'@context': {'@vocab': 'https://a.example/'}, 'discoverable': true}"
                        + " | {'https://a.example/discoverable': true}",
                "{'@context': {'@vocab': null}, 'as:content': 'x', 'discoverable': true}"
                        + " | {'content': 'x', 'discoverable': true}",
                "{'@context': null, 'content': 'x'} | {'content': 'x'}",
                "{'object': {'@context': [null], 'content': 'x'}} | {'object': {'content': 'x'}}",
                "{'to': {'@id': 'as:Public'}} | {'to': ['https://www.w3.org/ns/activitystreams#Public']}",
                "{'@context': {'a': 'https://a.example/'}, 'object': 'a:1'} | {'object': 'https://a.example/1'}",
                "{'content': {'@value': 'x', '@language': 'PT-br'}} | {'contentMap': {'pt-BR': 'x'}}",
                "{'content': [{'@value': 'x', '@language': 'und'}]} | {'contentMap': {'und': 'x'}}",
                "{'@context': {'@language': 'und'}, '@type': 'Note', 'content': 'x', 'contentMap': {'und': 'y'}}"
                        + " | {'type': 'Note', 'content': 'x', 'contentMap': {'und': 'y'}}",
                "{'@context': {'@language': 'ar', '@direction': 'rtl'}, 'content': 'x'} | {'contentMap': {'ar': 'x'}}",
                "{'@type': ['Note'], 'type': ['Emoji']} | {'type': ['Note', 'Emoji']}",
                "{'@context': {'contentMap': {'@container': '@language'}}, 'contentMap': {'en': 'x'}}"
                        + " | {'contentMap': {'en': 'x'}}",
                "{'_:content': 'x', 'type': '_:Note', '': 1} | {'_:content': 'x', 'type': '_:Note', '': 1}",
                "{'@context': {'a': '_:content', '@vocab': 'con'}, 'a': 1, 'tent': 2} | {'_:content': 1, 'tent': 2}",
                "{'as:published': {'@value': '2026-01-01T00:00:00Z', '@type': 'xsd:dateTime'}}"
                        + " | {'published': '2026-01-01T00:00:00Z'}",
                "{'as:items': {'@list': ['x:1', 'x:2']}} | {'orderedItems': ['x:1', 'x:2']}",
                "{'as:items': {'@set': ['x:1', 'x:2']}} | {'items': ['x:1', 'x:2']}",
                "{'to': [['x:1'], 'x:2']} | {'to': ['x:1', 'x:2']}",
                "{'as:formerType': {'@id': 'as:Note'}} | {'formerType': 'Note'}",
                "{'x:new': {'@value': '1', '@type': 'x:t'}} | {'x:new': {'@value': '1', '@type': 'x:t'}}",
                "{'x:new': {'@id': 'x:1'}, 'unheardOf': 5} | {'x:new': {'id': 'x:1'}, 'unheardOf': 5}",
                "{'@id': 'x:1'} | {'id': 'x:1'}",
                "{'@type': 'Note', 'id': null, 'content': null} | {'type': 'Note'}",
                "{'as:object': {'@id': 'x:1', 'type': 'Emoji', 'discoverable': true}}"
                        + " | {'object': {'id': 'x:1', 'type': 'Emoji', 'discoverable': true}}",
            })
    void reads_all_others_by_json_ld(String text, String expected) {
        ReceivedDocument document = read(text);

        assertThat(document.path()).isEqualTo(Path.JSON_LD);
        assertThat(document.original()).isEqualTo(parsed(text));
        assertThat(document.json()).isEqualTo(parsed(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'@context': {'p': 'as', 'who': 'p:object'}, 'who': 'x:1'}",
                "{'@context': {'who': 'object:', 'object:': 'as:object'}, 'who': 'x:1'}",
                "{'@context': {'Foo': 'k:', 'k:': 'as:Note'}, 'type': 'Foo'}",
                "{'@context': {'as': 5, 'who': 'as:object'}, 'who': 'x:1'}",
                "{'@context': {'as': true, 'who': {'@id': 'as:object'}}, 'who': 'x:1'}",
                "{'@context': {'vcard:bday': null}, 'vcard:bday': '2000-01-01'}",
                "{'@context': {'preferredUsername': {'@id': 'as:preferredUsername', '@type': '@vocab'},"
                        + " 'alice': 'https://a.example/bob'}, 'preferredUsername': 'alice'}",
                "{'@context': {'content': {'@id': 'as:content', '@type': '@id'}}, 'content': 'as:foo'}",
                "{'@context': {'none': '@none'}, 'contentMap': {'none': 'x'}}",
                "{'@context': {'_': 'https://a.example/'}, 'object': '_:x'}",
                "{'object': 'type'}",
            })
    void leaves_what_may_be_an_alias_to_json_ld(String text) {
        assertThat(ContextSurvey.VOCABULARY.of(parsed(text)).isDirect()).isFalse();
    }

    @Test
    void takes_no_undefined_name_for_a_keyword() {
        ReceivedDocument document = read("{'@id': 'x:1', '_:id': 'x:2', '_:type': 'Note', '_:@id': 'x:3', '_:a:b': 1}");

        assertThat(document.json().getString("id")).isEqualTo("x:1");
        assertThat(document.json()).doesNotContainKeys("type", "@id", "a:b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'@context': 3} | /@context | CONTEXT",
                "{'@context': ['https://www.w3.org/ns/activitystreams', 'https://a.example/c']} | /@context/1 |"
                        + " UNKNOWN_CONTEXT",
                "{'@context': {'a': 5}} | /@context/a | CONTEXT",
                "{'@type': 'Note', 'a/b~': [{'@context': true}]} | /a~1b~0/0/@context | CONTEXT",
            })
    void reports_contexts_that_are_unknown_or_none(String text, String pointer, Problem.Kind kind) {
        assertThat(read(text).contextProblems())
                .extracting(Problem::pointer, Problem::kind)
                .containsExactly(tuple(pointer, kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[] | MALFORMED_JSON",
                "{'@graph': []} | FORBIDDEN_KEYWORD",
                "{'x-linkspan-undefined://names/content': 'x'} | INVALID_JSON_LD",
                "{'@context': {'x': {'@id': 'y:x', '@context': {}}}, '@id': 'z:1'} | FORBIDDEN_KEYWORD",
                "{'object': {'@included': []}} | FORBIDDEN_KEYWORD",
                "{'@type': 'Note', '@id': 5} | INVALID_JSON_LD",
                "{'@value': 'x'} | INVALID_JSON_LD",
                "{'@context': {'a': 'b:c', 'b': 'a:d'}, '@id': 'x:1'} | INVALID_JSON_LD",
            })
    void refuses_what_cannot_be_read(String text, Reading.Reason reason) {
        assertThat(reader.read(body(text)))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private ReceivedDocument read(String text) {
        Reading reading = reader.read(body(text));
        assertThat(reading).isInstanceOf(ReceivedDocument.class);
        return (ReceivedDocument) reading;
    }

    private static JsonObject parsed(String text) {
        return json(text.replace('\'', '"'));
    }

    private static Body body(String text) {
        return Body.of(text.replace('\'', '"'));
    }

    private static PropertyTerm property(String name, String iri, Range range, boolean many) {
        return new PropertyTerm(
                name, List.of(iri), range, Optional.empty(), many, false, Optional.empty(), many, declared());
    }

    private static TypeTerm type(String name, String iri) {
        return new TypeTerm(name, List.of(iri), List.of(), Set.of(), declared());
    }

    private static Declaration declared() {
        return new Declaration.Inline("as", AS + "#");
    }

    // Found by fuzzing: what was read could not be read again.
    @Test
    void a_name_like_a_keyword_can_be_written_and_read_again() {
        Body body = Body.of("{\"@type\":\"https://www.w3.org/ns/activitystreams#Note\",\"@_ontext\":\"x\"}");

        ReceivedDocument read = (ReceivedDocument) new DocumentReader().read(body);
        Body again = JsonText.write(read.view().toBuilder().build().json());

        assertThat(new DocumentReader().read(again))
                .isInstanceOfSatisfying(
                        ReceivedDocument.class,
                        document -> assertThat(document.json().values()).contains(JsonText.text("x")));
    }
}
