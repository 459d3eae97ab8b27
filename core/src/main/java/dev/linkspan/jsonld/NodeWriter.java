package dev.linkspan.jsonld;

import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.PropertyTerm;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Range;
import dev.linkspan.vocab.TypeTerm;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Writes expanded JSON-LD in the vocabulary's names and in the shapes that servers send. This is not JSON-LD compaction:
 * there is one target and no context to search for terms. What the vocabulary does not know stays under its IRI, with all
 * that its value objects say; what no context gave a meaning gets its own name back. Thread-safe.
 */
final class NodeWriter {

    private static final String NO_LANGUAGE = "und";
    private static final String UNDEFINED = ContextRepair.UNDEFINED;

    private final Terms terms;

    NodeWriter(Terms terms) {
        this.terms = terms;
    }

    /** The members of an object in the making: each may come from several properties. */
    private static final class Members {
        private final Map<String, List<JsonValue>> values = new LinkedHashMap<>();
        private final Map<String, Map<String, List<JsonValue>>> languageMaps = new LinkedHashMap<>();
        private final Map<String, PropertyTerm> terms = new LinkedHashMap<>();

        List<JsonValue> of(String name) {
            return values.computeIfAbsent(name, any -> new ArrayList<>());
        }

        void add(String map, String language, JsonValue text) {
            of(map);
            languageMaps
                    .computeIfAbsent(map, any -> new LinkedHashMap<>())
                    .computeIfAbsent(language, any -> new ArrayList<>())
                    .add(text);
        }

        JsonObject object() {
            JsonObjectBuilder object = Trees.object();
            values.forEach((name, all) -> {
                Map<String, List<JsonValue>> texts = languageMaps.get(name);
                if (texts != null) {
                    JsonObjectBuilder map = Trees.object();
                    texts.forEach((language, same) -> map.add(language, oneOrMany(same, null)));
                    all.add(map.build());
                }
                object.add(name, oneOrMany(all, terms.get(name)));
            });
            return object.build();
        }

        private static JsonValue oneOrMany(List<JsonValue> values, @Nullable PropertyTerm term) {
            boolean array = term != null && (term.isAlwaysArray() || term.isList());
            if (values.size() == 1 && !array) {
                return values.getFirst();
            }
            JsonArrayBuilder copy = Trees.array();
            values.forEach(copy::add);
            return copy.build();
        }
    }

    /** A node object. */
    JsonObject node(JsonObject expanded) {
        Members members = new Members();
        for (Map.Entry<String, JsonValue> member : expanded.entrySet()) {
            String iri = member.getKey();
            switch (iri) {
                case "@id" -> members.of("id").add(id(member.getValue()));
                case "@type" -> types(member.getValue(), members);
                default -> {
                    if (iri.startsWith("@")) {
                        members.of(iri).add(unmarked(member.getValue()));
                    } else {
                        property(iri, items(member.getValue()), members);
                    }
                }
            }
        }
        return members.object();
    }

    // Several members that mean @type give arrays in an array.
    private void types(JsonValue value, Members members) {
        for (JsonValue type : items(value)) {
            if (type instanceof JsonArray several) {
                types(several, members);
            } else {
                members.of("type").add(type instanceof JsonString name ? typeName(name) : type);
            }
        }
    }

    private static JsonValue id(JsonValue value) {
        String name = value instanceof JsonString iri ? undefined(iri.getString()) : null;
        return name == null ? value : JsonText.text(name);
    }

    private void property(String iri, List<? extends JsonValue> values, Members members) {
        String undefined = undefined(iri);
        if (values.isEmpty()) {
            Optional<PropertyTerm> term = undefined == null ? terms.propertyByIri(iri) : terms.property(undefined);
            members.of(name(iri, undefined, term));
        }
        for (JsonValue value : values) {
            Optional<PropertyTerm> term;
            if (undefined != null) {
                term = terms.property(undefined);
            } else if (value instanceof JsonObject object && object.containsKey("@list")) {
                term = terms.listByIri(iri);
            } else {
                term = terms.propertyByIri(iri);
            }
            String name = name(iri, undefined, term);
            term.ifPresent(known -> members.terms.put(name, known));
            value(value, name, term.orElse(null), members);
        }
    }

    private static String name(String iri, @Nullable String undefined, Optional<PropertyTerm> term) {
        return term.map(PropertyTerm::name).orElse(undefined == null ? iri : undefined);
    }

