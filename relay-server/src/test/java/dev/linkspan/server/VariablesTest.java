package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment's variables that the project speaks of, against those that a relay starts with. */
class VariablesTest {

    private static final Path ROOT = Path.of("..");

    private static final Pattern VARIABLE = Pattern.compile("\\bLINKSPAN_[A-Z]+(_[A-Z]+)*\\b");

    private static final Set<String> NO_SOURCES = Set.of("target", ".git", ".cache", "node_modules", "data", "test");

    @TempDir
    Path folder;

    @Test
    void a_relay_starts_with_each_variable_that_a_script_or_a_page_names() throws IOException {
        Path settings = Files.createFile(folder.resolve("relay.conf"));

        Set<String> variables = variables();

        assertThat(variables)
                .contains(
                        "LINKSPAN_BASE_URL",
                        "LINKSPAN_JAVA_OPTS",
                        "LINKSPAN_CLASS_ARCHIVE",
                        "LINKSPAN_POSTGRES_FETCH",
                        "LINKSPAN_INTEROP_CACHE");
        for (String variable : variables) {
            assertThatCode(() -> Main.commandLine(Map.of(variable, settings.toString()), "serve"))
                    .as(variable)
                    .doesNotThrowAnyException();
        }
    }

    private static Set<String> variables() throws IOException {
        Set<String> variables = new TreeSet<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NO_SOURCES.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (name.equals("linkspan") || name.matches(".*\\.(sh|mjs|md|java|xml)")) {
                    Matcher found = VARIABLE.matcher(Files.readString(file));
                    while (found.find()) {
                        variables.add(found.group());
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return variables;
    }
}
