package dev.linkspan.federation;

import dev.linkspan.vocab.Entity;
import java.util.Map;
import java.util.Optional;

/** Where the application keeps the objects under a path, say its posts. May block; thread-safe. */
@FunctionalInterface
public interface ObjectSource {

    /**
     * The object of these values; empty if there is none, or none that whoever asks may see: nobody learns which.
     *
     * @param values those of the path's variables
     * @param requester who asks; or who replied to it, when the reply may be handed on: only if that one may see the object
     */
    Optional<? extends Entity> find(Map<String, String> values, Requester requester);
}
