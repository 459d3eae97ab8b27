package dev.linkspan.client;

import java.time.Duration;

/**
 * How a transport behaves.
 *
 * @param guard which addresses may be dialled
 * @param userAgent the {@code User-Agent} of every request
 * @param connectTimeout how long connecting may take; 5 s unless configured
 * @param idleTimeout how long a connection is kept without traffic; 60 s unless configured: a new TLS connection costs
 *     more than a signature
 * @param maxConnectionsPerHost at most this many connections to one host; 16 unless configured, a full delivery window. One
 *     carries all requests to a host that speaks HTTP/2
 * @param maxConnections roughly how many connections are kept in all, and exactly how many requests may be under way
 *     before further ones are {@link Exchange.Failure#BUSY}; 4096 unless configured
 */
public record TransportSettings(
        AddressGuard guard,
        String userAgent,
        Duration connectTimeout,
        Duration idleTimeout,
        int maxConnectionsPerHost,
        int maxConnections) {

    /** The defaults with this guard and user agent. */
    public static TransportSettings of(AddressGuard guard, String userAgent) {
        return new TransportSettings(guard, userAgent, Duration.ofSeconds(5), Duration.ofSeconds(60), 16, 4096);
    }
}
