package dev.linkspan.fuzz;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.TreeMap;

/** Documents to fuzz with. */
final class Json {

    private Json() {}

    static Optional<JsonObject> object(Body text) {
        return JsonText.parse(text) instanceof JsonText.Result.Document document
                ? Optional.of(document.object())
                : Optional.empty();
    }

    static JsonObject object(String text) {
        return object(Body.of(text)).orElseThrow();
    }

    /** The same document with the members of all objects in the order of their names. */
    static JsonObject sorted(JsonObject object) {
        JsonObjectBuilder copy = JsonText.object();
        new TreeMap<>(object).forEach((name, value) -> copy.add(name, sorted(value)));
        return copy.build();
    }

    private static JsonValue sorted(JsonValue value) {
        if (value instanceof JsonObject object) {
            return sorted(object);
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder copy = JsonText.array();
            array.forEach(item -> copy.add(sorted(item)));
            return copy.build();
        }
        return value;
    }
}
