package dev.linkspan.vocab;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Anything that a document describes: an object, a link, a key, or a part of one of these. Every view is one of these over
 * its JSON: accessors take all the shapes that servers send (a string, an object, an array of either, typed values), answer
 * "absent" for what is malformed, and fetch nothing. What they do not understand stays in {@link #json()}. Immutable,
 * thread-safe; equal to a view of the same kind over equal JSON. Not meant to be implemented elsewhere.
 *
 * @see <a href="https://www.w3.org/TR/activitystreams-core/#model">Activity Streams 2.0 §4</a>
 */
public interface Entity {

    /** The JSON that this is a view of. */
    Node node();

    /** The JSON that this is a view of, with all that is unknown to us. */
    default JsonObject json() {
        return node().json();
    }

    /** Its id; empty if absent, not a string or blank. */
    default Optional<String> id() {
        return node().id();
    }

    /** The names of its types in their order, {@code as:} and the namespace taken off. */
    default List<String> types() {
        return node().types();
    }

    /** Whether it is of this type, among others. */
    default boolean is(String type) {
        return types().contains(type);
    }

    /** The name of its first type, {@code (none)} without one; for logs. */
    default String typeName() {
        List<String> types = types();
        return types.isEmpty() ? "(none)" : types.getFirst();
    }

    /** A property by its name in the JSON, known to the vocabulary or not, as it stands; empty if absent or null. */
    default Optional<JsonValue> value(String property) {
        JsonValue value = json().get(property);
        return value == null || value == JsonValue.NULL ? Optional.empty() : Optional.of(value);
    }

    /** A property that is one non-blank string. */
    default Optional<String> string(String property) {
        return json().get(property) instanceof JsonString text
                        && !text.getString().isBlank()
                ? Optional.of(text.getString())
                : Optional.empty();
    }

    /** A property that names one other object; the first of several. */
    default Ref<Entity> ref(String property) {
        return node().ref(property, ViewType.ENTITY);
    }

    /** A property that names other objects, in their order. */
    default Refs<Entity> refs(String property) {
        return node().refs(property, ViewType.ENTITY);
    }

    /** The ids of the objects that a property names. */
    default List<String> ids(String property) {
        return refs(property).ids();
    }

    /** An embedded object. */
    default Optional<Entity> object(String property) {
        return json().get(property) instanceof JsonObject object
                ? Optional.of(ViewType.ENTITY.of(node().child(object)))
                : Optional.empty();
    }

    /** This as another view, if one of its types is of that kind. */
    default <T extends Entity> Optional<T> as(Class<T> kind) {
        if (kind.isInstance(this)) {
            return Optional.of(kind.cast(this));
        }
        for (String type : types()) {
            ViewType<?> known = ViewTypes.BY_NAME.get(type);
            if (known != null && kind.isAssignableFrom(known.kind())) {
                return Optional.of(kind.cast(known.of(node())));
            }
        }
        return Optional.empty();
    }

    /**
     * What does not fit the vocabulary in here, in its order: malformed values, for which accessors answer "absent", and
     * what they read though it is not written as it should be. At most 100. Computed at each call; reading needs none of it.
     */
    default List<Problem> problems() {
        return ProblemFinder.in(json());
    }

    /** A builder that starts with everything in here, known or not. */
    EntityBuilder<?> toBuilder();

    /**
     * The view that fits best: by the first type that is known, else by what it has. Trees from elsewhere than {@link JsonText}
     * must not be deeper than {@link ReadingLimits} allow.
     */
    static Entity of(JsonObject json) {
        return ViewType.ENTITY.of(Node.of(json));
    }
}
