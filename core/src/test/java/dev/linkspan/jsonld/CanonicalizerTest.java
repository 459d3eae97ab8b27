package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalization.Reason;
import dev.linkspan.jsonld.Canonicalization.Refused;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalizerTest {

    private static final String AS = "https://www.w3.org/ns/activitystreams";

    private final Canonicalizer canonicalizer = new Canonicalizer();

    @Test
    void gives_the_same_with_a_remembered_context_as_titanium_does_through_its_public_interface() throws Exception {
        List<JsonObject> documents =
                Stream.concat(samples(), Shared.documents("fixtures")).toList();
        documents =
                Stream.concat(documents.stream(), Shared.documents("vectors")).toList();

        int canonical = 0;
        for (JsonObject document : documents) {
            // Twice: the second time the context is remembered.
            Canonicalization first = canonicalizer.canonicalize(document);
            assertThat(canonicalizer.canonicalize(document)).isEqualTo(first);
            if (first instanceof Canonical result) {
                assertThat(result.nQuads()).isEqualTo(publicly(document));
                canonical++;
            }
        }
        assertThat(canonical).isGreaterThanOrEqualTo(4);
    }

    // SHA-256 of what jsonld.js 8.3.3 canonizes (URDNA2015) these documents to.
    @Test
    void gives_the_hashes_that_jsonld_js_gives() {
        List<String> hashes = samples()
                .map(canonicalizer::canonicalize)
                .map(result -> ((Canonical) result).sha256Hex())
                .toList();

        assertThat(hashes)
                .containsExactly(
                        "4fc2d2c85c182b1ebac289592e1bb1d18bc7d4cb1d0069e3dafbc6a8dbeb6a5d",
                        "efe549f1ed9224ec70beca14b6bf14a25e61fa915c12177d46487c7b1ab66b84",
                        "55848b4498c2c231ae424cac5b3af220c77d2fa1687a80c84fa027a62ca7f8db",
                        "b2c84823356be940324fce2704ac907df7f9aca18331c87778cc8be3b30d081f");
    }

    @Test
    void is_not_changed_by_threads_that_share_it() throws InterruptedException, ExecutionException {
        JsonObject document = samples().findFirst().orElseThrow();
        Canonicalization expected = canonicalizer.canonicalize(document);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Canonicalization>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                results.add(threads.submit(() -> canonicalizer.canonicalize(document)));
            }
            for (Future<Canonicalization> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@graph\": []}",
                "{\"object\": {\"@included\": []}}",
                "{\"object\": [[{\"@reverse\": {}}]]}",
                "{\"@context\": {\"g\": \"@graph\"}}",
                "{\"@context\": {\"g\": {\"@id\": \"@included\"}}}",
                "{\"@context\": {\"of\": {\"@reverse\": \"x:y\"}}}",
                "{\"@context\": {\"@import\": \"https://www.w3.org/ns/activitystreams\"}}",
                "{\"@context\": {\"j\": {\"@id\": \"x:j\", \"@type\": \"@json\"}}}",
                "{\"object\": {\"@type\": \"@json\", \"@value\": {}}}",
                "{\"object\": {\"@context\": [{\"t\": {\"@id\": \"x:t\", \"@context\": {\"g\": \"@graph\"}}}]}}",
            })
    void refuses_keywords_that_move_nodes_about(String document) {
        assertThat(reason(json(document))).isEqualTo(Reason.FORBIDDEN_KEYWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@id\": 5}",
                "{\"@context\": 5}",
                "{\"@context\": {\"a\": 5}}",
                "{\"@context\": {\"a\": \"b:c\", \"b\": \"a:d\"}}",
                "{\"@context\": {\"@vocab\": 5}}",
                "{\"@context\": {\"@base\": \"relative\"}}",
                "{\"@context\": {\"@version\": 7}}",
                "{\"@value\": [], \"@type\": {}}",
                "{\"x:a\": {\"@list\": [], \"@value\": 1}}",
            })
    void refuses_what_is_not_json_ld(String document) {
        assertThat(reason(json(document))).isEqualTo(Reason.INVALID_JSON_LD);
    }

    // Titanium writes IRIs as they are, so such a text could stand for other quads than its own.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@id\": \"x:1\", \"x:to\": {\"@id\": \"x:2> .\\n<x:1> <x:cc> <x:3\"}}",
                "{\"@id\": \"x:1> <x:a> <x:b\", \"x:to\": {\"@id\": \"x:2\"}}",
                "{\"@id\": \"x:1\", \"x:to> <x:2> .\\n<x:1> <x:cc\": {\"@id\": \"x:3\"}}",
                "{\"@id\": \"x:1\", \"x:to\": {\"@value\": \"a\", \"@type\": \"x:t> .\\n<x:1> <x:cc> <x:3\"}}",
                "{\"@id\": \"x:1\", \"x:to\": {\"@id\": \"x:a b\"}}",
            })
    void refuses_an_iri_that_could_pass_for_other_quads(String document) {
        assertThat(reason(json(document))).isEqualTo(Reason.INVALID_JSON_LD);
    }

    @Test
    void refuses_half_a_surrogate_pair_which_would_hash_like_a_question_mark() {
        for (String text : new String[] {"\ud83d", "\ude42", "a\ud83db", "\ude42\ud83d"}) {
            assertThat(reason(document(b -> b.add("name", text)))).isEqualTo(Reason.INVALID_JSON_LD);
        }
        assertThat(canonicalizer.canonicalize(document(b -> b.add("name", "\ud83d\ude42"))))
                .isInstanceOf(Canonical.class);
    }

    @Test
    void refuses_a_document_nested_too_deeply() {
        for (int depth : new int[] {65, 3_000, 20_000}) {
            JsonValue value = Json.createValue("x");
            for (int i = 0; i < depth; i++) {
                value = i % 2 == 0
                        ? Json.createArrayBuilder().add(value).build()
                        : Json.createObjectBuilder().add("object", value).build();
            }
            JsonValue deep = value;
            assertThat(reason(document(b -> b.add("object", deep)))).isEqualTo(Reason.TOO_COMPLEX);
        }
    }

    @Test
    void refuses_a_context_that_would_take_long_to_process() {
        JsonArrayBuilder many = Json.createArrayBuilder();
        JsonObjectBuilder large = Json.createObjectBuilder();
        for (int i = 0; i < 500; i++) {
            many.add(AS);
            large.add("term" + i, "https://a.example/" + "x".repeat(30));
        }
        JsonArrayBuilder nested = Json.createArrayBuilder();
        for (int i = 0; i < 100; i++) {
            nested.add(Json.createObjectBuilder().add("@context", AS).add("id", "x:" + i));
        }

        assertThat(reason(document(b -> b.add("@context", many)))).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(reason(document(b -> b.add("@context", large)))).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(reason(document(b -> b.add("object", nested)))).isEqualTo(Reason.TOO_COMPLEX);
    }

    @Test
    void refuses_more_values_or_blank_nodes_than_any_honest_document_has() {
        JsonArrayBuilder values = Json.createArrayBuilder();
        JsonArrayBuilder nodes = Json.createArrayBuilder();
        for (int i = 0; i < 6_000; i++) {
            values.add("https://a.example/" + i);
        }
        for (int i = 0; i < 1_100; i++) {
            nodes.add(Json.createObjectBuilder().add("name", "n" + i));
        }

        assertThat(reason(document(b -> b.add("to", values)))).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(reason(document(b -> b.add("tag", nodes)))).isEqualTo(Reason.TOO_COMPLEX);
    }

    @Test
    void takes_a_post_that_mentions_a_thousand() {
        JsonArrayBuilder to = Json.createArrayBuilder();
        for (int i = 0; i < 1_000; i++) {
            to.add("https://a.example/users/" + i);
        }

        assertThat(canonicalizer.canonicalize(document(b -> b.add("to", to)))).isInstanceOf(Canonical.class);
    }

    @Test
    void stops_labelling_a_clique_of_blank_nodes() {
        // Each node references each other: n! ways to name them. The clock advances by itself.
        AtomicLong nanos = new AtomicLong();
        Canonicalizer impatient = new Canonicalizer(CanonicalizationLimits.DEFAULT, () -> nanos.addAndGet(10_000));
        JsonArrayBuilder nodes = Json.createArrayBuilder();
        for (int i = 0; i < 10; i++) {
            JsonArrayBuilder others = Json.createArrayBuilder();
            for (int j = 0; j < 10; j++) {
                others.add(Json.createObjectBuilder().add("@id", "_:n" + j));
            }
            nodes.add(Json.createObjectBuilder().add("@id", "_:n" + i).add("x:p", others));
        }

        Canonicalization result = impatient.canonicalize(
                Json.createObjectBuilder().add("x:all", nodes).build());

        assertThat(result).isInstanceOf(Refused.class);
        assertThat(((Refused) result).reason()).isEqualTo(Reason.TOO_COMPLEX);
    }

    @Test
    void gives_a_value_for_whatever_is_put_anywhere_into_a_document() {
        JsonObject sample = samples().findFirst().orElseThrow();
        List<JsonValue> odd = List.of(
                JsonValue.NULL,
                JsonValue.TRUE,
                Json.createValue(1),
                Json.createValue(""),
                Json.createValue("@type"),
                Json.createValue("_:b0"),
                Json.createValue(":"),
                JsonValue.EMPTY_JSON_ARRAY,
                JsonValue.EMPTY_JSON_OBJECT,
                Json.createObjectBuilder().add("@value", JsonValue.NULL).build(),
                Json.createObjectBuilder().add("@set", 1).build(),
                Json.createObjectBuilder().add("@list", "x").build(),
                Json.createObjectBuilder().add("@language", "en").build(),
                Json.createObjectBuilder().add("@index", 4).add("@nest", "x").build());

        int tried = 0;
        for (JsonValue value : odd) {
            for (JsonValue changed : replacements(sample, value)) {
                assertThat(canonicalizer.canonicalize(changed.asJsonObject())).isNotNull();
                assertThat(canonicalizer.plainReading(changed.asJsonObject())).isNotNull();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(500);
    }

    /** The document once for each of its values, with that value replaced. */
    private static List<JsonValue> replacements(JsonValue original, JsonValue replacement) {
        List<JsonValue> all = new ArrayList<>();
        if (original instanceof JsonObject object) {
            object.forEach((name, member) -> {
                all.add(Json.createObjectBuilder(object).add(name, replacement).build());
                for (JsonValue inner : replacements(member, replacement)) {
                    all.add(Json.createObjectBuilder(object).add(name, inner).build());
                }
            });
        } else if (original instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                all.add(Json.createArrayBuilder(array).set(i, replacement).build());
                for (JsonValue inner : replacements(array.get(i), replacement)) {
                    all.add(Json.createArrayBuilder(array).set(i, inner).build());
                }
            }
        }
        return all;
    }

    private Reason reason(JsonObject document) {
        Canonicalization result = canonicalizer.canonicalize(document);
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).reason();
    }

    private static JsonObject document(Function<JsonObjectBuilder, JsonObjectBuilder> members) {
        return members.apply(Json.createObjectBuilder().add("@context", AS).add("id", "https://a.example/1"))
                .build();
    }

    private static String publicly(JsonObject document) throws JsonLdError, RdfConsumerException {
        JsonLdOptions options = ContextProcessor.options();
        JsonArray expanded =
                JsonLd.expand(JsonDocument.of(document)).options(options).get();
        RdfCanon canon = RdfCanon.create("SHA-256");
        JsonLd.toRdf(JsonDocument.of(Literals.written(expanded)))
                .options(options)
                .provide(canon);
        StringWriter text = new StringWriter();
        canon.provide(new NQuadsWriter(text));
        return text.toString();
    }

    static Stream<JsonObject> samples() {
        return Stream.of(json("""
                        {"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1",
                          {"toot": "http://joinmastodon.org/ns#", "blurhash": "toot:blurhash", "Hashtag": "as:Hashtag",
                           "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"}}],
                         "id": "https://a.example/1/activity", "type": "Create", "actor": "https://a.example/users/a",
                         "to": ["as:Public"], "object": {"id": "https://a.example/1", "type": "Note",
                          "content": "<p>Grüße, 世界\\n🙂 \\"x\\"</p>", "contentMap": {"pt-BR": "olá"}, "summary": null,
                          "attachment": [{"type": "Document", "focalPoint": [-0.5, 0.25], "blurhash": "U~", "width": 640},
                           {"type": "Document", "focalPoint": [0, 1.0], "width": 640}],
                          "tag": [{"type": "Hashtag", "name": "#x"}, {"type": "Hashtag", "name": "#y"}]}}"""), json("""
                        {"@context": ["https://www.w3.org/ns/activitystreams",
                          "https://pleroma.example/schemas/litepub-0.1.jsonld", {"@language": "und"}],
                         "id": "https://pleroma.example/1", "type": "EmojiReact", "content": "👍",
                         "object": "https://a.example/1", "context": "https://a.example/c"}"""), json("""
                        {"@context": ["https://www.w3.org/ns/activitystreams",
                          "https://w3id.org/security/data-integrity/v1"],
                         "id": "https://a.example/2", "type": "Like", "object": "https://a.example/1",
                         "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
                          "verificationMethod": "https://a.example/#k", "proofPurpose": "assertionMethod",
                          "proofValue": "z1", "created": "2026-01-01T00:00:00Z"}}"""), json("""
                        {"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection",
                         "totalItems": 2, "orderedItems": [{"type": "Note", "name": "a"}, {"type": "Note", "name": "a"}],
                         "unknown": {"x": 1}}"""));
    }
}
