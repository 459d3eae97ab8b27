package dev.linkspan.client;

import com.github.benmanes.caffeine.cache.Ticker;
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

    /** A started transport that resolves names as the system does. Its threads are daemons. */
    static Transport open(TransportSettings settings) {
        return open(settings, HostResolver.system());
    }

    /** A started transport that resolves names with this resolver; the guard still judges every address it finds. */
    static Transport open(TransportSettings settings, HostResolver resolver) {
        return new JettyTransport(settings, resolver, Ticker.systemTicker());
    }
}
