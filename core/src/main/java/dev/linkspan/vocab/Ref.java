package dev.linkspan.vocab;

import java.util.Optional;

/**
 * How a property names another object. Nothing here fetches it.
 *
 * @param <T> what kind of object belongs there
 */
public sealed interface Ref<T extends Entity> {

    /**
     * By its id, or by the address of a link.
     *
     * @param target the id as written
     * @param link the link that carries it, if it is more than a string
     * @param <T> what kind of object is at the other end
     */
    record Link<T extends Entity>(String target, Optional<dev.linkspan.vocab.Link> link) implements Ref<T> {
        /** A plain id. */
        public Link(String target) {
            this(target, Optional.empty());
        }
    }

    /**
     * By value; what it says of itself is only as true as the document around it.
     *
     * @param object the object
     * @param <T> its kind
     */
    record Embedded<T extends Entity>(T object) implements Ref<T> {}

    /**
     * Not at all.
     *
     * @param <T> what kind of object would belong there
     */
    record Absent<T extends Entity>() implements Ref<T> {}

    /** The id of what is named, if it has one. */
    default Optional<String> id() {
        return switch (this) {
            case Link<T> link -> Optional.of(link.target());
            case Embedded<T> embedded -> embedded.object().id();
            case Absent<T> absent -> Optional.empty();
        };
    }

    /** The embedded object, if it is one. */
    default Optional<T> embedded() {
        return this instanceof Embedded<T> embedded ? Optional.of(embedded.object()) : Optional.empty();
    }

    /** The embedded object, if it is one and of this kind, by any of its types. */
    default <S extends Entity> Optional<S> embedded(Class<S> kind) {
        return embedded().flatMap(object -> object.as(kind));
    }

    /** Whether there is anything. */
    default boolean isPresent() {
        return !(this instanceof Absent<T>);
    }
}
