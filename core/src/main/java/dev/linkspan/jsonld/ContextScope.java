package dev.linkspan.jsonld;

import dev.linkspan.vocab.Range;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * The contexts above a node, newest first, seen with one question: which names do they give another meaning than the
 * vocabulary does? Answers err on one side only: whatever is unusual counts as another meaning, and JSON-LD processing
 * will tell. Each definition is looked at once, with a bounded number of lookups. Immutable.
 */
final class ContextScope {

    /** Stands for the IRI of a prefix that is defined in a way that only a processor should judge. */
    static final String UNCLEAR = "?";

    /** Stands for the IRI of a term that is no prefix. */
    static final String NONE = "";

    // Bounds the search for a prefix; a document's contexts are few.
    private static final int MOST = 32;

    private static final Set<String> HARMLESS_PARTS =
            Set.of("@id", "@type", "@container", "@prefix", "@protected", "@context");

    private final Terms terms;
    private final @Nullable ContextScope outer;
    private final Map<String, ? extends Object> definitions;
    private final Set<String> changed;
    private final boolean changesAny;
    private final boolean isUnclear;
    private final int depth;

    private ContextScope(
            Terms terms,
            @Nullable ContextScope outer,
            Map<String, ? extends Object> definitions,
            Set<String> changed,
            boolean isUnclear) {
        this.terms = terms;
        this.outer = outer;
        this.definitions = definitions;
        this.changed = changed;
        this.changesAny = !changed.isEmpty() || (outer != null && outer.changesAny);
        this.isUnclear = isUnclear;
        this.depth = outer == null ? 0 : outer.depth + 1;
    }

    static ContextScope empty(Terms terms) {
        return new ContextScope(terms, null, Map.of(), Set.of(), false);
    }

    /** Whether there are more contexts than we look through. */
    boolean isTooDeep() {
        return depth > MOST;
    }

    /** Whether some definition does more, or may do more, than give its name a meaning. */
    boolean isUnclear() {
        return isUnclear;
    }

