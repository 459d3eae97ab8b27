package dev.linkspan.discovery;

import dev.linkspan.discovery.Documents.Result;
import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Found;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Fetches the document behind a key id and works out whom the key speaks for. Key ids come in four forms: an actor with a
 * fragment, the bare actor, a stub of the actor under a path of its own (GoToSocial), and a key document. Whatever the
 * form, the actor's own document must list the key: a document that merely claims an owner proves nothing.
 */
final class KeyFetcher {

    private final Documents documents;
    private final ActorDirectory actors;
    private final VerificationPolicy policy;
    private final InstantSource clock;

    KeyFetcher(Documents documents, ActorDirectory actors, VerificationPolicy policy, InstantSource clock) {
        this.documents = documents;
        this.actors = actors;
        this.policy = policy;
        this.clock = clock;
    }

    KeyResolution fetch(String keyId) {
        return switch (documents.get(keyId)) {
            case Result.Missing missing -> new Missing(missing.reason(), missing.detail());
            case Result.Document document -> read(keyId, document);
        };
    }

    private KeyResolution read(String keyId, Result.Document document) {
        Optional<RemoteActor> actor = actors.genuine(document);
        if (actor.isPresent()) {
            actors.remember(actor.get());
            return ofActor(keyId, actor.get());
        }
        AsObject object = document.object();
        Optional<ListedKey> key = ListedKey.of(object)
                .or(() -> ListedKey.in(object).stream()
                        .filter(listed -> listed.id().equals(keyId))
                        .findFirst());
        if (key.isEmpty() || !key.get().id().equals(keyId)) {
            return invalid("the document at " + Documents.shorten(keyId) + " shows no key of that id");
        }
        Optional<String> owner = key.get().owner().or(object::id);
        if (owner.isEmpty()) {
            return invalid("the key " + keyId + " names no owner");
        }
        return confirmed(keyId, key.get(), owner.get());
    }

    /** A key that is its own id, which nobody needs to be asked for; it speaks for itself. */
    KeyResolution didKey(String keyId) {
        try {
            PublicKey key = DidKeys.read(keyId);
            Optional<String> weakness = policy.weakness(key);
            return weakness.isPresent()
                    ? invalid("the key " + Documents.shorten(keyId) + ": " + weakness.get())
                    : new Found(new VerificationKey(keyId, key, DidKeys.controller(keyId)), true);
        } catch (KeyFormatException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    /** A key that stands in an actor's own document. */
    private KeyResolution ofActor(String keyId, RemoteActor actor) {
        List<ListedKey> keys = ListedKey.in(actor.view());
        Optional<ListedKey> key = keys.stream()
                .filter(listed -> listed.id().equals(keyId))
                .findFirst()
                // The bare actor as key id (PeerTube, Hubzilla) means its one key.
                .or(() ->
                        keyId.equals(actor.id()) && keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty());
        if (key.isEmpty()) {
            return invalid(actor.id() + " does not list the key " + Documents.shorten(keyId));
        }
        return found(keyId, key.get(), actor.id());
    }

    /** A key from elsewhere, if the actor that it names lists it with the same material or by its id. */
    private KeyResolution confirmed(String keyId, ListedKey key, String owner) {
        return switch (actors.fetch(owner)) {
            case ActorLookup.Missing missing -> new Missing(missing.reason(), missing.detail());
            case ActorLookup.Found found -> {
                Optional<ListedKey> listed = ListedKey.in(found.actor().view()).stream()
                        .filter(candidate -> candidate.id().equals(keyId))
                        .findFirst();
                boolean linked = found.actor().keys().stream()
                        .anyMatch(ref -> ref.embedded().isEmpty()
                                && ref.id().filter(keyId::equals).isPresent());
                if (listed.isPresent()) {
                    // The actor's word counts, not the key document's.
                    yield found(keyId, listed.get(), owner);
                }
                yield linked && Authority.same(keyId, owner)
                        ? found(keyId, key, owner)
                        : invalid(owner + " does not list the key " + Documents.shorten(keyId));
            }
        };
    }

    private KeyResolution found(String keyId, ListedKey key, String actor) {
        if (!key.isOwnedBy(actor)) {
            return invalid("the key " + keyId + " says that it belongs to "
                    + Documents.shorten(key.owner().orElse("")) + ", not to " + actor);
        }
        if (key.hasEnded(clock.instant())) {
            return invalid("the key " + keyId + " has expired or was revoked");
        }
        return switch (KeyTexts.read(key.text(), policy)) {
            case KeyTexts.Usable usable -> {
                PublicKey publicKey = usable.key();
                yield new Found(new VerificationKey(keyId, publicKey, actor), true);
            }
            case KeyTexts.Unusable unusable -> invalid("the key " + keyId + ": " + unusable.detail());
        };
    }

    private static Missing invalid(String detail) {
        return new Missing(Reason.INVALID, detail);
    }
}
