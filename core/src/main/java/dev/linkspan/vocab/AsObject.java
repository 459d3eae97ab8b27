package dev.linkspan.vocab;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Any ActivityStreams object as a view over its JSON. Accessors take every shape that servers send (a string, an object, an
 * array of either) and fetch nothing. Immutable, thread-safe.
 *
 * @param json the document, with all that is unknown to us
 * @see <a href="https://www.w3.org/TR/activitystreams-core/#object">Activity Streams 2.0 §4.1</a>
 */
public record AsObject(JsonObject json) {

    /** The namespace of ActivityStreams terms. */
    public static final String NAMESPACE = "https://www.w3.org/ns/activitystreams#";

    /** Its id; empty if absent, not a string or blank. */
    public Optional<String> id() {
        return string("id");
    }

    /** Its types as short names, {@code as:} and the namespace taken off. */
    public List<String> types() {
        List<String> types = new ArrayList<>();
        for (JsonValue value : values("type")) {
            if (value instanceof JsonString name) {
                types.add(shortName(name.getString()));
            }
        }
        return types;
    }

    /** Whether it is of this type, among others. */
    public boolean is(String type) {
        return types().contains(type);
    }

    /** A property that is one non-blank string. */
    public Optional<String> string(String property) {
        return json.get(property) instanceof JsonString text
                        && !text.getString().isBlank()
                ? Optional.of(text.getString())
                : Optional.empty();
    }

    /** A property that names one other object; the first of several. */
    public Ref ref(String property) {
        List<Ref> refs = refs(property);
        return refs.isEmpty() ? Ref.Absent.ABSENT : refs.getFirst();
    }

    /** A property that names other objects, in their order. */
    public List<Ref> refs(String property) {
        List<Ref> refs = new ArrayList<>();
        for (JsonValue value : values(property)) {
            if (value instanceof JsonString link && !link.getString().isBlank()) {
                refs.add(new Ref.Link(link.getString()));
            } else if (value instanceof JsonObject object) {
                refs.add(new Ref.Embedded(new AsObject(object)));
            }
        }
        return refs;
    }

    /** The ids of the objects that a property names. */
    public List<String> ids(String property) {
        List<String> ids = new ArrayList<>();
        for (Ref ref : refs(property)) {
            ref.id().ifPresent(ids::add);
        }
        return ids;
    }

    /** An embedded object. */
    public Optional<AsObject> object(String property) {
        return json.get(property) instanceof JsonObject object ? Optional.of(new AsObject(object)) : Optional.empty();
    }

    private List<JsonValue> values(String property) {
        JsonValue value = json.get(property);
        if (value == null || value == JsonValue.NULL) {
            return List.of();
        }
        return value instanceof JsonArray array ? array : List.of(value);
    }

    private static String shortName(String type) {
        if (type.startsWith(NAMESPACE)) {
            return type.substring(NAMESPACE.length());
        }
        return type.startsWith("as:") ? type.substring(3) : type;
    }
}
