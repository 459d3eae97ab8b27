package dev.linkspan.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that nobody but their owner may read. */
final class OwnerOnlyFile {

    private OwnerOnlyFile() {}

    /** Writes a file whole or not at all; others cannot read it for a moment either. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(temporary);
        }
        Files.write(temporary, bytes, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
