package dev.linkspan.relay;

import dev.linkspan.discovery.ActorLookup;
import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Public;
import java.util.List;
import java.util.Optional;

/**
 * An Announce by a subscribed server is how LitePub servers publish: we announce the same object. It is addressed to the
 * server's followers only, and servers announce public posts only. A person's boost is not for relaying.
 */
final class AnnounceRule {

    private final RelayContext relay;
    private final Publication publication;

    AnnounceRule(RelayContext relay, Publication publication) {
        this.relay = relay;
        this.publication = publication;
    }

    Decision decide(VerifiedActivity announce) {
        Optional<String> objectId = announce.activity().object().id();
        Optional<Authority> origin = objectId.flatMap(Authority::of);
        if (origin.isEmpty()) {
            return new Decision.Refuse(
                    Refusal.MALFORMED_ACTIVITY, "the object has no id, or one that is no http(s) URI");
        }
        if (!announce.signer().equals(announce.actor()) || !isSubscribedServer(announce, origin.get())) {
            return new Decision.Ignore("boost");
        }
        if (relay.store().domainRules().isBlocked(origin.get().host())) {
            return new Decision.Ignore("object_of_blocked_host");
        }
        if (origin.get().equals(relay.identity().authority())) {
            return new Decision.Ignore("object_of_our_own");
        }
        Optional<AsObject> embedded = announce.activity().object().embedded();
        if (embedded.isPresent() && !Public.isIn(embedded.get().ids("to"))) {
            return new Decision.Refuse(
                    Refusal.NOT_PUBLIC, "only objects with the public collection in 'to' are relayed");
        }
        OwnActivity own = relay.own()
                .announce(
                        objectId.get(),
                        embedded.flatMap(o -> o.ref("attributedTo").id()));
        return new Decision.Append(List.of(publication.entry(
                objectId.get(), announce, objectId.get(), Form.OWN, Form.OWN, Optional.of(own), Optional.empty())));
    }

    /**
     * Whether the announcer stands for a server: it follows our actor, and either it is no person or it announces what is
     * its own server's.
     */
    private boolean isSubscribedServer(VerifiedActivity announce, Authority origin) {
        boolean subscribed = relay.store()
                .subscriptions()
                .find(announce.actor(), Style.ACTOR)
                .filter(s -> s.state() == State.ACCEPTED)
                .isPresent();
        if (!subscribed) {
            return false;
        }
        return origin.equals(announce.origin())
                || (relay.actors().find(announce.actor()) instanceof ActorLookup.Found found
                        && found.actor().isInstance());
    }
}
