package dev.linkspan.client;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Decides where a socket may go. It is asked about a URI before the host is resolved and about each resolved address
 * before it is dialled. Immutable, thread-safe.
 */
public interface AddressGuard {

    /** Why this URI must not be requested; empty if it may. */
    Optional<String> refusal(URI uri);

    /** Why this address must not be dialled; empty if it may. */
    Optional<String> refusal(InetAddress address);

    /**
     * The guard for the public network: {@code https} on port 443, host names, and addresses that are globally reachable
     * unicast. Every special range is refused, and an IPv4 address inside an IPv6 one is judged as IPv4.
     */
    static AddressGuard publicOnly() {
        return new RangeGuard(false);
    }

    /**
     * The guard for tests and local networks: also {@code http}, any port, {@code localhost}, and loopback, private,
     * link-local, unique local and shared (RFC 6598) addresses. Multicast, unspecified, broadcast, documentation and
     * reserved addresses stay refused. Anyone who can make us fetch a URI then reaches what this machine reaches.
     */
    static AddressGuard allowingPrivateNetwork() {
        return new RangeGuard(true);
    }
}
