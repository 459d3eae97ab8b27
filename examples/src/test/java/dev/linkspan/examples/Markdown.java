package dev.linkspan.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A page of documentation and what stands in its fences. */
record Markdown(Path file, String text) {

    private static final Path ROOT = Path.of("..");

    private static final String FENCE = "```";

    /** A page by its path from the root of the project. */
    static Markdown page(String name) {
        Path file = ROOT.resolve(name);
        try {
            return new Markdown(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All chapters of the guide, without the list of them. */
    static List<Markdown> chapters() {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/guide"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .sorted()
                    .map(name -> page("docs/guide/" + name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks in a language, in their order. */
    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        int at = text.indexOf(FENCE);
        while (at >= 0) {
            int start = text.indexOf('\n', at) + 1;
            int end = text.indexOf(FENCE, start);
            if (text.substring(at + FENCE.length(), start - 1).equals(language)) {
                blocks.add(text.substring(start, end).strip());
            }
            at = text.indexOf(FENCE, end + FENCE.length());
        }
        return blocks;
    }
}
