package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linkspan canonicalize}: exact bytes for pipes, hashes as sha256sum writes them. */
class CanonicalizeCommandTest {

    @TempDir
    Path folder;

    @Test
    void canonical_json_is_printed_byte_by_byte_and_nothing_after_it() {
        // RFC 8785 §3.2.3: sorted by UTF-16 code units; §3.2.2.3: numbers as ECMAScript writes them.
        Cli run = Cli.run("canonicalize", "--jcs", file("a", "{ \"b\": 1E30, \"a\": [ 4.50, \"\\u20ac\" ] }\n"));

        assertThat(run.out()).isEqualTo("{\"a\":[4.5,\"€\"],\"b\":1e+30}");
        assertThat(run.exit()).isZero();
    }

    @Test
    void any_json_value_has_a_canonical_form() {
        assertThat(Cli.run("canonicalize", "--jcs", file("a", " [ 1.0, null ] "))
                        .out())
                .isEqualTo("[1,null]");
        assertThat(Cli.run("canonicalize", "--jcs", file("b", "\"x\"")).out()).isEqualTo("\"x\"");
    }

    @Test
    void several_documents_stand_on_lines_of_their_own() {
        assertThat(Cli.run("canonicalize", "--jcs", file("a", "{}"), file("b", "[]"))
                        .out())
                .isEqualTo("{}\n[]\n");
    }

    @Test
    void hashes_are_those_of_sha256sum() {
        String empty = file("a", "{ }");
        // printf '{}' | sha256sum
        String hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

        assertThat(Cli.run("canonicalize", "--jcs", "--hash", empty).out()).isEqualTo(hash + "\n");
        assertThat(Cli.run("canonicalize", "--jcs", "--hash", empty, empty).out())
                .isEqualTo((hash + "  " + empty + "\n").repeat(2));
    }

    @Test
    void json_ld_is_printed_as_sorted_n_quads() {
        String note = """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://a.example/1","type":"Note","content":"x"}""";

        assertThat(Cli.run("canonicalize", "--rdfc", file("a", note)).out()).isEqualTo("""
                <https://a.example/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://www.w3.org/ns/activitystreams#Note> .
                <https://a.example/1> <https://www.w3.org/ns/activitystreams#content> "x" .
                """);
    }

    @Test
    void what_has_no_canonical_form_is_refused_with_the_reason() {
        refused("--jcs", "{\"a\":1,\"a\":2}", "malformed_json");
        refused("--jcs", "1 2", "malformed_json");
        refused("--jcs", "1,\"w\":2", "malformed_json");
        refused("--jcs", "", "malformed_json");
        refused("--jcs", "{\"a\":1e400}", "number_too_large");
        refused("--jcs", "{\"a\":\"\\ud800\"}", "malformed_json");
        refused("--rdfc", "[]", "malformed_json");
        refused("--rdfc", "{\"@context\":\"https://nobody.example/c\"}", "unknown_context");
    }

    @Test
    void one_bad_document_does_not_hide_the_others() {
        Cli run = Cli.run("canonicalize", "--jcs", file("a", "{}"), file("b", "}"), file("c", "[]"));

        assertThat(run.out()).isEqualTo("{}\n[]\n");
        assertThat(run.err()).contains("malformed_json");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void the_form_must_be_named() {
        assertThat(Cli.run("canonicalize", file("a", "{}")).exit()).isEqualTo(2);
        assertThat(Cli.run("canonicalize", "--jcs", "--rdfc", file("a", "{}")).exit())
                .isEqualTo(2);
    }

    @Test
    void the_published_pairs_are_reproduced() throws IOException {
        for (String name : new String[] {"arrays", "french", "structures", "unicode", "values", "weird"}) {
            Optional<Path> input = Recordings.shared("jcs/input/" + name + ".json");
            if (input.isPresent()) {
                String output = Files.readString(
                        Recordings.shared("jcs/output/" + name + ".json").orElseThrow());
                assertThat(Cli.run("canonicalize", "--jcs", input.get().toString())
                                .out())
                        .isEqualTo(output);
            }
        }
    }

    private void refused(String form, String document, String reason) {
        Cli run = Cli.run("canonicalize", form, file("bad", document));

        assertThat(run.err()).as(document).contains(": " + reason + ": ");
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(2);
    }

    private String file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
