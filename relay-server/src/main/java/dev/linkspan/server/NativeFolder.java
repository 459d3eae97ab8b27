package dev.linkspan.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code native} in the data folder, into which the database driver and the signing engine unpack their libraries.
 * In the machine's temporary folder they would stay behind whenever the process is killed, or not start where that folder is
 * read-only or its files may not run.
 */
final class NativeFolder {

    /** What the libraries read when they are loaded; whoever sets one of these on the command line decides. */
    static final String SQLITE = "org.sqlite.tmpdir";

    static final String ACCP = "com.amazon.corretto.crypto.provider.tmpdir";

    private static final Logger log = LoggerFactory.getLogger(NativeFolder.class);

    private NativeFolder() {}

    /** Makes the folder, empties it of what a killed process left, and tells the libraries; before either is loaded. */
    static void use(Path dataDir) {
        Path folder = dataDir.toAbsolutePath().resolve("native");
        try {
            Files.createDirectories(folder, ownerOnly(folder));
            empty(folder);
        } catch (IOException e) {
            log.warn(
                    "libraries are unpacked into the temporary folder, since {} cannot be used: {}",
                    folder,
                    e.toString());
            return;
        }
        for (String property : new String[] {SQLITE, ACCP}) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, folder.toString());
            }
        }
    }

    // A library that some process has loaded stays loaded where files can be deleted in use, and stays where they
    // cannot.
    private static void empty(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.isDirectory(file)) {
                    empty(file);
                }
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    log.debug("{} stays: {}", file, e.toString());
                }
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
