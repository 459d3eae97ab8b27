package dev.linkspan.fuzz;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.function.UnaryOperator;

/** Says in other words of JSON-LD what a {@link PlainDocument} says. */
final class Disguise {

    static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";

    static final String NAMESPACE = ACTIVITY_STREAMS + "#";

    private static final String DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";

    private final Choices choices;
    private final JsonObjectBuilder definitions =
            JsonText.object().add("p", NAMESPACE).add("kind", "@type").add("self", "@id");
    private int aliases;

    Disguise(Choices choices) {
        this.choices = choices;
    }

    JsonObject of(JsonObject plain) {
        JsonObject body = node(plain);
        // ActivityStreams' own context holds whether it is named or not.
        return JsonText.object()
                .add(
                        "@context",
                        choices.either()
                                ? JsonText.array().add(ACTIVITY_STREAMS).add(definitions)
                                : JsonText.array().add(definitions))
                .addAll(JsonText.object(body))
                .build();
    }

    private JsonObject node(JsonObject plain) {
        JsonObjectBuilder node = JsonText.object();
        boolean isRoot = plain.containsKey("@context");
        if (!isRoot && choices.below(4) == 0) {
            node.add("@context", JsonText.object().add("unused" + choices.below(3), NAMESPACE + "content"));
        }
        plain.forEach((name, value) -> {
            switch (name) {
                case "@context" -> {}
                case "id" -> node.add(name("id", "@id", "self"), value);
                case "type" -> node.add(name("type", "@type", "kind"), type(((JsonString) value).getString()));
                case "contentMap" -> node.add(name, value);
                default -> member(node, name, value);
            }
        });
        return node.build();
    }

    private void member(JsonObjectBuilder node, String name, JsonValue value) {
        boolean isId = PlainDocument.IDS.contains(name);
        boolean isTime = PlainDocument.TIMES.contains(name);
        switch (choices.below(4)) {
            case 0 -> node.add(name, several(value, isId));
            case 1 -> {
                String alias = "alias" + aliases++;
                JsonObjectBuilder definition =
                        JsonText.object().add("@id", choices.either() ? "p:" + name : NAMESPACE + name);
                if (isId) {
                    definition.add("@type", "@id");
                } else if (isTime && choices.either()) {
                    definition.add("@type", DATE_TIME);
                }
                definitions.add(alias, definition);
                node.add(alias, several(value, isId));
            }
            case 2 -> node.add("as:" + name, expanded(value, isId));
            default -> node.add(NAMESPACE + name, expanded(value, isId));
        }
    }

    private JsonValue several(JsonValue value, boolean isId) {
        return choices.either() ? value(value) : expanded(value, isId);
    }

    /** Says of each value what it is, for a name that does not. */
    private JsonValue expanded(JsonValue value, boolean isId) {
        if (value instanceof JsonString text) {
            JsonObject full =
                    JsonText.object().add(isId ? "@id" : "@value", text).build();
            return choices.either() ? full : JsonText.array().add(full).build();
        }
        return each(value, item -> expanded(item, isId));
    }

    private JsonValue value(JsonValue value) {
        return value instanceof JsonString ? value : each(value, this::value);
    }

    private JsonValue each(JsonValue value, UnaryOperator<JsonValue> disguise) {
        if (value instanceof JsonArray array) {
            JsonArrayBuilder several = JsonText.array();
            array.forEach(item -> several.add(disguise.apply(item)));
            return several.build();
        }
        return node(value.asJsonObject());
    }

    private String type(String name) {
        return switch (choices.below(4)) {
            case 0 -> name;
            case 1 -> "as:" + name;
            case 2 -> "p:" + name;
            default -> NAMESPACE + name;
        };
    }

    private String name(String... names) {
        return names[choices.below(names.length)];
    }
}
