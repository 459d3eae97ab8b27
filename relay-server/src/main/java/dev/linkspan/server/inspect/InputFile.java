package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that somebody named on the command line, {@code -} for standard input; at most 10 MiB. */
public final class InputFile {

    /** Ten times what an inbox takes. */
    static final int MAX_BYTES = 10 << 20;

    private InputFile() {}

    /** The bytes of a file. */
    public static Body read(String name) throws UnusableInputException {
        Body content = begin(name, MAX_BYTES + 1);
        if (content.length() > MAX_BYTES) {
            throw new UnusableInputException(shown(name) + " is larger than 10 MiB");
        }
        return content;
    }

    /** The bytes that a file begins with: all if there are no more than this, and never more. */
    static Body begin(String name, int bytes) throws UnusableInputException {
        try (InputStream in = name.equals("-") ? System.in : Files.newInputStream(Path.of(name))) {
            return Body.of(in.readNBytes(bytes));
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableInputException(
                    shown(name) + " cannot be read (expected: a file, or - for standard input)");
        }
    }

    /** How to call it in a sentence. */
    public static String shown(String name) {
        return name.equals("-") ? "standard input" : name;
    }
}
