package dev.linkspan.server;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.relay.ActorKey;
import dev.linkspan.relay.KeyRing;
import dev.linkspan.relay.KeyRingJson;
import dev.linkspan.relay.KeyRingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashSet;
import java.util.Set;

/**
 * The relay's keys in its data folder, readable by their owner only: one PEM file for each, and {@code actor-keys.json} that
 * says what each is for. A relay that never replaced its key has only {@code actor-key.pem}. Whoever loses them loses the
 * relay's identity.
 */
final class ActorKeyFiles implements KeyRingStorage {

    private static final String FIRST_FILE = "actor-key.pem";
    private static final String RING_FILE = "actor-keys.json";

    /** What we name our files; an operator's copies are named otherwise. */
    private static final String PATTERN = "actor-key-????????????????.pem";

    private final Path folder;

    ActorKeyFiles(Path dataDir) {
        this.folder = dataDir;
    }

    @Override
    public KeyRing load() {
        try {
            Path file = folder.resolve(RING_FILE);
            if (!Files.exists(file)) {
                return loadFirst();
            }
            KeyRing ring = read(file);
            removeOthers(ring);
            return ring;
        } catch (IOException e) {
            throw new UncheckedIOException("the relay's keys in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The reader of the list does not know where it stands. */
    private KeyRing read(Path file) throws IOException {
        try {
            return KeyRingJson.read(Body.of(Files.readAllBytes(file)), this::pair);
        } catch (IOException e) {
            throw new IOException(RING_FILE + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void save(KeyRing ring) {
        try {
            for (ActorKey key : ring.all()) {
                Path file = file(key.fragment());
                if (!Files.exists(file)) {
                    write(file, key.pair());
                }
            }
            OwnerOnlyFile.write(
                    folder.resolve(RING_FILE), KeyRingJson.write(ring).bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the relay's keys in " + folder + " cannot be written", e);
        }
        try {
            removeOthers(ring);
        } catch (IOException e) {
            // The ring is saved; the next load removes what it no longer names.
            throw new UncheckedIOException("an old key in " + folder + " cannot be removed", e);
        }
    }

    private KeyRing loadFirst() throws IOException {
        try (DirectoryStream<Path> later = Files.newDirectoryStream(folder, PATTERN)) {
            if (later.iterator().hasNext()) {
                throw new IOException(RING_FILE + " is missing beside the keys that it is about");
            }
        }
        Path file = folder.resolve(FIRST_FILE);
        if (!Files.exists(file)) {
            write(file, KeyPairs.rsa2048());
        }
        return KeyRing.of(pair(ActorKey.FIRST), Files.getLastModifiedTime(file).toInstant());
    }

    private KeyPair pair(String fragment) throws IOException {
        Path file = file(fragment);
        try {
            return KeyPairs.of(PemKeys.readPrivate(Files.readString(file)));
        } catch (KeyFormatException | IllegalArgumentException e) {
            throw new IOException(file + " holds no usable private key: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, KeyPair pair) throws IOException {
        OwnerOnlyFile.write(file, PemKeys.write(pair.getPrivate()).getBytes(StandardCharsets.US_ASCII));
    }

    private Path file(String fragment) {
        return folder.resolve(fragment.equals(ActorKey.FIRST) ? FIRST_FILE : "actor-" + fragment + ".pem");
    }

    private void removeOthers(KeyRing ring) throws IOException {
        Set<Path> needed = new HashSet<>();
        ring.all().forEach(key -> needed.add(file(key.fragment())));
        if (!needed.contains(folder.resolve(FIRST_FILE))) {
            Files.deleteIfExists(folder.resolve(FIRST_FILE));
        }
        try (DirectoryStream<Path> ours = Files.newDirectoryStream(folder, PATTERN)) {
            for (Path file : ours) {
                if (!needed.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
