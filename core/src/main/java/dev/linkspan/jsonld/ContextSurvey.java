package dev.linkspan.jsonld;

import dev.linkspan.vocab.Range;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Decides whether a document's plain names are its meaning, so that views may read it as it stands. It walks over the
 * document once and remembers nothing of it. What the contexts that come with us do to the vocabulary's names is worked
 * out once, from their tables. Thread-safe.
 */
final class ContextSurvey {

    static final ContextSurvey VOCABULARY = new ContextSurvey(Terms.VOCABULARY);

    private final Terms terms;
    private final ContextScope base;
    private final Map<String, Bundled> byAddress = new HashMap<>();
    private final IdentityHashMap<JsonValue, Bundled> byContext = new IdentityHashMap<>();

    /**
     * What a survey found.
     *
     * @param isDirect whether plain names are the meaning
     * @param isFaulty whether some context is unknown or malformed
     */
    record Finding(boolean isDirect, boolean isFaulty) {}

    /** A context that comes with us: its prefixes, and names that it gives other meanings than the vocabulary. */
    private record Bundled(Map<String, String> prefixes, Set<String> changed) {}

    ContextSurvey(Terms terms) {
        this.terms = terms;
        ContextScope empty = ContextScope.empty(terms);
        Bundled core = bundled(definitionsAt(CoreTerms.CONTEXT), empty);
        this.base = empty.with(core.prefixes(), core.changed());
        BundledContexts.INSTANCE
                .published()
                .forEach((address, context) ->
                        byAddress.put(address, byContext.computeIfAbsent(context, any -> bundled(context, base))));
    }

    Finding of(JsonObject document) {
        Walk walk = new Walk();
        walk.node(document, base);
        return new Finding(walk.direct, walk.faulty);
    }

    private @Nullable Bundled find(String address) {
        Bundled exact = byAddress.get(address);
        if (exact != null) {
            return exact;
        }
        return BundledContexts.INSTANCE.definitions(address).map(byContext::get).orElse(null);
    }

    private static Bundled bundled(JsonValue context, ContextScope below) {
        Map<String, String> prefixes = new HashMap<>();
        Set<String> changed = new HashSet<>();
        ContextScope scope = below;
        for (JsonValue entry : context instanceof JsonArray array ? array : List.of(context)) {
            JsonValue definitions = entry instanceof JsonString address ? definitionsAt(address.getString()) : entry;
            scope = scope.withBundled(definitions.asJsonObject());
            changed.addAll(scope.changed());
            definitions.asJsonObject().forEach((name, definition) -> {
                String iri = ContextScope.prefixIri(definition);
                prefixes.put(name, iri == null ? ContextScope.NONE : iri);
            });
        }
        return new Bundled(Map.copyOf(prefixes), Set.copyOf(changed));
    }

    private static JsonValue definitionsAt(String address) {
        return BundledContexts.INSTANCE.published().getOrDefault(address, JsonValue.EMPTY_JSON_OBJECT);
    }

    private final class Walk {

        private boolean direct = true;
        private boolean faulty;

        void node(JsonObject node, ContextScope outer) {
            JsonValue context = node.get("@context");
            ContextScope scope = context == null ? outer : under(context, outer);
            for (Map.Entry<String, JsonValue> member : node.entrySet()) {
                String name = member.getKey();
                Terms.Meaning meaning = terms.named(name);
                boolean plain = meaning == null
                        ? !isForProcessor(name)
                        : !meaning.compact() || scope.means(name, name, meaning);
                direct &= plain && !scope.changes(name);
                if (name.equals("type")) {
                    types(member.getValue(), scope);
                } else if (meaning != null && meaning.mapped() != null) {
                    languageMap(member.getValue());
                } else if (!name.equals("@context")) {
                    value(member.getValue(), name.equals("id"), meaning, scope);
                }
            }
        }

        private static boolean isForProcessor(String name) {
            return name.indexOf(':') >= 0 || (name.startsWith("@") && !name.equals("@context"));
        }

        private ContextScope under(JsonValue context, ContextScope outer) {
            ContextScope scope = outer;
            if (context instanceof JsonArray entries) {
                for (JsonValue entry : entries) {
                    scope = entry(entry, scope);
                }
            } else {
                scope = entry(context, scope);
            }
            return scope;
        }

        private ContextScope entry(JsonValue entry, ContextScope outer) {
            if (outer.isTooDeep() || entry == JsonValue.NULL) {
                direct = false;
                return outer;
            }
            if (entry instanceof JsonString address) {
                Bundled bundled = find(address.getString());
                faulty |= bundled == null;
                return bundled == null ? outer : outer.with(bundled.prefixes(), bundled.changed());
            }
            if (!(entry instanceof JsonObject definitions)) {
                faulty = true;
                return outer;
            }
            for (Map.Entry<String, JsonValue> definition : definitions.entrySet()) {
                String name = definition.getKey();
                if (name.startsWith("@")) {
                    direct &= ContextScope.isHarmless(name, definition.getValue());
                } else {
                    faulty |= !ContextScope.isDefinition(definition.getValue());
                }
            }
            ContextScope scope = outer.with(definitions);
            direct &= !scope.isUnclear();
            return scope;
        }

        private void types(JsonValue value, ContextScope scope) {
            if (value instanceof JsonString type) {
                String name = type.getString();
                direct &= isForProcessor(name) ? isForeign(name) : !isKeyword(name) && !scope.changes(name);
            } else if (value instanceof JsonArray types) {
                for (JsonValue type : types) {
                    if (type instanceof JsonString) {
                        types(type, scope);
                    }
                }
            }
        }

        /** Whether a processor takes the text for a keyword, or for what may become one, wherever it looks for an IRI. */
        private static boolean isKeyword(String text) {
            return text.equals("id") || text.equals("type") || text.startsWith("@");
        }

        /** Whether it is an IRI, written out, that the vocabulary has no name for. */
        private boolean isForeign(String type) {
            return type.startsWith("//", type.indexOf(':') + 1) && !terms.mean(type);
        }

        private void languageMap(JsonValue value) {
            if (value instanceof JsonObject map) {
                for (String tag : map.keySet()) {
                    direct &= !tag.startsWith("@");
                }
            }
        }

        private void value(JsonValue value, boolean isId, Terms.@Nullable Meaning meaning, ContextScope scope) {
            switch (value.getValueType()) {
                case STRING -> {
                    String text = ((JsonString) value).getString();
                    boolean mayBeName = meaning != null && meaning.holdsNames();
                    boolean mayBeIri = isId || mayBeName || (meaning != null && meaning.holdsIris());
                    if (mayBeIri && (scope.isPrefixed(text) || isKeyword(text))) {
                        direct = false;
                    }
                    if (mayBeName && (terms.mean(text) || scope.defines(text))) {
                        direct = false;
                    }
                }
                case OBJECT -> node(value.asJsonObject(), scope);
                case ARRAY -> {
                    for (JsonValue item : value.asJsonArray()) {
                        if (item instanceof JsonArray && meaning != null && !isJson(meaning)) {
                            direct = false; // To a processor an array within an array is none.
                        }
                        value(item, isId, meaning, scope);
                    }
                }
                case NUMBER, TRUE, FALSE, NULL -> {}
            }
        }

        private static boolean isJson(Terms.Meaning meaning) {
            return meaning.property() != null && meaning.property().range() == Range.JSON;
        }
    }
}
