package dev.linkspan.httpsignatures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/attacks.md} and {@code docs/lenient-reading.md} name tests: each of them exists. */
class AttacksTableTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|Contract))\\.(\\w+)`");

    @ParameterizedTest
    @CsvSource({"attacks.md, 80", "lenient-reading.md, 30"})
    void every_test_that_the_table_names_exists(String file, int least) throws IOException {
        String table = Files.readString(ROOT.resolve("docs").resolve(file), UTF_8);
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(table);
        int tests = 0;
        while (named.find()) {
            tests++;
            if (!sources.getOrDefault(named.group(1), "").contains(" " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(tests).isGreaterThan(least);
    }

    @ParameterizedTest
    @CsvSource({"S, 34", "J, 19", "N, 20", "O, 28", "P, 10", "Q, 15"})
    void no_number_of_a_group_is_left_out(String group, int last) throws IOException {
        String table = Files.readString(ROOT.resolve("docs/attacks.md"), UTF_8);

        for (int number = 1; number <= last; number++) {
            assertThat(table).contains("\n| %s-%02d |".formatted(group, number));
        }
    }

    /** The text of all test classes by simple name; of two with one name, both. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            // Contracts that others' tests extend too are published.
            return modules.flatMap(module ->
                            Stream.of("src/test/java", "src/contract/java").map(module::resolve))
                    .filter(Files::isDirectory)
                    .flatMap(AttacksTableTest::tests)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            AttacksTableTest::read,
                            String::concat));
        }
    }

    private static Stream<Path> tests(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*(Test|Contract)\\.java")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        return new String(Vectors.read(file), UTF_8);
    }
}
