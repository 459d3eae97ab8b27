package dev.linkspan.jsonld;

import dev.linkspan.vocab.PropertyTerm;
import dev.linkspan.vocab.Range;
import dev.linkspan.vocab.TypeTerm;
import dev.linkspan.vocab.Vocabulary;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Writes a document in other words that JSON-LD allows for the same: full IRIs, prefixes and aliases of its own, defined at
 * the root or where they are used, keywords, value objects, sets and lists.
 */
final class Rewriter {

    private static final Map<String, PropertyTerm> LANGUAGE_MAPS = Vocabulary.properties().stream()
            .filter(property -> property.languageMap().isPresent())
            .collect(Collectors.toMap(property -> property.languageMap().orElseThrow(), property -> property));

    private final Random random;
    private final JsonObjectBuilder rootDefinitions = Json.createObjectBuilder();
    private int names;

    Rewriter(Random random) {
        this.random = random;
    }

    JsonObject rewritten(JsonObject document) {
        JsonObject body = node(document, rootDefinitions, false);
        JsonArrayBuilder context = context(document);
        JsonObjectBuilder whole = Json.createObjectBuilder().add("@context", context.add(rootDefinitions));
        body.forEach((name, value) -> {
            if (!name.equals("@context")) {
                whole.add(name, value);
            }
        });
        return whole.build();
    }

    private static JsonArrayBuilder context(JsonObject node) {
        JsonArrayBuilder context = Json.createArrayBuilder();
        items(node.getOrDefault("@context", JsonValue.EMPTY_JSON_ARRAY)).forEach(context::add);
        return context;
    }

    private JsonObject node(JsonObject node, JsonObjectBuilder outer, boolean own) {
        JsonObjectBuilder definitions = own ? Json.createObjectBuilder() : outer;
        JsonObjectBuilder members = Json.createObjectBuilder();
        node.forEach((name, value) -> {
            Optional<PropertyTerm> term = Vocabulary.property(name).filter(known -> name.indexOf(':') < 0);
            PropertyTerm mapped = LANGUAGE_MAPS.get(name);
            if (name.equals("id") && value instanceof JsonString) {
                members.add(keyword("@id", definitions), value);
            } else if (name.equals("type") && isTypes(value)) {
                JsonArrayBuilder types = Json.createArrayBuilder();
                items(value).forEach(type -> types.add(type(((JsonString) type).getString(), definitions)));
                members.add(keyword("@type", definitions), types);
            } else if (term.isPresent() && value != JsonValue.NULL) {
                property(term.get(), value, members, definitions);
            } else if (mapped != null && value instanceof JsonObject map && random.nextBoolean()) {
                String prefix = newName();
                definitions.add(prefix, CoreTerms.NAMESPACE);
                members.add(prefix + ":" + mapped.name(), texts(map));
            } else if (!name.equals("@context")) {
                members.add(name, value);
            }
        });
        if (own) {
            members.add("@context", context(node).add(definitions));
        } else if (node.containsKey("@context")) {
            members.add("@context", node.get("@context"));
        }
        return members.build();
    }

    private String keyword(String keyword, JsonObjectBuilder definitions) {
        switch (random.nextInt(3)) {
            case 0 -> {
                return keyword.substring(1);
            }
            case 1 -> {
                String alias = newName();
                definitions.add(alias, keyword);
                return alias;
            }
            default -> {
                return keyword;
            }
        }
    }

    private String type(String name, JsonObjectBuilder definitions) {
        Optional<TypeTerm> term =
                Vocabulary.type(name).filter(known -> !known.iris().isEmpty());
        if (term.isEmpty()) {
            return name;
        }
        return otherName(name, anyIri(term.get().iris()), Json.createObjectBuilder(), definitions);
    }

    private void property(
            PropertyTerm term, JsonValue value, JsonObjectBuilder members, JsonObjectBuilder definitions) {
        JsonObjectBuilder definition = Json.createObjectBuilder();
        boolean ordered = term.name().equals("orderedItems");
        if (term.range() == Range.VIEW || term.range() == Range.IRI) {
            definition.add("@type", "@id");
        }
        if (ordered) {
            definition.add("@container", "@list");
        }
        String iri = ordered ? CoreTerms.NAMESPACE + "items" : anyIri(term.iris());
        String name = otherName(term.name(), iri, definition, definitions);
        JsonValue rewritten = term.range() == Range.JSON ? value : value(value, term, definitions);
        if (ordered && name.indexOf(':') >= 0) {
            rewritten = Json.createObjectBuilder().add("@list", rewritten).build();
        } else if (random.nextInt(8) == 0 && !ordered) {
            rewritten = Json.createObjectBuilder().add("@set", rewritten).build();
        }
        members.add(name, rewritten);
    }

    /** A full IRI, one with a prefix, an alias, or the name itself. */
    private String otherName(String name, String iri, JsonObjectBuilder definition, JsonObjectBuilder definitions) {
        switch (random.nextInt(4)) {
            case 0 -> {
                return iri;
            }
            case 1 -> {
                int split = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1;
                String prefix = newName();
                definitions.add(prefix, iri.substring(0, split));
                return prefix + ":" + iri.substring(split);
            }
            case 2 -> {
                String alias = newName();
                definitions.add(alias, definition.add("@id", iri));
                return alias;
            }
            default -> {
                return name;
            }
        }
    }

    private JsonValue value(JsonValue value, PropertyTerm term, JsonObjectBuilder definitions) {
        if (value instanceof JsonArray array) {
            JsonArrayBuilder copy = Json.createArrayBuilder();
            array.forEach(item -> copy.add(value(item, term, definitions)));
            return copy.build();
        }
        if (value instanceof JsonObject node) {
            return node(node, definitions, random.nextInt(4) == 0);
        }
        if (value == JsonValue.NULL || random.nextInt(3) > 0) {
            return value;
        }
        boolean reference = (term.range() == Range.VIEW || term.range() == Range.IRI) && value instanceof JsonString;
        String keyword = reference && random.nextBoolean() ? "@id" : "@value";
        return Json.createObjectBuilder().add(keyword, value).build();
    }

    private static JsonArrayBuilder texts(JsonObject map) {
        JsonArrayBuilder texts = Json.createArrayBuilder();
        map.forEach((language, all) -> items(all)
                .forEach(text ->
                        texts.add(Json.createObjectBuilder().add("@value", text).add("@language", language))));
        return texts;
    }

    private String anyIri(List<String> iris) {
        List<String> absolute = new ArrayList<>(iris);
        absolute.removeIf(iri -> !iri.contains("://"));
        return absolute.get(random.nextInt(absolute.size()));
    }

    private String newName() {
        return "n" + ++names;
    }

    private static boolean isTypes(JsonValue value) {
        return items(value).stream().allMatch(JsonString.class::isInstance);
    }

    private static List<? extends JsonValue> items(JsonValue value) {
        return value instanceof JsonArray array ? array : List.of(value);
    }
}
