package dev.linkspan.server;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Requests that another implementation sent, {@code vectors/captures/captures.json}, as files on disk; none if absent. */
record Recordings(List<Recording> requests, List<Path> actors) {

    /** One request. */
    record Recording(String name, Path file, Instant receivedAt) {}

    static Optional<Path> shared(String name) {
        Path file = Path.of(System.getProperty("linkspan.shared", "../../shared"), "vectors", name);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    static Recordings into(Path folder) {
        List<Recording> requests = new ArrayList<>();
        List<Path> actors = new ArrayList<>();
        shared("captures/captures.json").ifPresent(file -> {
            JsonObject json = read(file);
            for (JsonObject capture : json.getJsonArray("captures").getValuesAs(JsonObject.class)) {
                Path target = folder.resolve("request-" + requests.size());
                write(target, wire(capture));
                requests.add(new Recording(
                        capture.getString("name"),
                        target,
                        Instant.ofEpochMilli(
                                capture.getJsonNumber("received_at_ms").longValueExact())));
            }
            json.getJsonObject("actors").values().forEach(actor -> {
                Path target = folder.resolve("actor-" + actors.size());
                write(target, actor.toString().getBytes(StandardCharsets.UTF_8));
                actors.add(target);
            });
        });
        return new Recordings(List.copyOf(requests), List.copyOf(actors));
    }

    private static byte[] wire(JsonObject capture) {
        StringBuilder head =
                new StringBuilder(capture.getString("method") + " " + capture.getString("path") + " HTTP/1.1\r\n");
        List<String> raw = capture.getJsonArray("rawHeaders").getValuesAs(JsonString::getString);
        for (int i = 0; i < raw.size(); i += 2) {
            head.append(raw.get(i)).append(": ").append(raw.get(i + 1)).append("\r\n");
        }
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        wire.writeBytes(Base64.getDecoder().decode(capture.getString("body_base64")));
        return wire.toByteArray();
    }

    private static JsonObject read(Path file) {
        try {
            return ((JsonText.Result.Document) JsonText.parse(Body.of(Files.readAllBytes(file)))).object();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
