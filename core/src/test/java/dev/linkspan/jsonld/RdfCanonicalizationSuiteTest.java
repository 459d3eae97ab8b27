package dev.linkspan.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.nquads.NQuadsReader;
import com.apicatalog.rdf.nquads.NQuadsReaderException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The W3C's suite.
 *
 * @see <a href="https://w3c.github.io/rdf-canon/tests/">RDF Dataset Canonicalization and Hash Test Suite</a>
 */
class RdfCanonicalizationSuiteTest {

    // The suite wants results, not speed: its slowest case needs more than an inbox would grant.
    private static final CanonicalizationLimits PATIENT =
            new CanonicalizationLimits(64, 5_000, 32, 16_384, 5_000, 1_000, 10_000_000, Duration.ofSeconds(60));

    private static final Pattern LABEL = Pattern.compile("\"([a-zA-Z0-9]+)\": \"(c14n[0-9]+)\"");

    @Test
    void gives_the_canonical_form_of_every_case() {
        for (Path expected : cases("-rdfc10.nq")) {
            assertThat(nQuads(canonicalizer(input(expected, "-rdfc10.nq"), algorithm(expected))))
                    .as(expected.toString())
                    .isEqualTo(Shared.text(expected));
        }
    }

    @Test
    void gives_the_labels_of_every_case_that_lists_them() {
        for (Path expected : cases("-rdfc10map.json")) {
            DatasetCanonicalizer canonicalizer = canonicalizer(input(expected, "-rdfc10map.json"), algorithm(expected));
            nQuads(canonicalizer);
            Map<String, String> labels = new TreeMap<>();
            canonicalizer.labels().forEach((name, label) -> labels.put(bare(name), bare(label)));
            Map<String, String> listed = new TreeMap<>();
            LABEL.matcher(Shared.text(expected)).results().forEach(match -> listed.put(match.group(1), match.group(2)));

            assertThat(labels).as(expected.toString()).isEqualTo(listed);
        }
    }

    @Test
    void stops_at_the_poison_graph() {
        // test074: ten blank nodes, each related to each other.
        StringBuilder clique = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
                if (i != j) {
                    clique.append("_:e" + i + " <http://example.com/p> _:e" + j + " .\n");
                }
            }
        }
        DatasetCanonicalizer canonicalizer = new DatasetCanonicalizer(CanonicalizationLimits.DEFAULT, () -> 0);
        feed(canonicalizer, clique.toString());

        assertThatThrownBy(canonicalizer::nQuads)
                .isInstanceOf(DatasetCanonicalizer.TooComplexException.class)
                .hasMessageContaining("10000 steps");
    }

    // test020: a diamond.
    @Test
    void labels_a_diamond() {
        assertThat(nQuads(canonicalizer("""
                        <http://example.org/vocab#test> <http://example.org/vocab#A> _:e0 .
                        <http://example.org/vocab#test> <http://example.org/vocab#B> _:e1 .
                        _:e0 <http://example.org/vocab#next> _:e2 .
                        _:e1 <http://example.org/vocab#next> _:e2 .
                        """, "SHA-256"))).isEqualTo("""
                        <http://example.org/vocab#test> <http://example.org/vocab#A> _:c14n2 .
                        <http://example.org/vocab#test> <http://example.org/vocab#B> _:c14n0 .
                        _:c14n0 <http://example.org/vocab#next> _:c14n1 .
                        _:c14n2 <http://example.org/vocab#next> _:c14n1 .
                        """);
    }

    private static List<Path> cases(String ending) {
        List<Path> cases = Shared.files("vectors/rdfc10/rdfc10").stream()
                .filter(file -> file.toString().endsWith(ending))
                .toList();
        if (Shared.path("vectors/rdfc10").isPresent()) {
            assertThat(cases).hasSize(ending.equals("-rdfc10.nq") ? 64 : 21);
        }
        return cases;
    }

    private static String input(Path expected, String ending) {
        String name = expected.getFileName().toString();
        return Shared.text(expected.resolveSibling(name.substring(0, name.length() - ending.length()) + "-in.nq"));
    }

    private static String algorithm(Path expected) {
        return expected.getFileName().toString().startsWith("test075") ? "SHA-384" : "SHA-256";
    }

    private static DatasetCanonicalizer canonicalizer(String nQuads, String algorithm) {
        DatasetCanonicalizer canonicalizer = new DatasetCanonicalizer(PATIENT, System::nanoTime, algorithm);
        feed(canonicalizer, nQuads);
        return canonicalizer;
    }

    private static void feed(DatasetCanonicalizer canonicalizer, String nQuads) {
        try {
            new NQuadsReader(new StringReader(nQuads)).provide(canonicalizer);
        } catch (NQuadsReaderException | RdfConsumerException e) {
            throw new AssertionError(e);
        }
    }

    private static String nQuads(DatasetCanonicalizer canonicalizer) {
        try {
            return canonicalizer.nQuads();
        } catch (RdfConsumerException e) {
            throw new AssertionError(e);
        }
    }

    private static String bare(String label) {
        return label.startsWith("_:") ? label.substring(2) : label;
    }
}
