package dev.linkspan.jsonld;

import dev.linkspan.vocab.Iris;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a document may define for itself: prefixes and extension terms, in the forms that servers use. All else that a
 * context can do serves to make two readings differ.
 */
final class InlineContexts {

    private static final Set<String> DEFINITION_KEYWORDS = Set.of("@id", "@type", "@container");
    private static final Set<String> CONTAINERS = Set.of("@list", "@set", "@language");
    private static final Map<String, String> ALIASES = Map.of("id", "@id", "type", "@type");

    private InlineContexts() {}

    /** What is wrong with a {@code @context} value, if anything. */
    static Optional<String> fault(JsonValue context) {
        List<? extends JsonValue> entries = context instanceof JsonArray array ? array : List.of(context);
        for (JsonValue entry : entries) {
            if (entry instanceof JsonObject definitions) {
                Optional<String> fault = fault(definitions);
                if (fault.isPresent()) {
                    return fault;
                }
            } else if (!(entry instanceof JsonString)) {
                return Optional.of("a context that is neither an address nor definitions");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(JsonObject definitions) {
        for (Map.Entry<String, JsonValue> entry : definitions.entrySet()) {
            String name = entry.getKey();
            boolean sound = name.startsWith("@")
                    ? isSoundKeyword(name, entry.getValue())
                    : isSoundDefinition(name, entry.getValue());
            if (!sound) {
                return Optional.of("its context defines " + name + " in a way that is not accepted");
            }
        }
        return Optional.empty();
    }

    private static boolean isSoundKeyword(String name, JsonValue value) {
        return switch (name) {
            case "@version", "@language" -> true;
            case "@vocab" ->
                value instanceof JsonString vocab
                        && (vocab.getString().equals("_:") || isWritableIri(vocab.getString()));
            default -> false;
        };
    }

    private static boolean isSoundDefinition(String term, JsonValue value) {
        if (value instanceof JsonString meaning) {
            return isSoundMeaning(term, meaning.getString());
        }
        return value instanceof JsonObject definition
                && DEFINITION_KEYWORDS.containsAll(definition.keySet())
                && definition.get("@id") instanceof JsonString meaning
                && isSoundMeaning(term, meaning.getString())
                && isSoundContainer(definition.get("@container"));
    }

    // A meaning with a colon is an IRI or becomes one; one without would drop the member from the RDF.
    private static boolean isSoundMeaning(String term, String meaning) {
        return meaning.startsWith("@") ? meaning.equals(ALIASES.get(term)) : isWritableIri(meaning);
    }

    private static boolean isWritableIri(String iri) {
        return Iris.isAbsolute(iri) && Iris.isWritable(iri);
    }

    private static boolean isSoundContainer(@Nullable JsonValue container) {
        if (container == null) {
            return true;
        }
        List<? extends JsonValue> names = container instanceof JsonArray array ? array : List.of(container);
        return names.stream()
                .allMatch(name -> name instanceof JsonString string && CONTAINERS.contains(string.getString()));
    }
}