    private void value(JsonValue value, String name, @Nullable PropertyTerm term, Members members) {
        if (!(value instanceof JsonObject object)) {
            members.of(name).add(value);
        } else if (object.get("@list") instanceof JsonArray list && object.size() == 1) {
            members.of(name); // An empty list is a list, too.
            list.forEach(item -> value(item, name, term, members));
        } else if (object.containsKey("@list")) {
            JsonArrayBuilder nested = Trees.array();
            members.of(name).add(nested.add(object).build());
        } else if (object.containsKey("@value")) {
            literal(object, name, term, members);
        } else if (object.get("@graph") instanceof JsonArray graph && object.size() == 1) {
            graph.forEach(node -> value(node, name, term, members));
        } else if (term != null && object.size() == 1 && object.get("@id") instanceof JsonString id) {
            members.of(name).add(reference(id, term));
        } else {
            members.of(name).add(node(object));
        }
    }

    private void literal(JsonObject object, String name, @Nullable PropertyTerm term, Members members) {
        JsonValue value = object.getOrDefault("@value", JsonValue.NULL);
        String language = object.get("@language") instanceof JsonString tag ? tag.getString() : "";
        boolean hasLanguage = !language.isEmpty();
        Terms.Meaning meaning = terms.named(name);
        // Views read no direction; the text matters more.
        if (hasLanguage && term != null && term.languageMap().isPresent()) {
            members.add(term.languageMap().get(), LanguageTags.written(language), value);
        } else if (hasLanguage && meaning != null && meaning.mapped() != null) {
            members.add(name, LanguageTags.written(language), value);
        } else if (term == null) {
            boolean bare = object.size() == 1 || (object.size() == 2 && language.equals(NO_LANGUAGE));
            members.of(name).add(bare ? value : unmarked(object));
        } else if (hasLanguage && !language.equals(NO_LANGUAGE) && term.range() == Range.LANGUAGE_TEXT) {
            members.of(name).add(object);
        } else if (term.range() == Range.VIEW && value instanceof JsonString id) {
            members.of(name).add(reference(id, term));
        } else {
            members.of(name).add(value);
        }
    }

    private JsonValue reference(JsonString iri, PropertyTerm term) {
        return switch (term.range()) {
            case VIEW -> Public.is(iri.getString()) ? JsonText.text(Public.URI) : iri;
            case TEXT, TYPE -> {
                Optional<String> property = terms.propertyByIri(iri.getString()).map(PropertyTerm::name);
                yield property.isPresent() ? JsonText.text(property.get()) : typeName(iri);
            }
            default -> iri;
        };
    }

    private JsonValue typeName(JsonString iri) {
        Optional<String> known = terms.typeByIri(iri.getString()).map(TypeTerm::name);
        if (known.isPresent()) {
            return JsonText.text(known.get());
        }
        String undefined = undefined(iri.getString());
        return undefined == null ? iri : JsonText.text(undefined);
    }

    /** What is kept in its expanded form, without our mark of undefined names: it could not be read again. */
    private static JsonValue unmarked(JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObjectBuilder copy = Trees.object();
            object.forEach((name, member) -> copy.add(bare(name), unmarked(member)));
            return copy.build();
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder copy = Trees.array();
            array.forEach(item -> copy.add(unmarked(item)));
            return copy.build();
        }
        return value instanceof JsonString text && text.getString().startsWith(UNDEFINED)
                ? JsonText.text(bare(text.getString()))
                : value;
    }

    private static String bare(String name) {
        return name.startsWith(UNDEFINED) ? name.substring(UNDEFINED.length()) : name;
    }

    /** The name that no context defines; null if one does, or if it could pass for something else. */
    private static @Nullable String undefined(String iri) {
        if (!iri.startsWith(UNDEFINED)) {
            return null;
        }
        String name = iri.substring(UNDEFINED.length());
        boolean safe = name.indexOf(':') < 0 && !name.startsWith("@") && !name.equals("id") && !name.equals("type");
        // Marked as nobody's name, so that it passes for no keyword and can be read again.
        return safe ? name : "_:" + name;
    }

    private static List<? extends JsonValue> items(JsonValue value) {
        return value instanceof JsonArray array ? array : List.of(value);
    }
}
