package dev.linkspan.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The demo's temporary folder. Removing it once it is gone does nothing; thread-safe. */
final class DemoFolder {

    private static final int TRIES = 5;

    private final Path path;

    private DemoFolder(Path path) {
        this.path = path;
    }

    static DemoFolder create() throws IOException {
        return new DemoFolder(Files.createTempDirectory("linkspan-demo-"));
    }

    Path path() {
        return path;
    }

    /** Removes it with all that is in it. */
    void remove() throws IOException {
        for (int left = TRIES - 1; ; left--) {
            try {
                delete();
                return;
            } catch (IOException e) {
                // Whoever ends us may do so while a file is being made.
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
