package dev.linkspan.discovery;

import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Found;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.vocab.Actor;
import java.util.function.Function;

/**
 * Finds only keys that their actor lists under {@code assertionMethod}: those that may prove what it says. A key under
 * {@code publicKey} alone is for requests.
 *
 * @see <a href="https://www.w3.org/TR/cid-1.0/#assertion">Controlled Identifiers 1.0, Assertion</a>
 */
final class AssertionKeys implements KeyResolver {

    private final KeyResolver keys;
    private final Function<String, ActorLookup> actors;

    AssertionKeys(KeyResolver keys, Function<String, ActorLookup> actors) {
        this.keys = keys;
        this.actors = actors;
    }

    @Override
    public KeyResolution resolve(String keyId, Freshness freshness) {
        return switch (keys.resolve(keyId, freshness)) {
            case Missing missing -> missing;
            case Found found ->
                switch (actors.apply(found.key().controller())) {
                    case ActorLookup.Missing missing -> new Missing(missing.reason(), missing.detail());
                    case ActorLookup.Found actor ->
                        lists(actor.actor(), keyId)
                                ? found
                                : new Missing(
                                        Reason.INVALID,
                                        found.key().controller() + " does not list the key " + Documents.shorten(keyId)
                                                + " under assertionMethod");
                };
        };
    }

    private static boolean lists(Actor actor, String keyId) {
        return actor.view().refs("assertionMethod").stream()
                .anyMatch(ref -> ref.id().filter(keyId::equals).isPresent());
    }
}
