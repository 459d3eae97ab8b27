package dev.linkspan.discovery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Actors by id, as their own server shows them. Remembers some 8 million characters of them for 10 minutes. Blocks while fetching;
 * thread-safe.
 */
public final class ActorDirectory {

    private static final long MAX_CHARACTERS = 8L << 20;
    private static final Set<String> KEPT = Set.of("id", "type", "inbox", "endpoints", "publicKey", "assertionMethod");

    private final Documents documents;
    private final Cache<String, Actor> cache = Caffeine.newBuilder()
            // By size, not by number: a stranger may bring any number of actors of any size.
            .maximumWeight(MAX_CHARACTERS)
            .weigher((String id, Actor actor) ->
                    id.length() + actor.view().json().toString().length())
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    ActorDirectory(Documents documents) {
        this.documents = documents;
    }

    /** The actor of this id, remembered or fetched. */
    public ActorLookup find(String id) {
        Actor known = cache.getIfPresent(id);
        return known != null ? new ActorLookup.Found(known) : fetch(id);
    }

    /** The actor of this id if it is remembered, else unavailable; never a request. */
    ActorLookup remembered(String id) {
        Actor known = cache.getIfPresent(id);
        return known != null
                ? new ActorLookup.Found(known)
                : new ActorLookup.Missing(Reason.UNAVAILABLE, "its actor is not fetched just now");
    }

    /** The actor of this id, fetched now. */
    public ActorLookup fetch(String id) {
        return switch (documents.get(id)) {
            case Documents.Result.Missing missing -> new ActorLookup.Missing(missing.reason(), missing.detail());
            case Documents.Result.Document document -> read(id, document);
        };
    }

    private ActorLookup read(String id, Documents.Result.Document document) {
        Optional<Actor> actor = genuine(document).filter(found -> found.id().equals(id));
        return actor.isPresent()
                ? remember(actor.get())
                : new ActorLookup.Missing(Reason.INVALID, "the document at " + id + " is no actor of that id");
    }

    /** The actor that a document is, if it was found under its own id and its inbox is plausible. */
    Optional<Actor> genuine(Documents.Result.Document document) {
        AsObject object = document.object();
        return Actor.of(object)
                .filter(actor -> actor.id().equals(document.url()) || actor.id().equals(document.finalUrl()))
                .filter(actor -> Authority.same(actor.id(), document.finalUrl()));
    }

    /** Only what is asked for here; biographies and images are not. */
    private static Actor lean(Actor actor) {
        JsonObjectBuilder kept = JsonText.object();
        actor.view().json().forEach((name, value) -> {
            if (KEPT.contains(name)) {
                kept.add(name, value);
            }
        });
        return Actor.of(new AsObject(kept.build())).orElseThrow();
    }

    ActorLookup.Found remember(Actor actor) {
        Actor lean = lean(actor);
        cache.put(lean.id(), lean);
        return new ActorLookup.Found(lean);
    }
}
