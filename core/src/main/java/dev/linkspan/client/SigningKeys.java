package dev.linkspan.client;

import dev.linkspan.httpsignatures.SigningKey;
import java.util.Optional;

/**
 * Which of our keys signs a request to a server: while a key is being replaced, servers learn of the new one at different
 * times. Thread-safe; asked for each request, so it answers at once.
 */
@FunctionalInterface
public interface SigningKeys {

    /**
     * The key for a request.
     *
     * @param authority the server, as host and a port that is not the default
     */
    SigningKey forServer(String authority);

    /**
     * The key for a delivery in the name of one of several actors of ours.
     *
     * @param authority the server, as in {@link #forServer}
     * @param sender the id of the actor that sends; absent if the entry names none, then it is {@link #forServer}'s key
     * @throws IllegalArgumentException if that actor has no key any more; then nothing is delivered in its name
     */
    default SigningKey forEntry(String authority, Optional<String> sender) {
        return forServer(authority);
    }

    /**
     * The server answered 401 to a request that this key signed; it may know another one.
     *
     * @param authority the server, as in {@link #forServer}
     * @param used the key that signed
     */
    default void refused(String authority, SigningKey used) {}
}
