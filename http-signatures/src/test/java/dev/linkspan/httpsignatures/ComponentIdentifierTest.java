package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Component identifiers in the forms of RFC 9421 §2. */
class ComponentIdentifierTest {

    @Test
    void writes_each_kind_as_the_specification_does() {
        assertThat(List.of(
                        ComponentIdentifier.method(),
                        ComponentIdentifier.targetUri(),
                        ComponentIdentifier.authority(),
                        ComponentIdentifier.scheme(),
                        ComponentIdentifier.requestTarget(),
                        ComponentIdentifier.path(),
                        ComponentIdentifier.query(),
                        ComponentIdentifier.status(),
                        ComponentIdentifier.field("Content-Digest").req(),
                        ComponentIdentifier.field("example-dict").sf(),
                        ComponentIdentifier.field("example-dict").key("a"),
                        ComponentIdentifier.field("example-header").bs(),
                        ComponentIdentifier.field("expires").tr(),
                        ComponentIdentifier.queryParam("baz"),
                        ComponentIdentifier.queryParam("fa\u00e7ade\": ")))
                .extracting(ComponentIdentifier::toString)
                .containsExactly(
                        "\"@method\"",
                        "\"@target-uri\"",
                        "\"@authority\"",
                        "\"@scheme\"",
                        "\"@request-target\"",
                        "\"@path\"",
                        "\"@query\"",
                        "\"@status\"",
                        "\"content-digest\";req",
                        "\"example-dict\";sf",
                        "\"example-dict\";key=\"a\"",
                        "\"example-header\";bs",
                        "\"expires\";tr",
                        "\"@query-param\";name=\"baz\"",
                        "\"@query-param\";name=\"fa%C3%A7ade%22%3A%20\"");
    }

    @Test
    void reads_what_it_writes_and_keeps_the_order_of_parameters() throws Exception {
        for (String text : List.of("\"@method\";req", "\"a\";key=\"b\";req", "\"a\";req;key=\"b\"", "\"x\";new=1")) {
            assertThat(ComponentIdentifier.parse(text)).hasToString(text);
        }
    }

    // §2: the order of parameters is not significant for equality.
    @Test
    void is_equal_whatever_the_order_of_its_parameters() throws Exception {
        assertThat(ComponentIdentifier.parse("\"a\";req;key=\"b\""))
                .isEqualTo(ComponentIdentifier.field("a").key("b").req())
                .hasSameHashCodeAs(ComponentIdentifier.field("a").key("b").req())
                .isNotEqualTo(ComponentIdentifier.field("a").key("c").req());
    }

    @Test
    void refuses_what_is_no_string() {
        for (String text : List.of("method", "1", "(\"a\")", "\"a\", \"b\"", "\"a", "")) {
            assertThatThrownBy(() -> ComponentIdentifier.parse(text)).isInstanceOf(StructuredFieldException.class);
        }
        assertThatThrownBy(() -> ComponentIdentifier.field("a\nb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("printable");
    }
}
