package dev.linkspan.benchmarks.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.jsonld.ReceivedDocument.Path;
import org.junit.jupiter.api.Test;

/** What is measured is what it is said to be. */
class SampleTest {

    private final Operations operations = new Operations();

    @Test
    void the_document_is_one_of_two_kilobytes() {
        assertThat(Sample.create().length()).isBetween(1_950, 2_150);
    }

    @Test
    void the_document_as_sent_is_read_as_it_stands_and_the_one_with_a_prefix_by_json_ld() {
        ReceivedDocument create = operations.read(Sample.create());
        ReceivedDocument prefixed = operations.read(Sample.prefixed());

        assertThat(create.path()).isEqualTo(Path.DIRECT);
        assertThat(prefixed.path()).isEqualTo(Path.JSON_LD);
        assertThat(create.contextProblems()).isEmpty();
        assertThat(prefixed.contextProblems()).isEmpty();
    }

    @Test
    void both_say_the_same_in_the_ten_properties() {
        assertThat(operations.tenProperties(Sample.create()))
                .isEqualTo(operations.tenProperties(Sample.prefixed()))
                .isGreaterThan(200);
    }
}
