package dev.linkspan.vocab;

import java.util.function.Function;

/**
 * How a kind of view is made.
 *
 * @param name the name of its type
 * @param kind its class
 * @param plain makes it of a node whose types do not say that it is of a narrower kind
 */
record ViewType<T extends Entity>(String name, Class<T> kind, Function<Node, ? extends T> plain) {

    /** Anything; by its types, else by what it has. */
    static final ViewType<Entity> ENTITY = new ViewType<>("Entity", Entity.class, ViewType::byShape);

    /** The view of a node that stands where this kind belongs: of the first of its types that is of this kind. */
    T of(Node node) {
        for (String type : node.types()) {
            ViewType<?> known = ViewTypes.BY_NAME.get(type);
            if (known != null && kind.isAssignableFrom(known.kind)) {
                return kind.cast(known.plain.apply(node));
            }
        }
        return plain.apply(node);
    }

    /** Whether a link may stand for itself here, and not only for what it points to. */
    boolean takesLinks() {
        return kind.isAssignableFrom(Link.class) || Link.class.isAssignableFrom(kind);
    }

    // A type unknown to us is most often an extension of one that we know: what it has tells of which.
    private static Entity byShape(Node node) {
        if (has(node, "actor") && (has(node, "object") || has(node, "target"))) {
            return ViewTypes.ACTIVITY.plain.apply(node);
        }
        if (has(node, "inbox") && has(node, "id")) {
            return ViewTypes.ACTOR.plain.apply(node);
        }
        if (has(node, "orderedItems")) {
            return ViewTypes.ORDERED_COLLECTION.plain.apply(node);
        }
        if (has(node, "items") || has(node, "totalItems")) {
            return ViewTypes.COLLECTION.plain.apply(node);
        }
        return has(node, "href") ? ViewTypes.LINK.plain.apply(node) : ViewTypes.OBJECT.plain.apply(node);
    }

    private static boolean has(Node node, String property) {
        return node.json().containsKey(property);
    }
}
