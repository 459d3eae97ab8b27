package dev.linkspan.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a relay's data takes on the disk. */
final class Disk {

    private Disk() {}

    /** Bytes of the database with its log of changes; not the libraries that are unpacked beside it. */
    static long bytes(RelayProcess.Command command) throws IOException {
        Path data = command.folder().resolve("data");
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(Files::isRegularFile).mapToLong(Disk::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
