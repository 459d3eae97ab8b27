package dev.linkspan.jsonld;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Vocabulary;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The test documents of the W3C's ActivityStreams group, and the examples of the ActivityPub specification. */
class ActivityStreamsSuiteTest {

    private static final String SUITE = "vectors/as2-w3c";

    // A line break stands within a text, which JSON does not allow.
    private static final String NO_JSON = "vocabulary-ex196-jsonld.json";

    private static final List<String> BY_JSON_LD = List.of(
            "core-ex11c-jsonld.json",
            "core-ex17-jsonld.json",
            "core-ex24-jsonld.json",
            "core-ex27-jsonld.json",
            "core-ex6-jsonld.json");

    /** What each of the documents that are to fail is answered with; one that reads has exactly this problem. */
    private static final Map<String, Object> FAULTS = Map.ofEntries(
            entry("array-at-top.json", Reading.Reason.MALFORMED_JSON),
            entry("bad-character-set.json", Reading.Reason.MALFORMED_JSON),
            entry("number-at-top.json", Reading.Reason.MALFORMED_JSON),
            entry("string-at-top.json", Reading.Reason.MALFORMED_JSON),
            entry("collection-with-non-page-first.json", "/first RANGE"),
            entry("content-map-with-invalid-language-tag.json", "/contentMap/de-419-DE FORMAT"),
            entry("name-as-namemap.json", "/nameMap RANGE"),
            entry("namemap-as-name.json", "/name RANGE"),
            entry("number-as-actor.json", "/actor RANGE"),
            entry("number-as-content.json", "/content RANGE"),
            entry("number-as-context.json", "/@context CONTEXT"),
            entry("number-as-id.json", "/id ID"),
            entry("number-as-name.json", "/name RANGE"),
            entry("number-as-object.json", "/object RANGE"),
            entry("number-as-type.json", "/type TYPE"),
            entry("ordered-collection-with-items.json", "/items STRUCTURE"),
            entry("ordered-collection-with-non-page-first.json", "/first RANGE"),
            entry("other-context.json", "/@context UNKNOWN_CONTEXT"),
            entry("relative-uri-for-url.json", "/url FORMAT"),
            entry("unordered-collection-with-ordered-items.json", "/orderedItems STRUCTURE"));

    /** Good documents that we find fault with all the same, none of which keeps us from reading them. */
    private static final Map<String, List<String>> WITH_PROBLEMS = Map.ofEntries(
            // Names in languages, as in ActivityStreams 1.0; the suite has the same under "fail", too.
            entry("simple0011.json", List.of("/name RANGE")),
            entry("simple0012.json", List.of("/name RANGE")),
            entry("vocabulary-ex181-jsonldb.json", List.of("/object/startTime FORMAT")), // without a zone
            entry("vocabulary-ex183-jsonld.json", List.of("/longitude FORMAT", "/latitude FORMAT")), // as texts
            entry("vocabulary-ex61-jsonld.json", List.of("/actor CARDINALITY"))); // one counts here

    /** A few of the suite's facts, for where the suite itself is not at hand. */
    private static final Map<String, String> INLINE_GOOD =
            Map.of("a note", """
            {"@context": "https://www.w3.org/ns/activitystreams", "type": "Note", "name": "A Word of Warning",
             "content": "Looks like it is going to rain today. Bring an umbrella!"}""", "languages", """
            {"@context": ["https://www.w3.org/ns/activitystreams", {"@language": "en"}], "type": "Object",
             "name": "This is the title"}""", "an activity within a collection", """
            {"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection", "totalItems": 1,
             "orderedItems": [{"type": "Create", "actor": "http://www.test.example/sally",
               "object": {"type": "Note", "unheardOf": {"deep": [1, {"deeper": null}]}}}]}""");

    private static final Map<String, String> INLINE_BAD = Map.of(
            "number-as-context.json", "{\"@context\": 3}",
            "number-at-top.json", "42",
            "number-as-actor.json", "{\"type\": \"Offer\", \"actor\": 90, \"object\": \"http://example.org/foo\"}",
            "name-as-namemap.json", "{\"type\": \"Object\", \"nameMap\": \"This is the title\"}",
            "content-map-with-invalid-language-tag.json",
                    "{\"type\": \"Note\", \"contentMap\": {\"de-419-DE\": \"Not by RFC 5646.\"}}",
            "unordered-collection-with-ordered-items.json",
                    "{\"type\": \"Collection\", \"orderedItems\": [\"http://example.org/foo\"]}");

    private final DocumentReader reader = new DocumentReader();

    @Test
    void every_good_document_survives_writing_and_building_anew() {
        good().forEach((name, body) -> {
            ReceivedDocument document = read(name, body);
            ReceivedDocument again = read(name, JsonText.write(document.original()));
            JsonObject built = document.view().toBuilder().build().json();

            assertThat(again.original()).as(name).isEqualTo(document.original());
            assertThat(again.view()).as(name).isEqualTo(document.view());
            assertThat(withoutContext(built)).as(name).isEqualTo(withoutContext(document.json()));
            assertThat(read(name, JsonText.write(built)).view().toBuilder()
                            .build()
                            .json())
                    .as(name)
                    .isEqualTo(built);
        });
    }

    @Test
    void of_the_good_documents_only_those_with_prefixes_or_a_default_language_need_json_ld() {
        good().forEach((name, body) -> {
            boolean direct = read(name, body).path() == ReceivedDocument.Path.DIRECT;

            assertThat(direct).as(name).isEqualTo(!BY_JSON_LD.contains(name) && !name.equals("languages"));
        });
    }

