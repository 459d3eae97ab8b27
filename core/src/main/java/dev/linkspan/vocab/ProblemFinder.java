package dev.linkspan.vocab;

import dev.linkspan.vocab.Problem.Kind;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Holds a document against the vocabulary and lists what does not fit. Accessors answer the same whether anybody asks here
 * or not; this is for whoever wants to know why one of them answers "absent", or whether a sender keeps to the rules.
 */
final class ProblemFinder {

    /** A document with more faults than this is not understood any better by listing them. */
    private static final int MOST = 100;

    // A longer one is of no help, and a hundred of them are a burden: the place is then the document as a whole.
    private static final int LONGEST_POINTER = 1_000;

    private static final String TYPE = "type";

    // Terms of ActivityStreams that stand where an IRI does: the kinds of relationships, and the public collection.
    private static final Set<String> NAMES = Set.of("IsContact", "IsFollowedBy", "IsFollowing", "IsMember", "Public");

    // The partner of each language map: contentMap and what it is the map of.
    private static final Map<String, PropertyTerm> MAPS = new HashMap<>();

    static {
        Vocabulary.properties().forEach(term -> term.languageMap().ifPresent(map -> MAPS.put(map, term)));
    }

    private final List<Problem> problems = new ArrayList<>();

    private ProblemFinder() {}

    /** What is wrong within a document, in its order; at most 100 faults. */
    static List<Problem> in(JsonObject document) {
        ProblemFinder finder = new ProblemFinder();
        Place root = new Place(null, "");
        if (Node.items(document.get(TYPE)).isEmpty()) {
            finder.add(root, Kind.TYPE, "has no type");
        }
        finder.node(document, root);
        return List.copyOf(finder.problems);
    }

    /** Where we are; spelled out only if there is something to say. */
    private record Place(@Nullable Place parent, String token) {

        Place at(String member) {
            return new Place(this, member);
        }

        Place at(int index) {
            return new Place(this, Integer.toString(index));
        }

        // RFC 6901 §3
        String pointer() {
            if (length() > LONGEST_POINTER) {
                return "";
            }
            return parent == null ? "" : parent.pointer() + "/" + Json.encodePointer(token);
        }

        private long length() {
            long length = 0;
            for (Place place = this; place != null; place = place.parent) {
                length += place.token.length();
            }
            return length;
        }
    }

    private void node(JsonObject node, Place place) {
        for (Map.Entry<String, JsonValue> member : node.entrySet()) {
            if (problems.size() >= MOST) {
                return;
            }
            String name = member.getKey();
            JsonValue value = member.getValue();
            if (value == JsonValue.NULL) {
                continue;
            }
            Place there = place.at(name);
            switch (name) {
                case "@context" -> {}
                case "id" -> id(value, there);
                case TYPE -> types(value, there);
                default -> member(name, value, there);
            }
        }
        collection(node, place);
        keys(node.get("publicKey"), place.at("publicKey"));
    }

    private void id(JsonValue value, Place place) {
        if (!(value instanceof JsonString id)) {
            add(place, Kind.ID, found(value) + " where an id is expected");
        } else if (!Iris.isAbsolute(id.getString().strip())) {
            add(place, Kind.ID, quoted(id.getString()) + " is no absolute IRI");
        }
    }

    private void types(JsonValue value, Place place) {
        for (JsonValue item : Node.items(value)) {
            if (!(item instanceof JsonString name)) {
                add(place, Kind.TYPE, found(item) + " where the name of a type is expected");
            } else if (Vocabulary.type(Node.shortName(name.getString())).isEmpty()) {
                add(place, Kind.TYPE, quoted(name.getString()) + " is not in the vocabulary");
            }
        }
    }

    private void member(String name, JsonValue value, Place place) {
        PropertyTerm term = Vocabulary.property(name).orElse(null);
        PropertyTerm text = MAPS.get(name);
        if (term != null) {
            property(term, value, place);
        } else if (text != null) {
            languageMap(value, place);
        } else {
            unknown(value, place);
        }
    }

