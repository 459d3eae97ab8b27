package dev.linkspan.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of vectors and real documents, which may be absent. */
public final class Shared {

    private Shared() {}

    /** A folder or file below it; empty if it is not there. */
    public static Optional<Path> path(String relative) {
        String root = System.getProperty("linkspan.shared", "");
        Path path = Path.of(root).resolve(relative);
        return root.isBlank() || !Files.exists(path) ? Optional.empty() : Optional.of(path);
    }

    /** All files below a folder; none if it is not there. */
    public static List<Path> files(String relative) {
        return path(relative).map(Shared::walk).orElse(List.of());
    }

    /** The JSON objects among the files below a folder. */
    public static Stream<JsonObject> documents(String relative) {
        return files(relative).stream()
                .map(file -> JsonText.parse(Body.of(bytes(file))))
                .filter(JsonText.Result.Document.class::isInstance)
                .map(result -> ((JsonText.Result.Document) result).object());
    }

    /** A file's text. */
    public static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** A file's bytes. */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON text as an object. */
    public static JsonObject json(String text) {
        JsonText.Result result = JsonText.parse(Body.of(text));
        assertThat(result).isInstanceOf(JsonText.Result.Document.class);
        return ((JsonText.Result.Document) result).object();
    }

    /** A JSON text as an object, with numbers beyond what we read, too. */
    static JsonObject unlimited(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static List<Path> walk(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
