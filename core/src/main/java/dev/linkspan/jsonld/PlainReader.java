package dev.linkspan.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.context.TermDefinition;
import com.apicatalog.jsonld.lang.LanguageTag;
import dev.linkspan.vocab.Iris;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Walks a document with its contexts in hand and asks at each member whether plain JSON and RDF agree. One per document.
 *
 * Whoever forges a document around a genuine signature must keep its RDF and may change anything else: spell a member in
 * another way so that it disappears from the JSON, or write one that disappears from the RDF. Hence the two rules: core
 * names have core meanings and core meanings have core names; and what stands under a core name ends up in the RDF.
 */
final class PlainReader {

    /** Processes a context on top of another; on top of nothing without one. */
    interface ContextSource {
        ActiveContext context(@Nullable ActiveContext outer, @Nullable JsonValue local) throws JsonLdError;
    }

    private static final String PREFIX = "as";
    private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

    private final ContextSource contexts;
    private final Set<String> uncovered = new HashSet<>();
    private final Map<String, JsonObject> described = new HashMap<>();

    PlainReader(ContextSource contexts) {
        this.contexts = contexts;
    }

    private static final class MisleadingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MisleadingException(String message) {
            super(message, null, false, false);
        }
    }

    PlainReading read(JsonObject document) throws JsonLdError {
        try {
            JsonObject covered = node(document, null, true);
            return new PlainReading.Faithful(uncovered, covered);
        } catch (MisleadingException e) {
            return new PlainReading.Misleading(String.valueOf(e.getMessage()));
        }
    }

    /** Reads a node; what is covered of it. */
    private JsonObject node(JsonObject node, @Nullable ActiveContext outer, boolean core) throws JsonLdError {
        ActiveContext context = own(node, outer);
        ActiveContext members = typeScoped(node, context);
        if (core) {
            describedOnce(node);
        }
        JsonObjectBuilder covered = Trees.object();
        for (Map.Entry<String, JsonValue> member : node.entrySet()) {
            String name = member.getKey();
            JsonValue value = member.getValue();
            if (name.equals("@context") || value == JsonValue.NULL) {
                covered.add(name, value);
            } else {
                member(name, value, members, context).ifPresent(kept -> covered.add(name, kept));
            }
        }
        return covered.build();
    }

    private ActiveContext own(JsonObject node, @Nullable ActiveContext outer) throws JsonLdError {
        JsonValue local = node.get("@context");
        if (local != null) {
            Optional<String> fault = InlineContexts.fault(local);
            if (fault.isPresent()) {
                throw new MisleadingException(fault.get());
            }
        } else if (outer != null) {
            return outer;
        }
        ActiveContext context = contexts.context(outer, local);
        if (context.containsTerm(PREFIX) && !CoreTerms.INSTANCE.agreeOn(PREFIX, context.getTerm(PREFIX))) {
            throw new MisleadingException("its context redefines the prefix " + PREFIX);
        }
        return context;
    }

    private ActiveContext typeScoped(JsonObject node, ActiveContext context) throws JsonLdError {
        ActiveContext scoped = context;
        List<String> types = items(node.get("type")).stream()
                .filter(JsonString.class::isInstance)
                .map(type -> ((JsonString) type).getString())
                .sorted()
                .toList();
        for (String type : types) {
            JsonValue local =
                    context.getTerm(type).map(TermDefinition::getLocalContext).orElse(null);
            if (local != null) {
                scoped = scoped.newContext().propagate(false).create(local, null);
            }
        }
        return scoped;
    }

    // A node split over two places would show only a part of itself in each. Keys are, honestly, under two extensions.
    private void describedOnce(JsonObject node) {
        if (node.size() > 1 && node.get("id") instanceof JsonString id) {
            JsonObject other = described.putIfAbsent(id.getString(), node);
            if (other != null && !other.equals(node)) {
                throw new MisleadingException(shortened(id.getString()) + " is described in two places");
            }
        }
    }

    private Optional<JsonValue> member(String name, JsonValue value, ActiveContext members, ActiveContext context)
            throws JsonLdError {
        if (name.startsWith("@")) {
            throw new MisleadingException("a member is named " + shortened(name));
        }
        Optional<TermDefinition> definition = members.getTerm(name);
        boolean core = CoreTerms.INSTANCE.contains(name);
        if (core && !CoreTerms.INSTANCE.agreeOn(name, definition)) {
            throw new MisleadingException("its context does not give " + name + " the meaning of ActivityStreams");
        }
        if (!core && !isCovered(name, definition, members)) {
            uncovered.add(name);
            return Optional.empty();
        }
        return switch (name) {
            case "id" -> Optional.of(id(value, members));
            case "type" -> types(value, context);
            default -> values(name, value, core, definition, members, context);
        };
    }

    private static boolean isCovered(String name, Optional<TermDefinition> definition, ActiveContext members)
            throws JsonLdError {
        String meaning = members.uriExpansion().vocab(true).expand(name);
        if (meaning != null && (meaning.startsWith("@") || CoreTerms.INSTANCE.mean(meaning))) {
            throw new MisleadingException(shortened(name) + " is another name for " + meaning);
        }
        boolean covered = meaning != null && Iris.isAbsolute(meaning);
        if (!covered && definition.isPresent()) {
            throw new MisleadingException("its context defines " + shortened(name) + " as nothing");
        }
        return covered;
    }

    private static JsonValue id(JsonValue value, ActiveContext members) throws JsonLdError {
        if (!(value instanceof JsonString id) || !isSelfEvident(id.getString(), members)) {
            throw new MisleadingException("an id that is not an absolute IRI");
        }
        return id;
    }

    private Optional<JsonValue> types(JsonValue value, ActiveContext context) {
        if (!(value instanceof JsonArray types)) {
            return isCoveredType(value, context) ? Optional.of(value) : Optional.empty();
        }
        JsonArrayBuilder covered = Trees.array();
        types.stream().filter(type -> isCoveredType(type, context)).forEach(covered::add);
        return Optional.of(covered.build());
    }

    private boolean isCoveredType(JsonValue value, ActiveContext context) {
        if (!(value instanceof JsonString string)) {
            throw new MisleadingException("a type that is not a string");
        }
        String type = string.getString();
        if (CoreTerms.INSTANCE.contains(type)) {
            if (!CoreTerms.INSTANCE.agreeOn(type, context.getTerm(type))) {
                throw new MisleadingException("its context does not give " + type + " the meaning of ActivityStreams");
            }
            return true;
        }
        try {
            boolean covered = isCovered(type, context.getTerm(type), context);
            if (!covered) {
                uncovered.add(type);
            }
            return covered;
        } catch (JsonLdError e) {
            throw new MisleadingException("a type that is not an IRI");
        }
    }

    private Optional<JsonValue> values(
            String name,
            JsonValue value,
            boolean core,
            Optional<TermDefinition> definition,
            ActiveContext members,
            ActiveContext context)
            throws JsonLdError {
        if (definition.filter(d -> d.hasContainerMapping("@language")).isPresent()) {
            languageMap(name, value);
            return Optional.of(value);
        }
        boolean references = definition
                .map(TermDefinition::getTypeMapping)
                .filter("@id"::equals)
                .isPresent();
        JsonValue scope = definition.map(TermDefinition::getLocalContext).orElse(null);
        ActiveContext inner = scope == null
                ? context
                : context.newContext().overrideProtected(true).create(scope, null);
        JsonArrayBuilder covered = Trees.array();
        for (JsonValue item : items(value)) {
            if (item instanceof JsonObject node) {
                covered.add(node(node, inner, core));
            } else if (item instanceof JsonArray && core) {
                throw new MisleadingException("an array within the array of " + name);
            } else if (item instanceof JsonArray nested) {
                values(name, nested, false, definition, members, context).ifPresent(covered::add);
            } else if (references && item instanceof JsonString iri && !isSelfEvident(iri.getString(), members)) {
                if (core) {
                    throw new MisleadingException("a value of " + name + " is not an absolute IRI");
                }
                uncovered.add(name);
            } else {
                covered.add(item);
            }
        }
        JsonArray kept = covered.build();
        return value instanceof JsonArray ? Optional.of(kept) : kept.stream().findFirst();
    }

    private static void languageMap(String name, JsonValue value) {
        if (!(value instanceof JsonObject map) || !map.keySet().stream().allMatch(LanguageTag::isWellFormed)) {
            throw new MisleadingException(name + " is not a map of language tags");
        }
    }

    /** Whether the text is, as it stands, the IRI that it stands for; as:Public is the one short form in use. */
    private static boolean isSelfEvident(String text, ActiveContext members) throws JsonLdError {
        if (!Iris.isAbsolute(text) || !Iris.isWritable(text)) {
            return false;
        }
        String iri = members.uriExpansion().documentRelative(true).expand(text);
        return text.equals(iri) || (text.equals("as:Public") && PUBLIC.equals(iri));
    }

    private static List<? extends JsonValue> items(@Nullable JsonValue value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof JsonArray array ? array : List.of(value);
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
