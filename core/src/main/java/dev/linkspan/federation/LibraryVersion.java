package dev.linkspan.federation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Which version of the library this is, as its build wrote it beside this class. Not the manifest's: once all is in one jar,
 * that is the application's.
 */
final class LibraryVersion {

    private static final String TEXT = read();

    private LibraryVersion() {}

    /** The version, such as {@code 1.2.3}; {@code development} where the classes do not come from the build. */
    static String text() {
        return TEXT;
    }

    private static String read() {
        try (InputStream written = LibraryVersion.class.getResourceAsStream("version.txt")) {
            return written == null ? "development" : new String(written.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
