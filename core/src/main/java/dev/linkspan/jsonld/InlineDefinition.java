package dev.linkspan.jsonld;

import dev.linkspan.vocab.Range;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a definition in a stranger's context does to the vocabulary's names. Only the forms that servers use are judged;
 * any other may make aliases or prefixes, and is for a processor to say.
 */
final class InlineDefinition {

    private static final Set<String> PARTS = Set.of("@id", "@type", "@container", "@protected");

    // Mastodon writes these domains as if they were IRIs; no processor makes anything else of them.
    private static final String DOMAINS = "attributionDomains";

    private InlineDefinition() {}

    /** What a definition does. */
    enum Effect {
        /** Its name means what the vocabulary means by it. */
        NONE,
        /** Its name may mean something else; no other name does. */
        CHANGES_NAME,
        /** Other names and values may mean something else as well. */
        UNCLEAR
    }

    static Effect effect(String name, JsonValue definition, ContextScope scope) {
        if (name.isEmpty() || name.equals("_") || name.indexOf('/') >= 0) {
            return Effect.UNCLEAR;
        }
        Effect effect = ofDefinition(name, definition, scope);
        if (name.indexOf(':') < 0) {
            return effect;
        }
        // It may be part of other definitions. The vocabulary's own "ical:status" is none, defined as what it says.
        return scope.meaning(name) != null && effect == Effect.NONE ? Effect.NONE : Effect.UNCLEAR;
    }

    private static Effect ofDefinition(String name, JsonValue definition, ContextScope scope) {
        if (definition == JsonValue.NULL) {
            return Effect.CHANGES_NAME;
        }
        if (definition instanceof JsonString iri) {
            return ofMeaning(name, iri.getString(), JsonValue.EMPTY_JSON_OBJECT, scope);
        }
        if (!(definition instanceof JsonObject parts)
                || !ContextScope.isDefinition(parts)
                || parts.containsKey("@prefix")) {
            return Effect.UNCLEAR;
        }
        return parts.get("@id") instanceof JsonString iri
                ? ofMeaning(name, iri.getString(), parts, scope)
                : Effect.CHANGES_NAME;
    }

    private static Effect ofMeaning(String name, String iri, JsonObject parts, ContextScope scope) {
        boolean isKeyword = name.equals("id") || name.equals("type");
        if (iri.startsWith("@")) {
            if (!isKeyword || !iri.equals("@" + name)) {
                return Effect.UNCLEAR;
            }
            return parts.size() > 1 ? Effect.CHANGES_NAME : Effect.NONE;
        }
        int colon = iri.indexOf(':');
        if (colon < 1) {
            return Effect.UNCLEAR; // The name of another term, or relative to something.
        }
        String base = "";
        String local = iri;
        if (!iri.startsWith("//", colon + 1)) {
            String prefix = scope.prefix(iri.substring(0, colon));
            if (prefix == null) {
                return Effect.CHANGES_NAME;
            }
            if (prefix.equals(ContextScope.UNCLEAR)) {
                return Effect.UNCLEAR;
            }
            base = prefix;
            local = iri.substring(colon + 1);
        }
        Terms.Meaning meaning = scope.meaning(name);
        boolean same = !isKeyword
                && scope.isRight(base, local, meaning)
                && PARTS.containsAll(parts.keySet())
                && isUsualType(meaning, parts.get("@type"), scope)
                && (meaning == null || scope.isPlain(meaning, parts.get("@container"), false));
        return same ? Effect.NONE : Effect.CHANGES_NAME;
    }

    /** Whether texts that are coerced to the type are read as they stand. */
    private static boolean isUsualType(Terms.@Nullable Meaning meaning, @Nullable JsonValue type, ContextScope scope) {
        if (type == null) {
            return true;
        }
        if (!(type instanceof JsonString name)) {
            return false;
        }
        String text = name.getString();
        if (meaning == null || (meaning.property() == null && meaning.mapped() == null)) {
            return !text.equals("@json");
        }
        if (meaning.property() == null) {
            return false;
        }
        Range range = meaning.property().range();
        boolean isId = range == Range.VIEW
                || range == Range.IRI
                || range == Range.URL
                || meaning.property().name().equals(DOMAINS);
        return isId ? text.equals("@id") : isDatatype(text, scope);
    }

    private static boolean isDatatype(String iri, ContextScope scope) {
        int colon = iri.indexOf(':');
        if (colon < 1 || iri.startsWith("//", colon + 1)) {
            return colon > 0;
        }
        String prefix = scope.prefix(iri.substring(0, colon));
        return prefix != null && !prefix.equals(ContextScope.UNCLEAR);
    }
}
