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
}
