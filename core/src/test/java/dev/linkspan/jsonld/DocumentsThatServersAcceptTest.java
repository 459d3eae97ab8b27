package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Declaration;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Export;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.PropertyTerm;
import dev.linkspan.vocab.Range;
import dev.linkspan.vocab.Tombstone;
import dev.linkspan.vocab.TypeTerm;
import dev.linkspan.vocab.Vocabulary;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What our builders write has the shapes that servers take, and says in JSON-LD what it says in JSON. */
class DocumentsThatServersAcceptTest {

    private final DocumentReader reader = new DocumentReader();
    private final Canonicalizer canonicalizer = new Canonicalizer();

    static Stream<Arguments> built() {
        return BuiltDocuments.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("built")
    void a_built_document_keeps_the_rules_of_the_servers(String name, Entity document) {
        ServerRules.checkAll(document.json());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("built")
    void every_term_of_a_built_document_is_defined_by_its_context(String name, Entity document) {
        assertThat(canonicalizer.plainReading(document.json()))
                .isEqualTo(new PlainReading.Faithful(Set.of(), document.json()));
        assertThat(canonicalizer.canonicalize(document.json())).isInstanceOf(Canonicalization.Canonical.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("built")
    void a_built_document_reads_directly_as_the_same_and_without_a_problem(String name, Entity document) {
        ReceivedDocument received = read(document.json());

        assertThat(received.path()).isEqualTo(ReceivedDocument.Path.DIRECT);
        assertThat(received.view()).isEqualTo(document);
        assertThat(received.problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("built")
    void building_a_received_document_anew_changes_nothing(String name, Entity document) {
        assertThat(read(document.json()).view().toBuilder().build().json()).isEqualTo(document.json());
    }

    @Test
    void every_property_of_the_vocabulary_is_defined_in_what_is_written_with_it() {
        for (PropertyTerm term : Vocabulary.properties()) {
            JsonObject document = Note.builder()
                    .id("https://a.example/1")
                    .set(term.name(), sample(term))
                    .build()
                    .json();

            // The IRI of a type, where its name is usual, is for JSON-LD to turn into that.
            assertThat(read(document).path())
                    .as(term.name())
                    .isEqualTo(
                            term.range() == Range.TYPE ? ReceivedDocument.Path.JSON_LD : ReceivedDocument.Path.DIRECT);
            // Contexts of keys and proofs define some only within objects of their types.
            if (!(term.declared() instanceof Declaration.Context)) {
                assertThat(canonicalizer.plainReading(document))
                        .as(term.name())
                        .isEqualTo(new PlainReading.Faithful(Set.of(), document));
            }
        }
    }

    @Test
    void every_type_of_the_vocabulary_is_defined_in_what_is_written_with_it() {
        for (TypeTerm term : Vocabulary.types()) {
            if (!term.iris().isEmpty()) {
                JsonObject document = Note.builder()
                        .types(term.name())
                        .id("https://a.example/1")
                        .build()
                        .json();

                assertThat(canonicalizer.plainReading(document))
                        .as(term.name())
                        .isEqualTo(new PlainReading.Faithful(Set.of(), document));
                assertThat(read(document).path()).isEqualTo(ReceivedDocument.Path.DIRECT);
            }
        }
    }

    // The specification's own example; to JSON-LD it is a relative IRI, so that no signature over the RDF vouches for
    // it.
    @Test
    void a_former_type_is_written_by_its_name_though_json_ld_takes_it_for_a_relative_address() {
        Tombstone tombstone =
                Tombstone.builder().id("https://a.example/1").formerType("Note").build();

        assertThat(tombstone.json().getString("formerType")).isEqualTo("Note");
        assertThat(canonicalizer.plainReading(tombstone.json())).isInstanceOf(PlainReading.Misleading.class);
        assertThat(read(tombstone.json()).path()).isEqualTo(ReceivedDocument.Path.DIRECT);
    }

    @Test
    void no_prefix_that_is_written_shortens_identifiers_of_its_name() {
        JsonObject actor = Person.builder()
                .id("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
                .service(Export.builder()
                        .id("https://a.example/users/alice#export")
                        .serviceEndpoint("https://a.example/export")
                        .build())
                .build()
                .json();

        assertThat(read(actor).path()).isEqualTo(ReceivedDocument.Path.DIRECT);
        assertThat(nQuads(actor)).contains("<did:key:z6Mk").contains("<https://www.w3.org/ns/did#serviceEndpoint>");
    }

    @Test
    void a_received_document_keeps_all_that_is_unknown_and_gets_only_what_it_lacks() {
        JsonObject received = json("""
                {"@context": ["https://www.w3.org/ns/activitystreams", "https://a.example/unknown",
                   {"toot": "http://joinmastodon.org/ns#", "discoverable": "toot:discoverable",
                    "mood": "https://a.example/ns#mood"}],
                 "id": "https://b.example/1", "type": ["Note", "https://a.example/Poem"], "mood": {"deep": [null, 1.50]},
                 "unheardOf": [[{"x": "y"}]], "discoverable": true, "content": "x"}""");

        Note note = (Note) read(received).view();
        JsonObject built = note.toBuilder().sensitive(true).build().json();

        assertThat(JsonText.object(built).remove("@context").remove("sensitive").build())
                .isEqualTo(JsonText.object(received).remove("@context").build());
        JsonArray before = received.getJsonArray("@context");
        JsonArray after = built.getJsonArray("@context");
        assertThat(after.subList(0, 3)).isEqualTo(before);
        assertThat(after.subList(3, after.size()))
                .containsExactly(
                        JsonText.object().add("sensitive", "as:sensitive").build());
    }

    @Test
    void an_embedded_document_of_another_server_means_what_it_meant() {
        // Its context gives "mood" a meaning, the nested one another; outside, the name has none.
        JsonObject received = json("""
                {"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1",
                   {"mood": "https://b.example/ns#mood", "Hashtag": "as:Hashtag", "inhalt": "as:content"}],
                 "id": "https://b.example/1", "type": "Note", "mood": "calm",
                 "attributedTo": {"@context": {"mood": "https://c.example/ns#mood"}, "type": "Person",
                   "id": "https://b.example/u", "mood": "wild",
                   "publicKey": {"id": "https://b.example/u#k", "publicKeyPem": "x"}},
                 "tag": [{"type": "Hashtag", "name": "#x"}]}""");
        Note note = Note.of(received);

        Create create = Create.builder()
                .id("https://a.example/2")
                .actor("https://a.example/u")
                .object(note)
                .build();
        Create nested = Create.builder()
                .id("https://a.example/3")
                .object(note.attributedTo().embedded().orElseThrow())
                .build();
        Announce rebuilt = Announce.builder()
                .id("https://a.example/4")
                .object(((Create) read(create.json()).view())
                        .object()
                        .embedded()
                        .orElseThrow())
                .build();

        assertThat(nQuads(create.json()).lines())
                .containsAll(nQuads(received).lines().toList());
        assertThat(nQuads(rebuilt.json()).lines())
                .containsAll(nQuads(received).lines().toList());
        assertThat(nQuads(nested.json()))
                .contains("<https://b.example/u> <https://c.example/ns#mood> \"wild\"")
                .contains("<https://b.example/u#k> <https://w3id.org/security#publicKeyPem> \"x\"");
    }

    private static JsonValue sample(PropertyTerm term) {
        return switch (term.range()) {
            case TYPE -> Json.createValue("https://www.w3.org/ns/activitystreams#Note");
            case VIEW, IRI, URL -> Json.createValue("https://a.example/2");
            case BOOLEAN -> JsonValue.TRUE;
            case INTEGER, NUMBER -> Json.createValue(5);
            case NUMBERS -> Json.createArrayBuilder().add(0.5).add(0.25).build();
            case DATE_TIME -> Json.createValue("2026-01-02T03:04:05Z");
            case DURATION -> Json.createValue("PT1H");
            case TEXT, LANGUAGE_TEXT, JSON -> Json.createValue("x");
        };
    }

    private ReceivedDocument read(JsonObject document) {
        Reading reading = reader.read(JsonText.write(document));
        assertThat(reading).isInstanceOf(ReceivedDocument.class);
        return (ReceivedDocument) reading;
    }

    private String nQuads(JsonObject document) {
        Canonicalization canonical = canonicalizer.canonicalize(document);
        assertThat(canonical).isInstanceOf(Canonicalization.Canonical.class);
        return ((Canonicalization.Canonical) canonical).nQuads();
    }
}
