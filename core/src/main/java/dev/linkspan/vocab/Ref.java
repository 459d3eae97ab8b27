package dev.linkspan.vocab;

import java.util.Optional;

/** How a property names another object. */
public sealed interface Ref {

    /**
     * By its id.
     *
     * @param target the id as written
     */
    record Link(String target) implements Ref {}

    /**
     * By value; what it says of itself is only as true as the document around it.
     *
     * @param object the object
     */
    record Embedded(AsObject object) implements Ref {}

    /** Not at all. */
    enum Absent implements Ref {
        /** The one instance. */
        ABSENT
    }

    /** The id of what is named, if it has one. */
    default Optional<String> id() {
        return switch (this) {
            case Link link -> Optional.of(link.target());
            case Embedded embedded -> embedded.object().id();
            case Absent absent -> Optional.empty();
        };
    }

    /** The embedded object, if it is one. */
    default Optional<AsObject> embedded() {
        return this instanceof Embedded embedded ? Optional.of(embedded.object()) : Optional.empty();
    }
}
