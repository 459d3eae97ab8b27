package dev.linkspan.jsonld;

import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.LogText;
import dev.linkspan.vocab.Problem;
import dev.linkspan.vocab.Problem.Kind;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * A document made fit for JSON-LD processing, and what was wrong with its contexts. Contexts that are unknown or
 * malformed contribute nothing; that of ActivityStreams holds from the start and after each reset [1]; members without a
 * value are taken out, for a processor takes "id": null amiss. One per document.
 *
 * [1] https://www.w3.org/TR/activitystreams-core/#jsonld
 */
final class ContextRepair {

    /** What names that no context defines mean to the processor; "_:", as ActivityStreams has it, is open to anyone. */
    static final String UNDEFINED = "x-linkspan-undefined://names/";

    /** In no document that is read, so that none can give a name the meaning of an undefined one. */
    static final String UNDEFINED_SCHEME = "x-linkspan-undefined";

    private static final JsonValue NO_LANGUAGE = JsonText.text("und");

    /** What restores that after a context that comes with us. */
    static final JsonObject NO_VOCABULARY =
            Trees.object().add("@vocab", UNDEFINED).build();

    // Whoever reads them has seen enough by then.
    private static final int MOST_PROBLEMS = 100;

    // A longer one is of no help, and makes work.
    private static final int LONGEST_POINTER = 1_000;

    private final List<Problem> problems = new ArrayList<>();
    private final Deque<String> place = new ArrayDeque<>();

    /** A document's members, and the context above them. */
    record Repaired(JsonObject body, JsonArray context) {}

    Repaired repaired(JsonObject document) {
        place.addLast("@context");
        JsonArray context = context(document.get("@context"), true);
        place.removeLast();
        return new Repaired(members(document, true), context);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private JsonObject members(JsonObject node, boolean atRoot) {
        JsonObjectBuilder members = Trees.object();
        for (Map.Entry<String, JsonValue> member : node.entrySet()) {
            String name = member.getKey();
            JsonValue value = member.getValue();
            place.addLast(name);
            if (name.equals("@context")) {
                if (!atRoot) {
                    members.add(name, context(value, false));
                }
            } else if (value != JsonValue.NULL) {
                members.add(name, value(value));
            }
            place.removeLast();
        }
        return members.build();
    }

    private JsonValue value(JsonValue value) {
        if (value instanceof JsonObject node) {
            return members(node, false);
        }
        if (!(value instanceof JsonArray items)) {
            return value;
        }
        JsonArrayBuilder copy = Trees.array();
        for (int i = 0; i < items.size(); i++) {
            JsonValue item = items.get(i);
            if (item != JsonValue.NULL) {
                place.addLast(String.valueOf(i));
                copy.add(value(item));
                place.removeLast();
            }
        }
        return copy.build();
    }

    private JsonArray context(@Nullable JsonValue context, boolean atRoot) {
        JsonArrayBuilder copy = Trees.array();
        if (atRoot) {
            copy.add(CoreTerms.ADDRESS).add(NO_VOCABULARY);
        }
        if (context instanceof JsonArray entries) {
            for (int i = 0; i < entries.size(); i++) {
                place.addLast(String.valueOf(i));
                entry(entries.get(i), copy);
                place.removeLast();
            }
        } else if (context != null) {
            entry(context, copy);
        }
        return copy.build();
    }

    private void entry(JsonValue entry, JsonArrayBuilder copy) {
        if (entry == JsonValue.NULL) {
            copy.addNull().add(CoreTerms.ADDRESS).add(NO_VOCABULARY);
        } else if (entry instanceof JsonString address) {
            if (BundledContexts.INSTANCE.contains(address.getString())) {
                copy.add(entry).add(NO_VOCABULARY);
            } else {
                problem(Kind.UNKNOWN_CONTEXT, "not a context known here: " + LogText.of(address.getString()));
            }
        } else if (entry instanceof JsonObject definitions) {
            copy.add(definitions(definitions));
        } else {
            problem(Kind.CONTEXT, "neither the address of a context nor definitions");
        }
    }

    private JsonObject definitions(JsonObject definitions) {
        JsonObjectBuilder copy = Trees.object();
        for (Map.Entry<String, JsonValue> entry : definitions.entrySet()) {
            String name = entry.getKey();
            JsonValue definition = entry.getValue();
            place.addLast(name);
            if (name.equals("@vocab") && isNone(definition)) {
                copy.add(name, UNDEFINED); // Names without a definition keep theirs.
            } else if (name.equals("@language") && definition.equals(NO_LANGUAGE)) {
                copy.addNull(name); // So that only what its sender marks as such is a text in no language.
            } else if (name.startsWith("@")) {
                copy.add(name, definition);
            } else if (!ContextScope.isDefinition(definition)) {
                problem(Kind.CONTEXT, "not the definition of a term");
            } else if (definition instanceof JsonObject parts && parts.containsKey("@context")) {
                place.addLast("@context");
                copy.add(name, Trees.object(parts).add("@context", context(parts.get("@context"), false)));
                place.removeLast();
            } else {
                copy.add(name, definition);
            }
            place.removeLast();
        }
        return copy.build();
    }

    /** Whether it gives names no meaning, or one that only adds to that of the context before. */
    private static boolean isNone(JsonValue vocabulary) {
        return vocabulary == JsonValue.NULL
                || (vocabulary instanceof JsonString iri
                        && (iri.getString().equals("_:") || iri.getString().indexOf(':') < 0));
    }

    private void problem(Kind kind, String detail) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(pointer(), kind, detail));
        }
    }

    private String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (Iterator<String> steps = place.iterator(); steps.hasNext() && pointer.length() <= LONGEST_POINTER; ) {
            String step = steps.next();
            if (step.length() > LONGEST_POINTER) {
                return "";
            }
            // RFC 6901 §3
            pointer.append('/').append(Json.encodePointer(step));
        }
        return pointer.length() > LONGEST_POINTER ? "" : pointer.toString();
    }
}
