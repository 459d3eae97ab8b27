package dev.linkspan.server;

import dev.linkspan.relay.RelayIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The address that a data folder belongs to, one line in {@code base-url}: written when a relay first starts on it.
 * Subscribers know the relay by its address, and everything in the folder, keys and ids of activities, speaks in its name.
 */
final class BaseUrlFile {

    private static final String NAME = "base-url";

    private BaseUrlFile() {}

    /**
     * Makes sure that the folder is this relay's; a folder without an address becomes so.
     *
     * @throws IllegalArgumentException if it is another's; the message says how to go on
     */
    static void claim(Path dataDir, RelayIdentity identity) throws IOException {
        Path file = dataDir.resolve(NAME);
        if (!Files.exists(file)) {
            OwnerOnlyFile.write(file, (identity.origin() + "\n").getBytes(StandardCharsets.UTF_8));
            return;
        }
        String before = Files.readString(file).strip();
        if (!before.equals(identity.origin())) {
            throw new IllegalArgumentException("base-url: " + identity.origin() + " (expected: " + before
                    + ", under which this data folder was first used). Subscribers know the relay by its address: start it"
                    + " under that one, or move to the new one with an empty --data-dir, where all subscribe anew. If"
                    + " nobody has subscribed yet, delete " + file + " and start again.");
        }
    }
}
