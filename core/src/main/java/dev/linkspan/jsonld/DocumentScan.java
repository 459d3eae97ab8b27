package dev.linkspan.jsonld;

import dev.linkspan.jsonld.Canonicalization.Reason;
import dev.linkspan.jsonld.Canonicalization.Refused;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks through a document once, before any JSON-LD work, for what must not reach the processor. */
final class DocumentScan {

    // Each lets a node stand elsewhere than where plain JSON shows it. https://www.w3.org/TR/json-ld11/#keywords
    private static final Set<String> RESTRUCTURING = Set.of("@graph", "@included", "@reverse");

    // Our processor writes numbers in JSON literals wrongly, so there are none.
    private static final String JSON_LITERAL = "@json";

    // The contexts that come with us have contexts for some types; for each such type of each node, Titanium copies
    // all definitions in force. The documents' own are as many as their senders like.
    private static final long COPIED_DEFINITIONS = 100_000;

    // Titanium compares each item with all before it: 2,700 empty objects cost 300 MB.
    private static final int MOST_ITEMS = 1_000;

    private final CanonicalizationLimits limits;
    private int values;
    private int nodesAndTypes;
    private int definitions;
    private int contexts;

    private DocumentScan(CanonicalizationLimits limits) {
        this.limits = limits;
    }

    static Optional<Refused> refusal(JsonObject document, CanonicalizationLimits limits) {
        DocumentScan scan = new DocumentScan(limits);
        return scan.value(document, 1).or(scan::tooManyCopies);
    }

    private Optional<Refused> tooManyCopies() {
        return (long) nodesAndTypes * definitions > COPIED_DEFINITIONS
                ? tooComplex("too many nodes and texts for so many definitions in its contexts")
                : Optional.empty();
    }

    private Optional<Refused> value(JsonValue value, int depth) {
        if (++values > limits.values()) {
            return tooComplex("more than " + limits.values() + " values");
        }
        if (depth > limits.depth()) {
            return tooComplex("nested deeper than " + limits.depth());
        }
        return switch (value.getValueType()) {
            case OBJECT -> object(value.asJsonObject(), depth);
            case ARRAY -> array(value.asJsonArray(), depth);
            case STRING -> text(((JsonString) value).getString());
            case NUMBER, TRUE, FALSE, NULL -> Optional.empty();
        };
    }

    // Half a surrogate pair has no UTF-8: hashing would take it for a question mark.
    private static Optional<Refused> text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return Optional.of(new Refused(Reason.INVALID_JSON_LD, "a string with half a surrogate pair"));
                }
                i++;
            }
        }
        return Optional.empty();
    }

    private Optional<Refused> array(JsonArray array, int depth) {
        if (array.size() > MOST_ITEMS) {
            return tooComplex("an array of more than " + MOST_ITEMS + " items");
        }
        for (JsonValue item : array) {
            nodesAndTypes +=
                    item instanceof JsonString ? 1 : 0; // It may be a type: any name may stand for that member.
            Optional<Refused> refused = value(item, depth + 1);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    private Optional<Refused> object(JsonObject object, int depth) {
        nodesAndTypes++;
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            String name = member.getKey();
            Optional<Refused> refused;
            if (RESTRUCTURING.contains(name)) {
                refused = forbidden(name);
            } else if (name.equals("@context")) {
                refused = context(member.getValue());
            } else if (name.equals("@type") && isJsonLiteral(member.getValue())) {
                refused = forbidden(JSON_LITERAL);
            } else {
                refused = text(name).or(() -> value(member.getValue(), depth + 1));
            }
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    private Optional<Refused> context(JsonValue context) {
        if (context.toString().length() > limits.contextLength()) {
            return tooComplex("a context longer than " + limits.contextLength() + " characters");
        }
        return context(context, 1);
    }

    @SuppressWarnings("ReferenceEquality") // Ours is not counted, but a stranger's that equals it is.
    private Optional<Refused> context(JsonValue context, int depth) {
        if (context == ContextRepair.NO_VOCABULARY) {
            return Optional.empty();
        }
        if (depth > limits.depth()) {
            return tooComplex("a context nested deeper than " + limits.depth());
        }
        if (context instanceof JsonArray array) {
            for (JsonValue entry : array) {
                Optional<Refused> refused = context(entry, depth + 1);
                if (refused.isPresent()) {
                    return refused;
                }
            }
            return Optional.empty();
        }
        if (++contexts > limits.contexts()) {
            return tooComplex("more than " + limits.contexts() + " contexts");
        }
        if (context instanceof JsonString address && !BundledContexts.INSTANCE.contains(address.getString())) {
            return Optional.of(
                    new Refused(Reason.UNKNOWN_CONTEXT, "not a context known here: " + shortened(address.getString())));
        }
        return context instanceof JsonObject definitions ? definitions(definitions) : Optional.empty();
    }

    private Optional<Refused> definitions(JsonObject definitions) {
        this.definitions += definitions.size();
        for (Map.Entry<String, JsonValue> entry : definitions.entrySet()) {
            String name = entry.getKey();
            JsonValue value = entry.getValue();
            Optional<Refused> refused = Optional.empty();
            if (name.equals("@import")) {
                refused = forbidden(name);
            } else if (value instanceof JsonString iri && RESTRUCTURING.contains(iri.getString())) {
                refused = forbidden(iri.getString());
            } else if (value instanceof JsonObject definition) {
                refused = definition(definition);
            }
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refused> definition(JsonObject definition) {
        if (definition.containsKey("@reverse")) {
            return forbidden("@reverse");
        }
        if (definition.get("@id") instanceof JsonString iri && RESTRUCTURING.contains(iri.getString())) {
            return forbidden(iri.getString());
        }
        JsonValue type = definition.get("@type");
        if (type != null && isJsonLiteral(type)) {
            return forbidden(JSON_LITERAL);
        }
        return definition.containsKey("@context")
                ? Optional.of(new Refused(
                        Reason.FORBIDDEN_KEYWORD, "@context is not accepted within the definition of a term"))
                : Optional.empty();
    }

    private static boolean isJsonLiteral(JsonValue type) {
        return type instanceof JsonString name && name.getString().equals(JSON_LITERAL);
    }

    private static Optional<Refused> forbidden(String keyword) {
        return Optional.of(new Refused(Reason.FORBIDDEN_KEYWORD, keyword + " is not accepted"));
    }

    private static Optional<Refused> tooComplex(String what) {
        return Optional.of(new Refused(Reason.TOO_COMPLEX, "the document has " + what));
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
