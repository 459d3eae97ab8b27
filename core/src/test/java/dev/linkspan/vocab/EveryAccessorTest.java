package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.linkspan.httpsignatures.Body;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands where a value belongs, every accessor of every view answers. */
class EveryAccessorTest {

    /** Each shape of JSON, and texts and objects that are none of what any property asks for, or nearly. */
    private static final List<String> SHAPES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.5",
            "1e308",
            "-1E-400",
            "99999999999999999999999999999999",
            "''",
            "' '",
            "'x'",
            "'true'",
            "'-7'",
            "'1e999999999'",
            "'1e-999999999'",
            "'https://a.example/1'",
            "'not an iri\\u0000 <>'",
            "'as:Public'",
            "'0000-00-00T00:00:00Z'",
            "'2026-02-30T00:00:00Z'",
            "'+999999999-12-31T23:59:60Z'",
            "'P99999999999999999999D'",
            "'PT.S'",
            "'P1e9999D'",
            "[]",
            "[null]",
            "[[]]",
            "[[['https://a.example/1', 3], {}], null, 'x', 5]",
            "['https://a.example/1', {'id': 'https://a.example/2', 'type': 'Note'}]",
            "{}",
            "{'id': ''}",
            "{'id': null, 'type': null}",
            "{'id': 5, 'type': 7}",
            "{'id': {'id': 'https://a.example/1'}, 'type': ['Note', 5, null, ['Person'], {}]}",
            "{'id': 'https://a.example/1'}",
            "{'type': 'Link'}",
            "{'type': 'Link', 'href': [{'id': 'x'}], 'rel': {'a': 1}}",
            "{'type': ['Mention', 'Emoji'], 'href': null, 'name': {'en': 'x'}}",
            "{'type': 'unheard of', 'actor': [], 'object': 4, 'orderedItems': {'@list': 3}}",
            "{'@value': null}",
            "{'@value': {'@value': 'x'}, '@language': 3}",
            "{'@list': [1, 'x', {}]}",
            "{'@list': 'x'}",
            "{'en': 'x', '': 'y', 'a_b': null, 'de': ['z'], 'fr': {}}",
            "{'a': {'a': {'a': {'a': {'a': {'type': 'Create', 'object': {'object': {'object': [[[]]]}}}}}}}}");

    static Stream<String> shapes() {
        return SHAPES.stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void answers_whatever_shape_a_value_has(String shape) {
        JsonObject document = withEverywhere(parse(shape));

        int calls = 0;
        for (ViewType<?> type : ViewTypes.BY_NAME.values()) {
            // What is embedded is the same everywhere, so it is enough to look into it from a few kinds of views.
            int levels = type.kind().isInterface() ? 1 : 0;
            calls += Accessors.callAll(type.plain().apply(Node.of(document)), levels);
        }

        assertThat(calls).isGreaterThan(ViewTypes.BY_NAME.size() * 20);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void reports_problems_and_builds_anew_whatever_shape_a_value_has(String shape) {
        JsonObject document = withEverywhere(parse(shape));
        JsonObject nested = JsonText.object().add("object", document).build();

        for (JsonObject whole : List.of(document, nested)) {
            Entity view = Entity.of(whole);
            JsonObject built = view.toBuilder().build().json();

            assertThat(view.problems()).hasSizeLessThanOrEqualTo(100);
            assertThat(withoutContext(built)).isEqualTo(withoutContext(whole));
        }
    }

    @Test
    void there_are_accessors_for_all_properties_of_all_types() {
        for (ViewType<?> type : ViewTypes.BY_NAME.values()) {
            int properties =
                    Vocabulary.type(type.name()).orElseThrow().properties().size();
            List<Method> accessors = Accessors.of(
                    type.plain().apply(Node.of(JsonValue.EMPTY_JSON_OBJECT)).getClass());

            // Two have none of their own, for a convenience of the same name says more.
            assertThat(accessors).as(type.name()).hasSizeGreaterThan(properties - 2);
        }
    }

    @Test
    void nothing_that_an_accessor_calls_knows_of_files_or_of_the_network() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\..*(Socket|URL|URLConnection|InetAddress|http\\..*)")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "org.eclipse.jetty..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)")
                .check(new ClassFileImporter().importPath(Path.of("target", "classes", "dev", "linkspan", "vocab")));
    }

    private static JsonObject withEverywhere(JsonValue value) {
        JsonObjectBuilder document = JsonText.object();
        for (PropertyTerm term : Vocabulary.properties()) {
            document.add(term.name(), value);
            term.languageMap().ifPresent(map -> document.add(map, value));
        }
        return document.add("id", value).add("type", value).build();
    }

    private static JsonObject withoutContext(JsonObject object) {
        return JsonText.object(object).remove("@context").build();
    }

    private static JsonValue parse(String shape) {
        String text = "{\"value\": " + shape.replace('\'', '"') + "}";
        JsonReading reading = JsonText.read(Body.of(text), new ReadingLimits(9_999, 60, 999, 999, 999, 99, 999));
        assertThat(reading).isInstanceOf(JsonReading.Document.class);
        return Objects.requireNonNull(((JsonReading.Document) reading).object().get("value"));
    }
}
