package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.util.Optional;
import java.util.function.Consumer;

/** A few small values under a name, shared by all nodes: the keys of the relay, its address, when it was last alive. */
public interface Values {

    /** The value of this name. */
    Optional<Body> find(String name);

    /**
     * Writes a value, if it still is what the writer thinks.
     *
     * @param expected the value so far; empty if there should be none
     * @return whether it was written
     */
    boolean put(String name, Optional<Body> expected, Body value);

    /**
     * Calls the listener with the name of each value that was written, here or on another node, possibly more than once and
     * possibly from the committing thread: the listener must return at once.
     *
     * @return closes the registration
     */
    AutoCloseable onChange(Consumer<String> listener);
}
