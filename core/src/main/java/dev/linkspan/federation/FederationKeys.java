package dev.linkspan.federation;

import dev.linkspan.client.SigningKeys;
import dev.linkspan.httpsignatures.SigningKey;
import java.util.Optional;

/** What an actor sends, its own key signs; what the server fetches, the server's. */
final class FederationKeys implements SigningKeys {

    private final OwnActors actors;

    FederationKeys(OwnActors actors) {
        this.actors = actors;
    }

    @Override
    public SigningKey forServer(String authority) {
        return actors.key(Optional.empty());
    }

    @Override
    public SigningKey forEntry(String authority, Optional<String> sender) {
        return actors.key(sender);
    }
}
