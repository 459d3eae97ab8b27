package dev.linkspan.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes down every skipped test; the build then fails if the file exists. A test that needs a program which may be
 * missing says so in its name ({@code follows_a_peer_needs_node}) and is let through.
 */
public final class SkippedTestsGate implements TestExecutionListener {

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        String file = System.getProperty("linkspan.skipped");
        if (file == null || test.getUniqueId().contains("_needs_")) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(file),
                    test.getUniqueId() + ": " + reason + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
