package dev.linkspan.federation;

import java.util.Optional;

/** Where the application keeps its actors. May block; thread-safe; asked for each request about one, so best fast. */
@FunctionalInterface
public interface ActorSource {

    /**
     * The actor of this handle; empty if there never was one.
     *
     * @param handle the part of the actor's name before the {@code @}, as a stranger wrote it in a path or a query
     */
    Optional<LocalActor> find(String handle);
}
