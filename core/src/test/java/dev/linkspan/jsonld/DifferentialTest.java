package dev.linkspan.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.PropertyTerm;
import dev.linkspan.vocab.Vocabulary;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is read as it stands means what JSON-LD processing makes of it, and the other way round. {@link PlainDump} says
 * what is compared. Where the two part, the reason has a name here.
 */
class DifferentialTest {

    private static final Set<String> LANGUAGE_MAPS = Vocabulary.properties().stream()
            .map(PropertyTerm::languageMap)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());

    private final ContextSurvey survey = ContextSurvey.VOCABULARY;
    private final Normalizer normalizer =
            new Normalizer(Terms.VOCABULARY, CanonicalizationLimits.DEFAULT, System::nanoTime);
    private final DocumentReader reader = new DocumentReader();

    /** Why a document that is read as it stands has another meaning for JSON-LD, or none. */
    private enum Parting {
        /**
         * A map of languages that is no map: JSON-LD takes the value for one without a language; read as it stands, it is
         * a problem and counts for nothing.
         */
        MISSHAPEN_LANGUAGE_MAP,
        /** An id or type that is no text: JSON-LD refuses the whole document; read as it stands, it is a problem. */
        MISSHAPEN_ID_OR_TYPE,
        /** A context that breaks a rule of JSON-LD about contexts, but not in the terms that the document uses. */
        INVALID_CONTEXT,
        /** A value that JSON-LD refuses, such as a number in a map of languages. */
        INVALID_VALUE
    }

    @Test
    void the_corpus_means_the_same_either_way() {
        Map<String, JsonObject> corpus = Corpus.documents();
        List<String> parting = new ArrayList<>();
        int direct = 0;
        for (Map.Entry<String, JsonObject> document : corpus.entrySet()) {
            if (survey.of(document.getValue()).isDirect()) {
                direct++;
                compare(document.getValue()).ifPresent(why -> parting.add(fileName(document.getKey()) + " " + why));
            }
        }

        assertThat(direct).isGreaterThan(corpus.size() * 9 / 10);
        assertThat(parting)
                .isSubsetOf(
                        "name-as-namemap.json MISSHAPEN_LANGUAGE_MAP",
                        "number-as-id.json MISSHAPEN_ID_OR_TYPE",
                        "number-as-type.json MISSHAPEN_ID_OR_TYPE");
    }

    @Test
    void generated_documents_mean_the_same_either_way() {
        List<Parting> parting = new ArrayList<>();
        long direct = DocumentGenerator.documents(1, false)
                .limit(1_000)
                .filter(document -> survey.of(document).isDirect())
                .peek(document -> compare(document).ifPresent(parting::add))
                .count();

        assertThat(direct).isGreaterThan(900);
        assertThat(parting).hasSizeLessThan(50).allMatch(Parting.INVALID_CONTEXT::equals);
    }

    @Test
    void generated_documents_of_odd_shapes_mean_the_same_either_way() {
        List<Parting> parting = new ArrayList<>();
        long direct = DocumentGenerator.documents(2, true)
                .limit(1_000)
                .filter(document -> survey.of(document).isDirect())
                .peek(document -> compare(document).ifPresent(parting::add))
                .count();

        assertThat(direct).isGreaterThan(500);
        assertThat(parting).hasSizeLessThan(200);
    }

    @Test
    void no_context_makes_one_name_pass_for_another_unseen() {
        List<Parting> parting = new ArrayList<>();
        long direct = HostileGenerator.documents(5)
                .limit(5_000)
                .filter(document -> survey.of(document).isDirect())
                .peek(document -> compare(document).ifPresent(parting::add))
                .count();

        assertThat(direct).isGreaterThan(500);
        assertThat(parting)
                .hasSizeLessThan(200)
                .allMatch(why -> why == Parting.INVALID_CONTEXT || why == Parting.INVALID_VALUE);
    }

    @Test
    void a_document_means_the_same_in_other_words() {
        Random random = new Random(3);
        Stream<JsonObject> documents = Stream.concat(
                Corpus.documents().values().stream(),
                DocumentGenerator.documents(4, false).limit(500));
        List<Parting> parting = new ArrayList<>();
        int rewritten = 0;
        for (JsonObject document : documents.toList()) {
            if (survey.of(document).isDirect() && exception(document).isEmpty()) {
                JsonObject other = new Rewriter(random).rewritten(document);
                Reading reading = reader.read(JsonText.write(other));
                if (reading instanceof ReceivedDocument received) {
                    assertThat(PlainDump.of(received.json()))
                            .as(other.toString())
                            .isEqualTo(PlainDump.of(document));
                    rewritten += received.path() == ReceivedDocument.Path.JSON_LD ? 1 : 0;
                } else {
                    parting.add(why(((Reading.Refused) reading).detail()));
                }
            }
        }

        assertThat(rewritten).isGreaterThan(400);
        assertThat(parting).hasSizeLessThan(50).allMatch(Parting.INVALID_CONTEXT::equals);
    }

    @Test
    void whatever_is_generated_gives_a_value() {
        DocumentGenerator.documents(6, true)
                .limit(1_000)
                .forEach(document -> assertThat(reader.read(Body.of(document.toString())))
                        .isInstanceOfAny(ReceivedDocument.class, Reading.Refused.class));
    }

    /** Fails if the two readings differ for no reason that has a name. */
    private Optional<Parting> compare(JsonObject document) {
        switch (normalizer.normalize(document)) {
            case Normalizer.Result.Failed failed -> {
                return exception(document)
                        .or(() -> Optional.of(why(failed.refused().detail())));
            }
            case Normalizer.Result.Normal normal -> {
                if (PlainDump.of(normal.json()).equals(PlainDump.of(document))) {
                    return Optional.empty();
                }
                Optional<Parting> exception = exception(document);
                if (exception.isEmpty()) {
                    assertThat(PlainDump.of(normal.json()))
                            .as(document.toString())
                            .isEqualTo(PlainDump.of(document));
                }
                return exception;
            }
        }
    }

    private static Optional<Parting> exception(JsonValue value) {
        if (value instanceof JsonArray array) {
            return array.stream()
                    .map(DifferentialTest::exception)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (!(value instanceof JsonObject object)) {
            return Optional.empty();
        }
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            JsonValue.ValueType type = member.getValue().getValueType();
            if (LANGUAGE_MAPS.contains(member.getKey()) && type != JsonValue.ValueType.OBJECT) {
                return Optional.of(Parting.MISSHAPEN_LANGUAGE_MAP);
            }
            if (Set.of("id", "type").contains(member.getKey()) && type == JsonValue.ValueType.NUMBER) {
                return Optional.of(Parting.MISSHAPEN_ID_OR_TYPE);
            }
            Optional<Parting> inner = exception(member.getValue());
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    /** By Titanium's name for the fault; it loads the contexts that come with us as if they were remote. */
    private static Parting why(String detail) {
        Set<String> contextFaults = Set.of(
                "PROTECTED_TERM_REDEFINITION",
                "LOADING_REMOTE_CONTEXT_FAILED",
                "INVALID_IRI_MAPPING",
                "INVALID_TERM_DEFINITION",
                "INVALID_TYPE_MAPPING",
                "INVALID_KEYWORD_VERSION_VALUE",
                "CYCLIC_IRI_MAPPING");
        return contextFaults.stream().anyMatch(detail::contains) ? Parting.INVALID_CONTEXT : Parting.INVALID_VALUE;
    }

    private static String fileName(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }
}
