package dev.linkspan.relay;

import dev.linkspan.discovery.ActorLookup;
import dev.linkspan.discovery.RemoteActor;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Public;
import java.util.Optional;

/**
 * A Follow of {@code as:Public} or of the relay's actor subscribes. A repeated Follow is answered again, with a new Accept:
 * Friendica repeats its own daily, and an Accept may have been lost.
 */
final class FollowRule {

    private final RelayContext relay;

    FollowRule(RelayContext relay) {
        this.relay = relay;
    }

    Decision decide(VerifiedActivity follow) {
        Optional<String> object = follow.activity().object().id();
        Optional<Style> style = object.flatMap(this::styleOf);
        if (object.isEmpty() || style.isEmpty()) {
            return new Decision.Refuse(
                    Refusal.MALFORMED_ACTIVITY,
                    "follow " + Public.URI + " or " + relay.identity().actor());
        }
        return switch (relay.actors().find(follow.actor())) {
            case ActorLookup.Missing missing ->
                new Decision.Refuse(
                        missing.reason() == Reason.UNAVAILABLE ? Refusal.KEY_UNAVAILABLE : Refusal.KEY_INVALID,
                        missing.detail());
            case ActorLookup.Found found -> subscribe(follow, found.actor(), object.get(), style.get());
        };
    }

    private Optional<Style> styleOf(String object) {
        if (Public.is(object)) {
            return Optional.of(Style.PUBLIC);
        }
        return object.equals(relay.identity().actor()) ? Optional.of(Style.ACTOR) : Optional.empty();
    }

    private Decision subscribe(VerifiedActivity follow, RemoteActor actor, String object, Style style) {
        if (!Authority.same(actor.inbox(), actor.id())) {
            // Otherwise anyone could aim our deliveries at a third party.
            return new Decision.Refuse(
                    Refusal.ORIGIN_MISMATCH, "the inbox of " + actor.id() + " is on another host than the actor");
        }
        Optional<Subscription> before = relay.store().subscriptions().find(actor.id(), style);
        Subscription wanted = new Subscription(
                actor.id(),
                style,
                follow.origin().toString(),
                actor.inbox(),
                actor.sharedInbox().filter(shared -> Authority.same(shared, actor.id())),
                stateFor(before, follow.origin()),
                follow.id(),
                object,
                before.map(Subscription::followBack).orElse(FollowBack.NONE),
                before.flatMap(Subscription::followBackId),
                before.map(Subscription::since).orElse(relay.clock().instant()));
        return relay.answers().answer(before, wanted);
    }

    private State stateFor(Optional<Subscription> before, Authority host) {
        if (before.isPresent() && before.get().state() != State.PENDING) {
            return before.get().state();
        }
        return switch (relay.policy().follow()) {
            case OPEN -> State.ACCEPTED;
            case APPROVAL -> relay.store().domainRules().isAllowed(host.host()) ? State.ACCEPTED : State.PENDING;
            case ALLOW_LIST -> relay.store().domainRules().isAllowed(host.host()) ? State.ACCEPTED : State.REJECTED;
        };
    }
}
