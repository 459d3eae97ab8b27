package dev.linkspan.benchmarks.documents;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A Create of a Note as Mastodon sends it: its context, a mention, a picture, a language map, replies; 2.0 KB. */
final class Sample {

    private static final String FILE = "mastodon-create.json";

    private Sample() {}

    /** The document as on the wire. */
    static Body create() {
        try (InputStream file = Objects.requireNonNull(Sample.class.getResourceAsStream(FILE), FILE)) {
            return Body.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, with one property written by a prefix, so that only JSON-LD processing gives its meaning. */
    static Body prefixed() {
        JsonObject create = tree(create());
        JsonObjectBuilder note = JsonText.object();
        create.getJsonObject("object")
                .forEach((name, value) -> note.add(name.equals("content") ? "as:content" : name, value));
        return JsonText.write(JsonText.object(create).add("object", note).build());
    }

    static JsonObject tree(Body body) {
        if (JsonText.parse(body) instanceof JsonText.Result.Document document) {
            return document.object();
        }
        throw new IllegalStateException("what is measured must parse");
    }
}
