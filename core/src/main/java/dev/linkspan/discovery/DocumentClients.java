package dev.linkspan.discovery;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Transport;

/**
 * How the network is asked for documents: makes a client that sends by a transport, which counts what one task spends, and
 * obeys a guard. {@code DocumentClient::anonymous} is one; a server that has an actor signs.
 */
@FunctionalInterface
public interface DocumentClients {

    /** A client over this transport, under this guard. Called for each task, so it should cost little. */
    DocumentClient over(Transport transport, AddressGuard guard);
}
