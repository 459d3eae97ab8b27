package dev.linkspan.relay;

import dev.linkspan.discovery.ActorLookup;
import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Public;
import java.util.List;
import java.util.Optional;

/**
 * An Announce by a subscribed server is how LitePub servers publish: we announce the same object. Such a server is an actor
 * that follows ours and is no person, or the {@code /relay} of older Pleroma and Akkoma, which was one; it addresses its
 * followers only and announces public posts only. The groups of a NodeBB publish by embedding their own public objects. The
 * object must be of a host that may publish here. A person's boost is not for relaying.
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
        Optional<Entity> embedded = announce.activity().object().embedded();
        if (!announce.signer().equals(announce.actor())
                || !(isSubscribedServer(announce.actor()) || isGroupsOwn(announce, origin.get(), embedded))) {
            return new Decision.Ignore("boost");
        }
        if (relay.store().domainRules().isBlocked(origin.get().host())) {
            return new Decision.Ignore("object_of_blocked_host");
        }
        if (origin.get().equals(relay.identity().authority())) {
            return new Decision.Ignore("object_of_our_own");
        }
        if (!origin.get().equals(announce.origin()) && !relay.mayPublish(origin.get())) {
            // Otherwise one subscriber could make all others fetch whatever it names.
            return new Decision.Ignore("object_of_host_that_may_not_publish");
        }
        if (embedded.isPresent() && !Public.isIn(embedded.get().ids("to"))) {
            return new Decision.Refuse(
                    Refusal.NOT_PUBLIC, "only objects with the public collection in 'to' are relayed");
        }
        Optional<String> foreign = embedded.stream()
                .flatMap(object -> object.ids("attributedTo").stream())
                .filter(author -> !Authority.same(author, objectId.get()))
                .findFirst();
        if (foreign.isPresent()) {
            return new Decision.Refuse(
                    Refusal.ORIGIN_MISMATCH, foreign.get() + " is not on " + origin.get() + ", the host of the object");
        }
        OwnActivity own = relay.own()
                .announce(
                        objectId.get(),
                        embedded.flatMap(o -> o.ref("attributedTo").id()));
        return new Decision.Append(List.of(publication.entry(
                Publication.objectKey(objectId.get()),
                announce,
                objectId.get(),
                Form.OWN,
                Form.OWN,
                Optional.of(own),
                Optional.empty())));
    }

    private boolean isSubscribedServer(String actor) {
        boolean subscribed = relay.store()
                .subscriptions()
                .find(actor, Style.ACTOR)
                .filter(s -> s.state() == State.ACCEPTED)
                .isPresent();
        return subscribed && (actor.endsWith("/relay") || !isPerson(actor));
    }

    private boolean isGroupsOwn(VerifiedActivity announce, Authority origin, Optional<Entity> embedded) {
        return embedded.isPresent() && origin.equals(announce.origin()) && !isPerson(announce.actor());
    }

    /** Whether an actor is a person, or not known to be anything else. */
    private boolean isPerson(String actor) {
        return !(relay.actors().find(actor) instanceof ActorLookup.Found found)
                || found.actor().view().is("Person");
    }
}
