package dev.linkspan.client;

import java.util.concurrent.CompletableFuture;

/**
 * Sends one HTTP request to a stranger's server and brings back one answer. Follows no redirect, keeps no cookie, decodes
 * no content coding. Thread-safe.
 */
public interface Transport extends AutoCloseable {

    /**
     * Sends a request. The future always completes normally: what the other side does wrong is a value. Completion may
     * happen on a thread of the transport, so do not block in what depends on it.
     */
    CompletableFuture<Exchange> send(OutgoingRequest request);

    /** Closes all connections. Idempotent. */
    @Override
    void close();
}
