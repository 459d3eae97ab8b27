package dev.linkspan.discovery;

import dev.linkspan.vocab.Entity;
import java.util.stream.Stream;

/** Why an object is believed to be what it says, the best reason first. */
public enum Trust {
    /** Its actor signed it: by the HTTP signature of the request that brought it, or by a proof within. */
    SIGNED_BY_ACTOR,
    /** It was fetched from its own id. */
    FETCHED_FROM_ORIGIN,
    /** It stands within an object that is believed, and both are of one origin. */
    EMBEDDED_SAME_ORIGIN,
    /** Somebody says so. Fetch it from its id before you rely on it. */
    UNTRUSTED;

    /** Whether there is a reason at all. */
    public boolean isTrusted() {
        return this != UNTRUSTED;
    }

    /**
     * The trust in what stands within an object. Without an id of its own it is part of the object; with one it must be of
     * the same origin. In neither case may it name an author of another origin.
     *
     * @param embedded what stands within
     * @param outerId the id of the object around it
     * @param outer the trust in the object around it
     */
    public static Trust ofEmbedded(Entity embedded, String outerId, Trust outer) {
        String id = embedded.id().orElse(outerId);
        return outer.isTrusted() && Origin.same(id, outerId) && isByItsOrigin(embedded, id)
                ? EMBEDDED_SAME_ORIGIN
                : UNTRUSTED;
    }

    /** The trust in what was fetched from its own id. An author of another origin did not say it. */
    static Trust ofFetched(Entity fetched, String id) {
        return isByItsOrigin(fetched, id) ? FETCHED_FROM_ORIGIN : UNTRUSTED;
    }

    private static boolean isByItsOrigin(Entity object, String id) {
        return Stream.of("attributedTo", "actor")
                .flatMap(property -> object.refs(property).stream())
                // An author without an id is nobody in particular.
                .flatMap(author -> author.id().stream())
                .allMatch(author -> Origin.same(author, id));
    }
}
