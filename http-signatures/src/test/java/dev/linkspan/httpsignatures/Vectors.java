package dev.linkspan.httpsignatures;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads test vectors: our own from the class path, published ones from the shared folder if that is there. */
final class Vectors {

    private Vectors() {}

    static byte[] own(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/linkspan/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject ownJson(String name) {
        return json(own(name));
    }

    static Optional<JsonObject> sharedJson(String name) {
        return sharedFile(name).map(Vectors::read).map(Vectors::json);
    }

    static Optional<JsonArray> sharedArray(String name) {
        return sharedFile(name).map(Vectors::read).map(bytes -> {
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
                return reader.readArray();
            }
        });
    }

    static Optional<Path> sharedFile(String name) {
        Path file = Path.of(System.getProperty("linkspan.shared", "../../shared"), "vectors", name);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject json(byte[] bytes) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            return reader.readObject();
        }
    }
}
