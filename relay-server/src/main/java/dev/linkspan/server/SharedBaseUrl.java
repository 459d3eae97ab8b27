package dev.linkspan.server;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.relay.RelayIdentity;
import dev.linkspan.store.Values;
import java.util.Optional;

/** The address that a shared database belongs to: written by the node that starts on it first. */
final class SharedBaseUrl {

    private static final String NAME = "base-url";

    private SharedBaseUrl() {}

    /**
     * Makes sure that the database is this relay's; one without an address becomes so.
     *
     * @throws IllegalArgumentException if it is another's; the message says how to go on
     */
    static void claim(Values values, RelayIdentity identity) {
        values.put(NAME, Optional.empty(), Body.of(identity.origin()));
        String owner = values.find(NAME).orElseThrow().text();
        if (!owner.equals(identity.origin())) {
            throw new IllegalArgumentException("base-url: " + identity.origin() + " (expected: " + owner
                    + ", under which this database was first used). All nodes of a relay have one address, that of the"
                    + " proxy before them: start it under that one, or move to the new one with an empty database, where"
                    + " all subscribe anew.");
        }
    }
}
