package dev.linkspan.benchmarks.documents;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.Reading;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.JsonReading;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What is measured. */
final class Operations {

    /** What all others are compared with. */
    static final String PLAIN_PARSE = "plain JSON-P parsing";

    static final String TEN_PROPERTIES = "read, ten properties";
    static final String TEN_PROPERTIES_BY_JSON_LD = "read by JSON-LD, ten properties";

    // As whoever cares for speed would do it: looked up once.
    private static final JsonReaderFactory PLAIN = Json.createReaderFactory(Map.of());

    private final DocumentReader reader = new DocumentReader();

    /** All of them, by name. */
    static Map<String, Supplier<Object>> all() {
        Operations operations = new Operations();
        Body create = Sample.create();
        Body prefixed = Sample.prefixed();
        JsonObject tree = Sample.tree(create);
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put(PLAIN_PARSE, () -> plainParse(create));
        all.put("strict JSON", () -> JsonText.parse(create));
        all.put("lenient JSON", () -> lenientJson(create));
        all.put("read", () -> operations.read(create));
        all.put(TEN_PROPERTIES, () -> operations.tenProperties(create));
        all.put("read by JSON-LD", () -> operations.read(prefixed));
        all.put(TEN_PROPERTIES_BY_JSON_LD, () -> operations.tenProperties(prefixed));
        all.put("plain JSON-P toString", () -> plainWrite(tree));
        all.put("write", () -> JsonText.write(tree));
        return all;
    }

    static JsonObject plainParse(Body body) {
        try (JsonReader plain = PLAIN.createReader(new ByteArrayInputStream(body.bytes()))) {
            return plain.readObject();
        }
    }

    static String plainWrite(JsonObject tree) {
        return tree.toString();
    }

    static JsonReading lenientJson(Body body) {
        return JsonText.read(body);
    }

    ReceivedDocument read(Body body) {
        return switch (reader.read(body)) {
            case ReceivedDocument received -> received;
            case Reading.Refused refused ->
                throw new IllegalStateException("what is measured must be read: " + refused);
        };
    }

    int tenProperties(Body body) {
        return TenProperties.in(read(body));
    }
}
