package dev.linkspan.vocab;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a document needs in its {@code @context}: ActivityStreams first, then contexts, then definitions. */
final class WrittenContext {

    private static final String CONTEXT = "@context";
    private static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";

    private final Set<String> addresses = new LinkedHashSet<>();
    private final Map<String, Definition> terms = new LinkedHashMap<>();

    /** A definition that the document has to hold itself. */
    private record Definition(String iri, Declaration.Inline inline, String coercion) {}

    private WrittenContext() {}

    /**
     * The document of these members with its context.
     *
     * @param members may hold, under {@code @context}, an array of what comes on top
     * @param received the context that the members came with, which stays; null for a new document
     */
    static JsonObject document(Map<String, JsonValue> members, @Nullable JsonValue received) {
        WrittenContext needed = new WrittenContext();
        members.forEach(needed::member);
        JsonValue context = needed.context(received, Node.items(members.get(CONTEXT)));
        JsonObjectBuilder document = JsonText.object().add(CONTEXT, context);
        members.forEach((name, value) -> {
            if (!name.equals(CONTEXT)) {
                document.add(name, value);
            }
        });
        return document.build();
    }

    private void member(String name, JsonValue value) {
        if (name.equals(CONTEXT)) {
            return;
        }
        if (name.equals("type")) {
            for (JsonValue item : Node.items(value)) {
                if (item instanceof JsonString type) {
                    Vocabulary.type(type.getString())
                            .ifPresent(term -> need(term.name(), term.iris(), term.declared(), ""));
                }
            }
            return;
        }
        Vocabulary.property(name).ifPresent(term -> need(name, term.iris(), term.declared(), coercion(term)));
        value(value);
    }

    private void value(JsonValue value) {
        if (value instanceof JsonArray array) {
            array.forEach(this::value);
        } else if (value instanceof JsonObject object && !object.containsKey(CONTEXT)) {
            object.forEach(this::member);
        }
    }

    private void need(String name, List<String> iris, Declaration declared, String coercion) {
        switch (declared) {
            case Declaration.Core core -> {}
            case Declaration.Context context -> addresses.add(context.address());
            case Declaration.Inline inline -> {
                if (!iris.isEmpty() && !terms.containsKey(name)) {
                    terms.put(name, new Definition(iris.getFirst(), inline, coercion));
                }
            }
        }
    }

    /** Adds the prefix that a definition wants; no other one of that name is taken from whoever defined it. */
    private static String shortened(Definition definition, Map<String, JsonValue> before, JsonObjectBuilder prefixes) {
        String prefix = definition.inline().prefix();
        JsonString prefixIri = JsonValues.of(definition.inline().prefixIri());
        JsonValue other = before.get(prefix);
        if (prefix.isEmpty() || (other != null && !other.equals(prefixIri))) {
            return definition.iri();
        }
        if (other == null && !prefix.equals("as")) {
            prefixes.add(prefix, prefixIri);
        }
        return prefix + ":" + definition.iri().substring(prefixIri.getString().length());
    }

    private static JsonValue written(String iri, String coercion) {
        if (coercion.isEmpty()) {
            return JsonValues.of(iri);
        }
        JsonObjectBuilder definition = JsonText.object().add("@id", iri);
        return coercion.equals("@list")
                ? definition.add("@container", "@list").build()
                : definition.add("@type", coercion).build();
    }

    private static String coercion(PropertyTerm term) {
        if (term.isList()) {
            return "@list";
        }
        return switch (term.range()) {
            case VIEW, IRI -> "@id";
            case DATE_TIME -> "http://www.w3.org/2001/XMLSchema#dateTime";
            default -> "";
        };
    }

    private JsonValue context(@Nullable JsonValue received, List<JsonValue> onTop) {
        List<JsonValue> entries = new ArrayList<>();
        Map<String, JsonValue> defined = new LinkedHashMap<>();
        for (JsonValue entry : Node.items(received)) {
            // What is no context says nothing, and whoever reads the document next may refuse it for that.
            if (entry instanceof JsonObject || entry instanceof JsonString || entry == JsonValue.NULL) {
                entries.add(entry);
            }
            if (entry instanceof JsonObject definitions) {
                defined.putAll(definitions);
            }
        }
        JsonString core = JsonValues.of(ACTIVITY_STREAMS);
        if (!entries.contains(core)) {
            // It holds whether a document names it or not, but not every reader knows that.
            entries.addFirst(core);
        }
        addresses.forEach(address -> addOnce(JsonValues.of(address), entries));
        terms.keySet().removeAll(defined.keySet());
        if (!terms.isEmpty()) {
            JsonObjectBuilder definitions = JsonText.object();
            JsonObjectBuilder shortNames = JsonText.object();
            terms.forEach((name, term) ->
                    shortNames.add(name, written(shortened(term, defined, definitions), term.coercion())));
            entries.add(definitions.addAll(shortNames).build());
        }
        onTop.forEach(context -> addOnce(context, entries));
        JsonArrayBuilder all = JsonText.array();
        entries.forEach(all::add);
        return entries.size() == 1 ? entries.getFirst() : all.build();
    }

    private static void addOnce(JsonValue context, List<JsonValue> entries) {
        if (!entries.contains(context)) {
            entries.add(context);
        }
    }
}
