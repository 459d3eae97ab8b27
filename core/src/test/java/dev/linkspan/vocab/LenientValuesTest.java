package dev.linkspan.vocab;

import static dev.linkspan.vocab.Lenient.note;
import static dev.linkspan.vocab.Lenient.problems;
import static dev.linkspan.vocab.Lenient.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts, languages, times, numbers: read where they can be, absent where not, and the document survives. */
class LenientValuesTest {

    @Test
    void finds_the_content_that_comes_in_languages_only() {
        Note note = note("'contentMap': {'de': '<p>Hallo</p>', 'en': '<p>Hello</p>'}, 'nameMap': {'de': 'Gru\u00df'}");

        assertThat(note.content()).hasValue("<p>Hallo</p>");
        assertThat(note.contentMap().best(Locale.LanguageRange.parse("fr, en-GB;q=0.9")))
                .hasValue("<p>Hello</p>");
        assertThat(note.name()).hasValue("Gru\u00df");
    }

    @Test
    void prefers_the_content_that_comes_without_a_language() {
        assertThat(note("'content': 'x', 'contentMap': {'en': 'y'}").content()).hasValue("x");
        assertThat(note("'content': null, 'contentMap': {'en': 'y'}").content()).hasValue("y");
        assertThat(note("'content': [], 'contentMap': {'en': 'y'}").content()).hasValue("y");
    }

    // https://github.com/fedify-dev/fedify/issues/847
    @Test
    void leaves_out_texts_whose_language_is_none_and_keeps_the_others() {
        Note note =
                note("'contentMap': {'': 'a', 'en_US': 'b', 'de-419-DE': 'c', 'not a tag': 'd', 'en': 'e', 'fr': 5}");

        assertThat(note.contentMap().texts()).containsOnlyKeys("en");
        assertThat(note.content()).hasValue("e");
        assertThat(problems(note))
                .containsExactly(
                        "/contentMap/ FORMAT",
                        "/contentMap/en_US FORMAT",
                        "/contentMap/de-419-DE FORMAT",
                        "/contentMap/not a tag FORMAT",
                        "/contentMap/fr RANGE");
        assertThat(note.toBuilder().build().json().getJsonObject("contentMap")).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "true", "{'en': 'x'}", "[5]", "null"})
    void takes_what_is_no_text_for_absent(String value) {
        assertThat(note("'content': " + value).content()).isEmpty();
        assertThat(note("'summary': " + value).summary()).isEmpty();
    }

    @Test
    void takes_the_first_text_of_several_and_the_text_of_a_literal() {
        Note note = note("'content': [null, 'x', 'y'], 'summary': {'@value': 's', '@language': 'en'}");

        assertThat(note.content()).hasValue("x");
        assertThat(note.summary()).hasValue("s");
        assertThat(problems(note)).contains("/content CARDINALITY");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05,               2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.123456789Z,    2026-01-02T03:04:05.123456789Z",
        "2026-01-02T03:04:05.1234567891234+01:00, 2026-01-02T02:04:05.123456789Z",
        "2026-01-02 03:04:05 +0000,         2026-01-02T03:04:05Z",
    })
    void reads_times_without_zone_with_nanoseconds_and_in_other_spellings(String text, Instant expected) {
        assertThat(note("'published': '" + text + "'").published()).hasValue(expected);
    }

    @Test
    void says_of_a_time_that_it_is_not_written_as_one() {
        assertThat(problems(note("'published': '2026-01-02T03:04:05'"))).containsExactly("/published FORMAT");
        assertThat(problems(note("'published': '2026-01-02T03:04:05.123456789Z'")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'0000-00-00T00:00:00Z'",
                "'0000-01-01T00:00:00Z'",
                "'2026-02-30T00:00:00Z'",
                "'yesterday'",
                "''",
                "1767323045",
                "{}",
            })
    void takes_a_time_that_is_none_for_absent_and_says_so(String value) {
        Note note = note("'published': " + value + ", 'content': 'x'");

        assertThat(note.published()).isEmpty();
        assertThat(note.content()).hasValue("x");
        assertThat(problems(note)).hasSize(1).allMatch(problem -> problem.startsWith("/published "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'P'", "'PT'", "'1h'", "'P1Y'", "'P1M'", "'PT1.S.'", "60", "'P99999999999999999999D'"})
    void takes_a_duration_that_is_none_for_absent_and_says_so(String value) {
        Note note = note("'duration': " + value);

        assertThat(note.duration()).isEmpty();
        assertThat(problems(note)).containsExactly("/duration FORMAT");
    }

    @Test
    void reads_numbers_and_truth_that_are_texts_and_says_so() {
        Image image = view("{'type': 'Image', 'width': '640', 'height': '480.0', 'sensitive': 'true'}", Image.class);

        assertThat(image.width()).hasValue(640);
        assertThat(image.height()).hasValue(480);
        assertThat(image.sensitive()).hasValue(true);
        assertThat(problems(image)).containsExactly("/width FORMAT", "/height FORMAT", "/sensitive FORMAT");
    }

    @Test
    void reads_the_number_of_voters_from_a_typed_literal() {
        Question poll = view(
                "{'type': 'Question', 'votersCount': {'@value': '3', '@type': 'http://www.w3.org/2001/XMLSchema#nonNegativeInteger'}}",
                Question.class);

        assertThat(poll.votersCount()).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({"'-1', FORMAT", "'''many''', FORMAT", "1.5, FORMAT", "1e30, FORMAT", "true, RANGE", "{}, RANGE"})
    void takes_a_count_that_is_none_for_absent_and_says_so(String value, String kind) {
        Collection collection = view("{'type': 'Collection', 'totalItems': " + value + "}", Collection.class);

        assertThat(collection.totalItems()).isEmpty();
        assertThat(problems(collection)).containsExactly("/totalItems " + kind);
    }

    @Test
    void reads_a_count_that_is_a_text_and_does_without_one() {
        assertThat(view("{'type': 'Collection', 'totalItems': '7'}", Collection.class)
                        .totalItems())
                .hasValue(7);
        assertThat(view("{'type': 'Collection'}", Collection.class).totalItems())
                .isEmpty();
    }

    @Test
    void takes_null_everywhere_for_absent() {
        Note note = note(
                "'content': null, 'contentMap': null, 'published': null, 'to': null, 'tag': [null], 'url': null,"
                        + " 'attributedTo': null, 'sensitive': null, 'replies': null, 'source': null, 'interactionPolicy': null");

        assertThat(note.content()).isEmpty();
        assertThat(note.contentMap().isEmpty()).isTrue();
        assertThat(note.published()).isEmpty();
        assertThat(note.recipients()).isEmpty();
        assertThat(note.tags()).isEmpty();
        assertThat(note.url().isPresent()).isFalse();
        assertThat(note.sensitive()).isEmpty();
        assertThat(note.replies().isPresent()).isFalse();
        assertThat(problems(note)).isEmpty();
    }
}
