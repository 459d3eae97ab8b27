package dev.linkspan.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Accessors;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Problem;
import dev.linkspan.vocab.Question;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are to cost us more than their senders. */
class HostileDocumentsTest {

    private final DocumentReader reader = new DocumentReader();

    @ParameterizedTest
    @ValueSource(strings = {"to", "cc", "tag", "attachment", "oneOf", "alsoKnownAs", "unheardOf"})
    void p01_refuses_a_hundred_thousand_values_of_one_property(String name) {
        Reading reading = reader.read(document(name, "5", 100_000));

        assertThat(reading).isInstanceOf(Reading.Refused.class);
        assertThat(((Reading.Refused) reading).reason()).isEqualTo(Reading.Reason.TOO_LARGE);
    }

    @Test
    void p01_refuses_ten_thousand_levels_in_any_member() {
        String deep = "{\"type\": \"Note\", \"object\": " + "{\"object\":".repeat(10_000) + "1" + "}".repeat(10_001);

        assertThat(reader.read(Body.of(deep)))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reading.Reason.TOO_LARGE));
    }

    @Test
    void p01_reads_ten_thousand_tags_recipients_and_options_in_memory_of_their_size() {
        Body tags = document("tag", "{\"type\":\"Mention\",\"href\":\"https://a.example/u\"}", 10_000);
        Body recipients = document("to", "\"https://a.example/u\"", 10_000);
        Body options = document("oneOf", "{\"type\":\"Note\",\"name\":\"x\"}", 10_000);
        Body aliases = document("alsoKnownAs", "\"https://a.example/u\"", 10_000);

        assertThat(Note.of(read(tags).json()).mentions()).hasSize(10_000);
        assertThat(Note.of(read(recipients).json()).recipients()).hasSize(1);
        assertThat(Question.of(read(options).json()).options()).hasSize(10_000);
        assertThat(Person.of(read(aliases).json()).alsoKnownAs().ids()).hasSize(10_000);
        for (Body body : new Body[] {tags, recipients, options, aliases}) {
            Work.requireAtMost(150L * body.length(), () -> {
                ReceivedDocument document = read(body);
                document.problems();
                Note.of(document.json()).mentions();
            });
        }
    }

    @Test
    void p02_lists_a_hundred_faults_of_ten_thousand() {
        ReceivedDocument document = read(document("to", "5", 10_000));

        assertThat(document.problems()).hasSize(100).allMatch(problem -> problem.kind() == Problem.Kind.RANGE);
        assertThat(document.problems().getLast().pointer()).isEqualTo("/to/99");
    }

    @Test
    void p02_a_name_that_comes_in_every_place_of_another_sort_throws_nowhere() {
        for (String name : new String[] {"id", "type", "@context", "@id", "@type", "@value", "@list", "@language"}) {
            for (String value : new String[] {"null", "5", "true", "\"x\"", "[]", "{}", "[[{}]]", "{\"x\": {}}"}) {
                String text =
                        "{\"type\": \"Note\", \"tag\": {\"%s\": %s}, \"%s\": %s}".formatted(name, value, name, value);

                if (reader.read(Body.of(text)) instanceof ReceivedDocument document) {
                    assertThat(Accessors.callAll(document.view(), 1)).isPositive();
                    assertThat(document.problems()).hasSizeLessThan(10);
                }
            }
        }
    }

    private ReceivedDocument read(Body body) {
        Reading reading = reader.read(body);
        assertThat(reading).isInstanceOf(ReceivedDocument.class);
        return (ReceivedDocument) reading;
    }

    private static Body document(String name, String value, int times) {
        String values = IntStream.range(0, times).mapToObj(i -> value).collect(Collectors.joining(","));
        return Body.of("{\"type\": \"Note\", \"id\": \"https://a.example/1\", \"" + name + "\": [" + values + "]}");
    }
}
