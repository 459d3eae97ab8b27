package dev.linkspan.discovery;

import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Found;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Ref;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Finds only keys that one actor lists under {@code assertionMethod}: those that may prove what it says. A key under
 * {@code publicKey} alone is for requests.
 *
 * @see <a href="https://www.w3.org/TR/cid-1.0/#assertion">Controlled Identifiers 1.0, Assertion</a>
 */
final class AssertionKeys implements KeyResolver {

    private final String actor;
    private final KeyResolver keys;
    private final Function<String, ActorLookup> actors;
    private final Function<String, ActorLookup> actorsAgain;
    private final InstantSource clock;

    AssertionKeys(
            String actor,
            KeyResolver keys,
            Function<String, ActorLookup> actors,
            Function<String, ActorLookup> actorsAgain,
            InstantSource clock) {
        this.actor = actor;
        this.keys = keys;
        this.actors = actors;
        this.actorsAgain = actorsAgain;
        this.clock = clock;
    }

    @Override
    public KeyResolution resolve(String keyId, Freshness freshness) {
        return switch (keys.resolve(keyId, freshness)) {
            case Missing missing -> missing;
            case Found found -> ofActor(found, keyId);
        };
    }

    private KeyResolution ofActor(Found found, String keyId) {
        // A did:key names no actor; the actor must name it.
        if (!DidKeys.isDidKey(keyId) && !found.key().controller().equals(actor)) {
            return new Missing(
                    Reason.INVALID, "its key belongs to " + found.key().controller());
        }
        KeyResolution listed = listed(found, keyId, actors.apply(actor));
        // What we remember of the actor may be older than the key.
        return listed instanceof Missing ? listed(found, keyId, actorsAgain.apply(actor)) : listed;
    }

    private KeyResolution listed(Found found, String keyId, ActorLookup lookup) {
        return switch (lookup) {
            case ActorLookup.Missing missing -> new Missing(missing.reason(), missing.detail());
            case ActorLookup.Found shown ->
                lists(shown.actor(), found.key())
                        ? new Found(new VerificationKey(keyId, found.key().key(), actor), found.fresh())
                        : new Missing(
                                Reason.INVALID,
                                actor + " does not list the key " + Documents.shorten(keyId)
                                        + " under assertionMethod");
        };
    }

    private boolean lists(RemoteActor shown, VerificationKey key) {
        return shown.view().refs("assertionMethod").stream()
                .anyMatch(ref -> DidKeys.isDidKey(key.keyId())
                        ? listsDid(ref, key.keyId(), key.controller())
                        : ref.id().filter(key.keyId()::equals).isPresent());
    }

    /** By its DID or its id, or as a Multikey that says of the key what the DID says. */
    private boolean listsDid(Ref<Entity> listed, String keyId, String did) {
        if (listed.id().filter(id -> id.equals(keyId) || id.equals(did)).isEmpty()) {
            return false;
        }
        return listed.embedded().isEmpty()
                || listed.embedded()
                        .flatMap(ListedKey::of)
                        .filter(key -> did.equals("did:key:" + key.text()))
                        .filter(key -> key.isOwnedBy(actor) || key.isOwnedBy(did))
                        .filter(key -> !key.hasEnded(clock.instant()))
                        .isPresent();
    }
}
