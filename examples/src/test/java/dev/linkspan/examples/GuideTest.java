package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.FederationBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the README and the guide to the code that runs here: what stands between {@code tag::} and {@code end::}. */
class GuideTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "linkspan", "examples");

    private static final Path TESTS = Path.of("src", "test", "java", "dev", "linkspan", "examples");

    /** A row of a table: an artifact, and the version in the last cell. */
    private static final Pattern VERSION =
            Pattern.compile("\\|.*`[a-z0-9.]+:(?<artifact>[\\w-]+)`.*\\| (?<version>\\d[\\w.]+) \\|");

    private static final Path SPRING =
            Path.of("spring-boot", "src", "main", "java", "dev", "linkspan", "examples", "springboot");

    /** The tests that the guide shows. */
    private static final List<Path> SHOWN_TESTS = List.of(
            TESTS.resolve("MinimalActorTest.java"),
            TESTS.resolve("RetriesTest.java"),
            TESTS.resolve("EncryptedStoreTest.java"));

    @Test
    void all_code_that_is_shown_runs_here() throws IOException {
        for (Markdown page : pages()) {
            for (String block : page.blocks("java")) {
                String rest = block;
                for (String section : sections()) {
                    rest = rest.replace(section, "");
                }
                assertThat(rest.strip())
                        .as("%s: code that is in no example", page.file())
                        .isEmpty();
            }
        }
    }

    @Test
    void all_code_that_is_marked_is_shown() throws IOException {
        String shown = String.join("\n", pages().stream().map(Markdown::text).toList());

        for (String section : sections()) {
            assertThat(shown).contains(section);
        }
    }

    @Test
    void the_guide_lists_its_chapters_and_links_to_what_there_is() {
        List<Markdown> pages = pages();
        Markdown list = Markdown.page("docs/guide/README.md");

        for (Markdown chapter : Markdown.chapters()) {
            assertThat(list.text()).contains("(" + chapter.file().getFileName() + ")");
        }
        pages.add(list);
        for (Markdown page : pages) {
            for (String target : links(page.text())) {
                assertThat(page.file().resolveSibling(target))
                        .as("a link in %s", page.file())
                        .exists();
            }
        }
    }

    // release/version.sh changes both.
    @Test
    void the_version_to_depend_on_is_that_of_the_project() throws IOException {
        Pattern version = Pattern.compile("<artifactId>linkspan-[a-z-]+</artifactId>\\s*<version>([^<]+)</version>");
        Matcher project = version.matcher(Files.readString(Path.of("..", "pom.xml")));
        assertThat(project.find()).isTrue();
        List<Markdown> pages = pages();
        pages.add(Markdown.page("docs/guide/README.md"));

        List<String> told = pages.stream()
                .flatMap(page -> version.matcher(page.text()).results())
                .map(found -> found.group(1))
                .toList();

        assertThat(told).isNotEmpty().containsOnly(project.group(1));
    }

    @Test
    void every_setting_of_a_federation_is_in_the_guide() {
        String guide = String.join(
                "\n", Markdown.chapters().stream().map(Markdown::text).toList());

        List<String> settings = Arrays.stream(FederationBuilder.class.getMethods())
                .filter(method -> method.getReturnType() == FederationBuilder.class)
                .map(Method::getName)
                .distinct()
                .toList();

        assertThat(settings).hasSizeGreaterThan(30);
        assertThat(settings)
                .filteredOn(name ->
                        !Pattern.compile("[`.]" + name + "\\b").matcher(guide).find())
                .isEmpty();
    }

    @Test
    void the_versions_that_the_guide_names_are_those_that_are_tested() {
        String pom = Markdown.page("pom.xml").text();
        List<String> named = new ArrayList<>();
        for (String line : Markdown.page("docs/guide/README.md").text().lines().toList()) {
            Matcher row = VERSION.matcher(line);
            if (row.matches()) {
                String version = row.group("version");
                named.add(row.group("artifact"));
                assertThat(pom).containsPattern("version>" + Pattern.quote(version) + "</");
                assertThat(declared(pom, row.group("artifact"))).isIn(version, "");
            }
        }
        assertThat(named).contains("jetty-server", "sqlite-jdbc", "AmazonCorrettoCryptoProvider");
    }

    /** The version that the root pom declares for an artifact; empty if it declares none. */
    private static String declared(String pom, String artifact) {
        Matcher property = Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s+<version>\\$\\{([a-z.-]+)}<")
                .matcher(pom);
        if (!property.find()) {
            return "";
        }
        Matcher value = Pattern.compile("<" + property.group(1) + ">([^<]+)</").matcher(pom);
        return value.find() ? value.group(1) : "";
    }

    private static List<Markdown> pages() {
        List<Markdown> pages = new ArrayList<>(Markdown.chapters());
        pages.add(Markdown.page("README.md"));
        return pages;
    }

    /** Targets in this project, without fragments. */
    private static Set<String> links(String text) {
        Set<String> links = new TreeSet<>();
        int at = text.indexOf("](");
        while (at >= 0) {
            String target = text.substring(at + 2, text.indexOf(')', at));
            int fragment = target.indexOf('#');
            if (!target.contains("://") && fragment != 0) {
                links.add(fragment < 0 ? target : target.substring(0, fragment));
            }
            at = text.indexOf("](", at + 2);
        }
        return links;
    }

    private static List<String> sections() throws IOException {
        List<String> sections = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES);
                Stream<Path> spring = Files.list(SPRING)) {
            List<Path> all = new ArrayList<>(SHOWN_TESTS);
            files.sorted().forEach(all::add);
            spring.sorted().forEach(all::add);
            for (Path file : all) {
                String source = Files.readString(file);
                int at = source.indexOf("// tag::");
                while (at >= 0) {
                    int start = source.indexOf('\n', at) + 1;
                    int end = source.indexOf("// end::", start);
                    sections.add(source.substring(start, source.lastIndexOf('\n', end))
                            .stripIndent()
                            .strip());
                    at = source.indexOf("// tag::", end);
                }
            }
        }
        return sections;
    }
}