    /** Whether a stranger's context defines the name. */
    boolean defines(String name) {
        for (ContextScope scope = this; scope != null; scope = scope.outer) {
            if (scope.definitions instanceof JsonObject own && own.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name has another meaning than the vocabulary gives it. */
    boolean changes(String name) {
        for (ContextScope scope = this; scope != null && scope.changesAny; scope = scope.outer) {
            if (scope.changed.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** The names to which the newest context gives another meaning. */
    Set<String> changed() {
        return changed;
    }

    /**
     * With a context on top that is known already.
     *
     * @param prefixes the IRI of each term that is a prefix, {@link #UNCLEAR} or {@link #NONE} for others
     * @param alsoChanged names that it gives another meaning
     */
    ContextScope with(Map<String, String> prefixes, Set<String> alsoChanged) {
        return new ContextScope(terms, this, prefixes, alsoChanged, isUnclear);
    }

    /** With definitions on top that come with us; contexts within them count as part of them. */
    ContextScope withBundled(JsonObject own) {
        ContextScope scope = new ContextScope(terms, this, own, Set.of(), isUnclear);
        Set<String> now = new HashSet<>();
        own.forEach((name, definition) -> {
            if (!name.startsWith("@") && isDefinition(definition) && !scope.agrees(name, definition)) {
                now.add(name);
            }
            if (definition instanceof JsonObject object && object.get("@context") instanceof JsonObject inner) {
                now.addAll(scope.withBundled(inner).changed);
            }
        });
        return new ContextScope(terms, this, own, now, isUnclear);
    }

    /** With a stranger's definitions on top. */
    ContextScope with(JsonObject own) {
        ContextScope scope = new ContextScope(terms, this, own, Set.of(), isUnclear);
        Set<String> now = null;
        boolean unclear = isUnclear;
        for (Map.Entry<String, JsonValue> entry : own.entrySet()) {
            String name = entry.getKey();
            if (name.startsWith("@")) {
                continue;
            }
            switch (InlineDefinition.effect(name, entry.getValue(), scope)) {
                case NONE -> {}
                case CHANGES_NAME -> {
                    now = now == null ? new HashSet<>() : now;
                    now.add(name);
                }
                case UNCLEAR -> unclear = true;
            }
        }
        return now == null && !unclear
                ? scope
                : new ContextScope(terms, this, own, now == null ? Set.of() : now, unclear);
    }

    /** Whether a term may be defined so at all; numbers, for one, define nothing. */
    static boolean isDefinition(JsonValue definition) {
        if (definition instanceof JsonObject object) {
            JsonValue id = object.get("@id");
            return id == null || id == JsonValue.NULL || id instanceof JsonString;
        }
        return definition == JsonValue.NULL || definition instanceof JsonString;
    }

    /** Whether a keyword in a context leaves all meanings as they are. */
    static boolean isHarmless(String keyword, JsonValue value) {
        return switch (keyword) {
            case "@version", "@protected" -> true;
            case "@base", "@direction" -> value == JsonValue.NULL;
            case "@language" ->
                value == JsonValue.NULL
                        || (value instanceof JsonString tag && tag.getString().equals("und"));
            case "@vocab" ->
                value == JsonValue.NULL
                        || (value instanceof JsonString vocab
                                && vocab.getString().equals("_:"));
            default -> false;
        };
    }

    /** Whether a processor might take the text for an IRI written with a prefix. */
    boolean isPrefixed(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || text.startsWith("//", colon + 1)) {
            return false;
        }
        if (text.equals("as:Public")) {
            return !CoreTerms.NAMESPACE.equals(prefix("as"));
        }
        return text.startsWith("_:") || prefix(text.substring(0, colon)) != null;
    }

    /** The IRI that the name is a prefix for, {@link #UNCLEAR}, or null if it is none. */
    @Nullable
    String prefix(String name) {
        for (ContextScope scope = this; scope != null; scope = scope.outer) {
            Object definition = scope.definitions.get(name);
            if (definition != null) {
                String iri = definition instanceof String known ? known : prefixIri((JsonValue) definition);
                return NONE.equals(iri) ? null : iri;
            }
        }
        return null;
    }

    /** The IRI that a definition makes a prefix for; null if it makes none. JSON-LD 1.1 §4.2.2, step 14.2.5. */
    static @Nullable String prefixIri(JsonValue definition) {
        if (definition instanceof JsonString text) {
            String iri = text.getString();
            int colon = iri.indexOf(':');
            if (iri.isEmpty() || ":/?#[]@".indexOf(iri.charAt(iri.length() - 1)) < 0) {
                return iri.startsWith("_:") ? UNCLEAR : null;
            }
            return colon > 0 && iri.startsWith("//", colon + 1) ? iri : UNCLEAR;
        }
        return definition instanceof JsonObject object && object.containsKey("@prefix") ? UNCLEAR : null;
    }

    private boolean agrees(String name, JsonValue definition) {
        if (name.indexOf(':') >= 0) {
            return true; // The vocabulary has it from there.
        }
        if (definition instanceof JsonString iri) {
            return means(name, iri.getString(), terms.named(name)) && isPlain(name, null, null);
        }
        if (!(definition instanceof JsonObject parts)) {
            return false;
        }
        for (String part : parts.keySet()) {
            if (!HARMLESS_PARTS.contains(part)) {
                return false;
            }
        }
        boolean sameIri = parts.get("@id") instanceof JsonString iri
                ? means(name, iri.getString(), terms.named(name))
                : !parts.containsKey("@id") && !name.equals("id") && !name.equals("type");
        return sameIri && isPlain(name, parts.get("@type"), parts.get("@container"));
    }

    /** Whether an IRI as written stands for what the vocabulary means by the name. */
    boolean means(String name, String iri, Terms.@Nullable Meaning meaning) {
        if (name.equals("id") || name.equals("type")) {
            return iri.equals("@" + name);
        }
        int colon = iri.indexOf(':');
        if (colon < 1) {
            return false;
        }
        if (iri.startsWith("//", colon + 1)) {
            return isRight(iri, "", meaning);
        }
        String prefix = prefix(iri.substring(0, colon));
        if (prefix == null) {
            return iri.startsWith("_:")
                    ? iri.length() == name.length() + 2 && iri.endsWith(name)
                    : isRight(iri, "", meaning);
        }
        return !prefix.equals(UNCLEAR) && isRight(prefix, iri.substring(colon + 1), meaning);
    }

    boolean isRight(String base, String local, Terms.@Nullable Meaning meaning) {
        return meaning == null ? !terms.mean(base.concat(local)) : meaning.is(base, local);
    }

    Terms.@Nullable Meaning meaning(String name) {
        return terms.named(name);
    }

    /** Whether plain values under this name are read as they stand. */
    private boolean isPlain(String name, @Nullable JsonValue type, @Nullable JsonValue container) {
        Terms.Meaning meaning = terms.named(name);
        if (meaning == null) {
            return true;
        }
        if (type instanceof JsonString coercion) {
            switch (coercion.getString()) {
                case "@vocab" -> {
                    if (!meaning.holdsNames()) {
                        return false;
                    }
                }
                case "@json" -> {
                    if (meaning.property() == null || meaning.property().range() != Range.JSON) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return isPlain(meaning, container, true);
    }

    /**
     * Whether plain values in such a container are read as they stand.
     *
     * @param bundled whether the container comes with us
     */
    boolean isPlain(Terms.Meaning meaning, @Nullable JsonValue container, boolean bundled) {
        List<String> containers = containers(container);
        if (meaning.mapped() != null) {
            return containers.equals(List.of("@language"));
        }
        if (meaning.ordered() && !containers.contains("@list")) {
            return false;
        }
        for (String kind : containers) {
            boolean plain =
                    switch (kind) {
                        case "@set" -> true;
                        case "@graph" -> bundled && containers.size() == 1;
                        case "@list" -> meaning.ordered() || meaning.property() == null || !terms.isAlsoList(meaning);
                        default -> false;
                    };
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    private static List<String> containers(@Nullable JsonValue container) {
        if (container == null) {
            return List.of();
        }
        List<? extends JsonValue> names = container instanceof JsonArray array ? array : List.of(container);
        return names.stream()
                .map(name -> name instanceof JsonString string ? string.getString() : "")
                .toList();
    }
}
