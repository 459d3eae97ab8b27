package dev.linkspan.jsonld;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/** Makes JSON trees. The factory is looked up once, for the lookup costs more than a document. */
final class Trees {

    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private Trees() {}

    static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    static JsonObjectBuilder object(JsonObject members) {
        return BUILDERS.createObjectBuilder(members);
    }

    static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }
}
