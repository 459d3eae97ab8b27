package dev.linkspan.client;

import dev.linkspan.httpsignatures.SigningKey;

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
     * The server answered 401 to a request that this key signed; it may know another one.
     *
     * @param authority the server, as in {@link #forServer}
     * @param used the key that signed
     */
    default void refused(String authority, SigningKey used) {}
}