    // What stands under a name that we do not know may be a node, with faults of its own.
    private void unknown(JsonValue value, Place place) {
        if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size() && problems.size() < MOST; i++) {
                unknown(array.get(i), place.at(i));
            }
        } else if (value instanceof JsonObject object && object.containsKey(TYPE)) {
            node(object, place);
        }
    }

    private void property(PropertyTerm term, JsonValue value, Place place) {
        List<JsonValue> items = Node.items(value);
        boolean listed = value instanceof JsonArray;
        int usable = 0;
        for (int i = 0; i < items.size() && problems.size() < MOST; i++) {
            JsonValue item = items.get(i);
            if (item != JsonValue.NULL) {
                usable++;
                value(term, item, listed ? place.at(i) : place);
            }
        }
        if (usable > 1 && !term.isMany() && !term.isList() && term.range() != Range.JSON) {
            add(place, Kind.CARDINALITY, usable + " values where one is expected; the first counts");
        }
    }

    private void value(PropertyTerm term, JsonValue value, Place place) {
        switch (term.range()) {
            case JSON -> {}
            case VIEW -> view(term, value, place);
            case IRI, URL -> iri(value, place);
            case TEXT, LANGUAGE_TEXT -> expect(Values.text(value).isPresent(), value, place, "text");
            case TYPE -> expect(Values.text(value).isPresent(), value, place, "the name of a type");
            case BOOLEAN ->
                literal(Values.bool(value).isPresent(), value instanceof JsonString, value, place, "true or false");
            case INTEGER ->
                literal(
                        Values.integer(value).isPresent(),
                        value instanceof JsonString,
                        value,
                        place,
                        "a whole number, not negative");
            case NUMBER, NUMBERS ->
                literal(Values.number(value).isPresent(), value instanceof JsonString, value, place, "a number");
            case DATE_TIME ->
                literal(
                        Values.dateTime(value).isPresent(),
                        Values.text(value).filter(Times::isSloppy).isPresent(),
                        value,
                        place,
                        "a date and time");
            case DURATION ->
                literal(Values.duration(value).isPresent(), false, value, place, "a duration of fixed length");
        }
    }

    private void view(PropertyTerm term, JsonValue value, Place place) {
        if (value instanceof JsonObject object) {
            if (!object.isEmpty()) {
                fits(term, object, place);
                node(object, place);
            }
        } else {
            iri(value, place);
        }
    }

    /** Whether an embedded object is of a type that belongs there; links may stand anywhere. */
    private void fits(PropertyTerm term, JsonObject object, Place place) {
        String wanted = term.viewType().orElse("");
        List<String> types = Node.of(object).types();
        boolean known = types.stream().anyMatch(type -> Vocabulary.type(type).isPresent());
        boolean fits = types.stream().anyMatch(type -> Vocabulary.isA(type, wanted) || Vocabulary.isA(type, "Link"));
        if (known && !fits && Vocabulary.type(wanted).isPresent()) {
            add(place, Kind.RANGE, LogText.of(String.join(", ", types)) + " where " + wanted + " is expected");
        }
    }

    private void iri(JsonValue value, Place place) {
        if (value instanceof JsonObject object) {
            expect(Values.iri(value).isPresent(), value, place, "an IRI");
            node(object, place);
            return;
        }
        if (!(value instanceof JsonString text)) {
            add(place, Kind.RANGE, found(value) + " where an IRI is expected");
        } else if (!Iris.isAbsolute(text.getString().strip()) && !NAMES.contains(text.getString())) {
            add(place, Kind.FORMAT, quoted(text.getString()) + " is no absolute IRI");
        }
    }

    private void languageMap(JsonValue value, Place place) {
        if (!(value instanceof JsonObject map)) {
            add(place, Kind.RANGE, found(value) + " where a map of languages is expected");
            return;
        }
        map.forEach((tag, text) -> {
            if (problems.size() < MOST) {
                if (!LanguageMap.isTag(tag)) {
                    add(place.at(tag), Kind.FORMAT, quoted(tag) + " is no language tag");
                } else if (!(text instanceof JsonString) && text != JsonValue.NULL) {
                    add(place.at(tag), Kind.RANGE, found(text) + " where text is expected");
                }
            }
        });
    }

    private void expect(boolean readable, JsonValue value, Place place, String expected) {
        if (!readable) {
            add(place, Kind.RANGE, found(value) + " where " + expected + " is expected");
        }
    }

    private void literal(boolean readable, boolean sloppy, JsonValue value, Place place, String expected) {
        if (!readable) {
            boolean rightSort = value instanceof JsonString || value.getValueType() == JsonValue.ValueType.NUMBER;
            add(place, rightSort ? Kind.FORMAT : Kind.RANGE, found(value) + " where " + expected + " is expected");
        } else if (sloppy) {
            add(place, Kind.FORMAT, found(value) + " is read as " + expected + ", but not written as one");
        }
    }

    // https://www.w3.org/TR/activitystreams-core/#collections
    private void collection(JsonObject node, Place place) {
        List<String> types = Node.of(node).types();
        boolean ordered = types.stream().anyMatch(type -> Vocabulary.isA(type, "OrderedCollection"));
        boolean collection = types.stream().anyMatch(type -> Vocabulary.isA(type, "Collection"));
        if (ordered && node.containsKey("items")) {
            add(place.at("items"), Kind.STRUCTURE, "items in an ordered collection, whose items are orderedItems");
        }
        if (collection && !ordered && node.containsKey("orderedItems")) {
            add(place.at("orderedItems"), Kind.STRUCTURE, "orderedItems in a collection without order");
        }
    }

    private void keys(@Nullable JsonValue value, Place place) {
        Set<String> ids = new HashSet<>();
        for (JsonValue item : Node.items(value)) {
            if (item instanceof JsonObject key && key.get("id") instanceof JsonString id && !ids.add(id.getString())) {
                add(place, Kind.STRUCTURE, "two keys with the id " + quoted(id.getString()));
            }
        }
    }

    private void add(Place place, Kind kind, String detail) {
        if (problems.size() < MOST) {
            problems.add(new Problem(place.pointer(), kind, detail));
        }
    }

    private static String found(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> quoted(((JsonString) value).getString());
            case NUMBER -> "the number " + LogText.of(value.toString());
            case TRUE, FALSE -> value.toString();
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case NULL -> "null";
        };
    }

    private static String quoted(String text) {
        return "'" + LogText.of(text) + "'";
    }
}