    @Test
    void hardly_any_good_document_has_a_problem() {
        good().forEach((name, body) -> {
            // Many have no type, and some one of their own: that is allowed, and only a hint.
            List<String> problems = problems(read(name, body)).stream()
                    .filter(problem -> !problem.endsWith(" TYPE"))
                    .toList();

            assertThat(problems).as(name).isEqualTo(WITH_PROBLEMS.getOrDefault(name, List.of()));
        });
    }

    @Test
    void every_type_in_the_examples_of_the_vocabulary_is_known() {
        Set<String> unknown = new TreeSet<>();
        good().forEach((name, body) -> {
            if (name.startsWith("vocabulary-")) {
                types(read(name, body).json(), unknown);
            }
        });

        // Types of the examples' own, written as IRIs.
        assertThat(unknown).allMatch(type -> type.startsWith("http://") && !type.contains("www.w3.org"));
    }

    @Test
    void refuses_the_one_that_is_no_json() {
        Shared.path(SUITE + "/" + NO_JSON)
                .ifPresent(file -> assertThat(reader.read(Body.of(Shared.bytes(file))))
                        .isInstanceOfSatisfying(
                                Reading.Refused.class,
                                refused -> assertThat(refused.detail()).contains("line 6")));
        assertThat(reader.read(Body.of("{\"content\": \"Thank you\n for all\"}")))
                .isInstanceOf(Reading.Refused.class);
    }

    @Test
    void every_bad_document_is_refused_or_has_its_problem() {
        Map<String, Body> bad = bad();
        bad.forEach((name, body) -> {
            Object expected = FAULTS.get(name);

            switch (reader.read(body)) {
                case Reading.Refused refused ->
                    assertThat(refused.reason()).as(name).isEqualTo(expected);
                case ReceivedDocument document ->
                    assertThat(problems(document)).as(name).contains(String.valueOf(expected));
            }
        });

        assertThat(bad.size()).isIn(INLINE_BAD.size(), 20);
    }

    @Test
    void every_example_of_activitypub_survives_writing_and_building_anew() {
        int examples = 0;
        for (String text : examples()) {
            examples++;
            ReceivedDocument document = read(text, Body.of(text));
            JsonObject built = document.view().toBuilder().build().json();

            assertThat(read(text, JsonText.write(document.original())).view()).isEqualTo(document.view());
            assertThat(withoutContext(built)).isEqualTo(withoutContext(document.json()));
            assertThat(problems(document)).as(text).isEmpty();
        }

        assertThat(examples).isGreaterThan(1);
    }

    private static Map<String, Body> good() {
        Map<String, Body> documents = new TreeMap<>();
        INLINE_GOOD.forEach((name, text) -> documents.put(name, Body.of(text)));
        for (Path file : Shared.files(SUITE)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".json") && !file.getParent().endsWith("fail") && !name.equals(NO_JSON)) {
                documents.put(name, Body.of(Shared.bytes(file)));
            }
        }
        assertThat(documents.size()).isIn(INLINE_GOOD.size(), INLINE_GOOD.size() + 212);
        return documents;
    }

    private static Map<String, Body> bad() {
        Map<String, Body> documents = new LinkedHashMap<>();
        INLINE_BAD.forEach((name, text) -> documents.put(name, Body.of(text)));
        Shared.files(SUITE + "/fail")
                .forEach(file -> documents.put(file.getFileName().toString(), Body.of(Shared.bytes(file))));
        return documents;
    }

    private static List<String> examples() {
        List<String> inline = List.of("""
                {"@context": "https://www.w3.org/ns/activitystreams", "type": "Like",
                 "actor": "https://example.net/~mallory", "to": ["https://hatchat.example/sarah/"],
                 "object": {"@context": {"@language": "und"}, "id": "https://example.org/~john/note/23",
                   "type": "Note", "attributedTo": "https://example.org/~john", "content": "I'm a goat"}}""", """
                {"@context": "https://www.w3.org/ns/activitystreams",
                 "id": "https://www.w3.org/ns/activitystreams#Public", "type": "Collection"}""");
        List<String> examples = new ArrayList<>(inline);
        Shared.path("vectors/activitypub-spec/examples.json").ifPresent(file -> {
            // An array at the top, which our reader refuses.
            JsonObject whole = Shared.json("{\"examples\": " + Shared.text(file) + "}");
            whole.getJsonArray("examples").getValuesAs(JsonObject.class).stream()
                    .filter(example -> example.getBoolean("valid_json"))
                    .forEach(example -> examples.add(example.getString("text")));
        });
        return examples;
    }

    private static void types(JsonValue value, Set<String> unknown) {
        if (value instanceof JsonObject object) {
            Entity.of(object).types().stream()
                    .filter(type -> Vocabulary.type(type).isEmpty())
                    .forEach(unknown::add);
            object.values().forEach(member -> types(member, unknown));
        } else if (value instanceof JsonArray array) {
            array.forEach(item -> types(item, unknown));
        }
    }

    private ReceivedDocument read(String name, Body body) {
        Reading reading = reader.read(body);
        assertThat(reading)
                .as("%s: %s", name, new String(body.bytes(), StandardCharsets.UTF_8))
                .isInstanceOf(ReceivedDocument.class);
        return (ReceivedDocument) reading;
    }

    private static List<String> problems(ReceivedDocument document) {
        return document.problems().stream()
                .map(problem -> problem.pointer() + " " + problem.kind())
                .toList();
    }

    private static JsonObject withoutContext(JsonObject object) {
        return JsonText.object(object).remove("@context").build();
    }
}
