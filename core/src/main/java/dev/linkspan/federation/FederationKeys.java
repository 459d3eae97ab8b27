package dev.linkspan.federation;

import dev.linkspan.client.SigningKeys;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.store.DomainRules;
import java.util.Optional;

/** What an actor sends, its own key signs; what the server fetches, the server's. For a blocked host none signs. */
final class FederationKeys implements SigningKeys {

    private final OwnActors actors;
    private final DomainRules rules;

    FederationKeys(OwnActors actors, DomainRules rules) {
        this.actors = actors;
        this.rules = rules;
    }

    @Override
    public SigningKey forServer(String authority) {
        return actors.key(Optional.empty());
    }

    /** The lane's host is the receiver's; its inbox may be on another, which {@link RuledTransport} looks at. */
    @Override
    public SigningKey forEntry(String authority, Optional<String> sender) {
        if (rules.isBlockedAt("https://" + authority)) {
            throw new IllegalArgumentException(authority + " is blocked here");
        }
        return actors.key(sender);
    }
}
