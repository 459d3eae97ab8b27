package dev.linkspan.jsonld;

import dev.linkspan.vocab.PropertyTerm;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Range;
import dev.linkspan.vocab.Vocabulary;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a document says in the vocabulary's terms, whatever the shapes: two documents with the same dump mean the same. A
 * single value equals an array of it; null and the empty array equal absence; {@code {"@value": x}} equals x; an object
 * that has only an id equals that id; the spellings of Public are equal, and so are those of a language tag; a text in no
 * language is one without a tag; arrays within arrays are flat. What the vocabulary does not know is left out.
 */
final class PlainDump {

    private static final Map<String, PropertyTerm> LANGUAGE_MAPS = Vocabulary.properties().stream()
            .filter(property -> property.languageMap().isPresent())
            .collect(Collectors.toMap(property -> property.languageMap().orElseThrow(), property -> property));

    private PlainDump() {}

    /** One line for each value. */
    static List<String> of(JsonObject document) {
        List<String> lines = new ArrayList<>();
        node(document, "", lines);
        return lines;
    }

    private static void node(JsonObject node, String path, List<String> lines) {
        Map<String, List<String>> members = new TreeMap<>();
        node.forEach((name, value) -> {
            Optional<PropertyTerm> property = Vocabulary.property(name);
            PropertyTerm mapped = LANGUAGE_MAPS.get(name);
            if (name.equals("id")) {
                texts(value, "", members, "id");
            } else if (name.equals("type")) {
                types(value, members);
            } else if (property.isPresent()) {
                values(value, name, property.get(), members);
            } else if (mapped != null) {
                languageMap(value, mapped.name(), members);
            }
        });
        members.forEach((name, values) -> values.forEach(value -> lines.add(path + "/" + name + " " + value)));
    }

    private static void types(JsonValue value, Map<String, List<String>> members) {
        for (JsonValue type : items(value)) {
            if (type instanceof JsonString name
                    && Vocabulary.type(name.getString()).isPresent()) {
                add(members, "type", name.getString());
            }
        }
    }

    private static void values(JsonValue value, String name, PropertyTerm term, Map<String, List<String>> members) {
        for (JsonValue item : items(value)) {
            JsonValue plain = item instanceof JsonObject object && object.containsKey("@value")
                    ? object.getOrDefault("@value", JsonValue.NULL)
                    : item;
            if (item instanceof JsonObject object && object.get("@language") instanceof JsonString language) {
                texts(plain, tag(language.getString()), members, name);
            } else if (plain instanceof JsonObject object) {
                Optional<String> id = onlyId(object);
                if (id.isPresent()) {
                    add(members, name, text(id.get(), term));
                } else {
                    List<String> inner = new ArrayList<>();
                    node(object, "", inner);
                    add(members, name, inner.toString());
                }
            } else if (plain instanceof JsonArray nested) {
                values(nested, name, term, members);
            } else if (plain instanceof JsonString text) {
                add(members, name, text(text.getString(), term));
            } else if (plain != JsonValue.NULL) {
                add(members, name, plain.toString());
            }
        }
    }

    private static String text(String text, PropertyTerm term) {
        return "\"" + (term.range() == Range.VIEW && Public.is(text) ? Public.URI : text) + "\"";
    }

    private static Optional<String> onlyId(JsonObject object) {
        boolean alone = object.entrySet().stream()
                .allMatch(member -> member.getKey().equals("id")
                        || member.getKey().equals("@context")
                        || member.getValue() == JsonValue.NULL);
        return alone && object.get("id") instanceof JsonString id ? Optional.of(id.getString()) : Optional.empty();
    }

    private static void languageMap(JsonValue value, String name, Map<String, List<String>> members) {
        if (value instanceof JsonObject map) {
            map.forEach((language, texts) -> texts(texts, tag(language), members, name));
        }
    }

    private static void texts(JsonValue value, String tag, Map<String, List<String>> members, String name) {
        for (JsonValue item : items(value)) {
            if (item != JsonValue.NULL) {
                add(members, name + tag, item.toString());
            }
        }
    }

    private static String tag(String language) {
        String lower = language.toLowerCase(Locale.ROOT);
        return lower.equals("und") || lower.equals("@none") ? "" : "@" + lower;
    }

    private static void add(Map<String, List<String>> members, String name, String value) {
        members.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }

    private static List<? extends JsonValue> items(JsonValue value) {
        return value instanceof JsonArray array ? array : List.of(value);
    }
}
