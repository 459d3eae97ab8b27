package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import jakarta.json.JsonObject;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What reading costs grows with the document, however its contexts are arranged. */
class ReadingWorkTest {

    private static final long MEGABYTE = 1L << 20;

    private final DocumentReader reader = new DocumentReader();

    @Test
    void looks_once_at_each_of_many_definitions_in_many_contexts() {
        String definitions = joined(9_000, i -> "\"n" + i + "\":\"as:content\"");
        String nodes = joined(9_000, i -> "{\"@context\":{\"a\":\"as:name\"}}");
        JsonObject document = json("{\"@context\":{" + definitions + "},\"items\":[" + nodes + "]}");

        // 18,000 scopes and sets of names; a copy of the outer names for each would take gigabytes.
        Work.requireAtMost(16 * MEGABYTE, () -> ContextSurvey.VOCABULARY.of(document));
    }

    @Test
    void leaves_contexts_that_nest_deeply_to_the_processor_which_refuses_them() {
        StringBuilder text = new StringBuilder("{\"content\":\"x\"}");
        for (int i = 0; i < 40; i++) {
            text.insert(0, "{\"@context\":[{\"p" + i + "\":\"https://a.example/\"}],\"object\":")
                    .append('}');
        }

        assertThat(reader.read(Body.of(text.toString())))
                .isEqualTo(new Reading.Refused(Reading.Reason.TOO_COMPLEX, "the document has more than 32 contexts"));
    }

    @Test
    void reports_no_more_problems_than_anyone_reads_and_no_pointer_without_end() {
        String name = "n".repeat(100_000);
        String nodes = joined(5_000, i -> "{\"@context\":" + i + "}");
        Body body = Body.of("{\"@type\":\"Note\",\"" + name + "\":[" + nodes + "]}");
        Body direct = Body.of("{\"" + name + "\":[" + nodes + "]}");

        Work.requireAtMost(64 * MEGABYTE, () -> reader.read(body));
        assertThat(reader.read(direct)).isInstanceOfSatisfying(ReceivedDocument.class, document -> {
            assertThat(document.contextProblems()).hasSize(100);
            assertThat(document.contextProblems().getFirst().pointer()).isEmpty();
        });
    }

    @Test
    void refuses_many_types_under_many_definitions() {
        String definitions = joined(1_000, i -> "\"t" + i + "\":\"x:\"");
        String types = joined(2_800, i -> "\"DataIntegrityProof\"");
        Body body = Body.of("{\"@context\":[\"https://w3id.org/security/data-integrity/v2\",{" + definitions
                + "}],\"@type\":[" + types + "]}");

        Work.requireAtMost(100 * MEGABYTE, () -> assertThat(reader.read(body)).isInstanceOf(Reading.Refused.class));
    }

    @Test
    void refuses_many_nodes_under_many_definitions() {
        String definitions = joined(500, i -> "\"t" + i + "\":\"https://a.example/" + i + "\"");
        String nodes = joined(900, i -> "{\"type\":\"T\"}");
        Body body = Body.of("{\"@type\":\"Note\",\"@context\":{" + definitions + "},\"x\":[" + nodes + "]}");

        assertThat(reader.read(body))
                .isEqualTo(new Reading.Refused(
                        Reading.Reason.TOO_COMPLEX,
                        "the document has too many nodes and texts for so many definitions in its contexts"));
    }

    @Test
    void reads_as_many_nodes_with_contexts_of_their_types_as_are_accepted_in_bounded_memory() {
        String nodes = joined(900, i -> "{\"type\":\"DataIntegrityProof\"}");
        String definitions = joined(34, i -> "\"t" + i + "\":\"https://a.example/" + i + "\"");
        Body body = Body.of("{\"@type\":\"Note\",\"@context\":[\"https://w3id.org/security/data-integrity/v2\",{"
                + definitions + "}],\"x\":[" + nodes + "]}");

        Work.requireAtMost(100 * MEGABYTE, () -> assertThat(reader.read(body)).isInstanceOf(ReceivedDocument.class));
    }

    private static String joined(int number, IntFunction<String> item) {
        return IntStream.range(0, number).mapToObj(item).collect(Collectors.joining(","));
    }
}
