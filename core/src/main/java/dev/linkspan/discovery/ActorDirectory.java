package dev.linkspan.discovery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Actors by id, as their own server shows them. Remembers some 8 million characters of them for 10 minutes, and failures for
 * a while that depends on their kind. Blocks while fetching; thread-safe.
 */
public final class ActorDirectory {

    /** How long what an actor showed is believed without asking again. */
    static final Duration MAX_AGE = Duration.ofMinutes(10);

    /** How soon after an actor was fetched a key that it does not list makes us fetch it again. */
    static final Duration REFETCH_INTERVAL = Duration.ofMinutes(1);

    private static final long MAX_CHARACTERS = 8L << 20;
    private static final Set<String> KEPT = Set.of("id", "type", "inbox", "endpoints", "publicKey", "assertionMethod");

    private final Documents documents;
    private final InstantSource clock;
    private final Failures failures;
    private final Cache<String, Known> cache = Caffeine.newBuilder()
            // By size, not by number: a stranger may bring any number of actors of any size.
            .maximumWeight(MAX_CHARACTERS)
            .weigher((String id, Known known) ->
                    id.length() + known.actor().view().json().toString().length())
            .build();

    ActorDirectory(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
        this.failures = new Failures(clock);
    }

    /** The actor of this id, remembered or fetched. */
    public ActorLookup find(String id) {
        return known(id)
                .<ActorLookup>map(Known::found)
                .or(() -> failures.of(id).map(ActorDirectory::missing))
                .orElseGet(() -> fetchAndRemember(id));
    }

    /** The actor of this id if it is remembered, else unavailable; never a request. */
    ActorLookup remembered(String id) {
        return known(id)
                .<ActorLookup>map(Known::found)
                .orElseGet(() -> new ActorLookup.Missing(Reason.UNAVAILABLE, "its actor is not fetched just now"));
    }

    /**
     * The actor of this id as it is now, because what is remembered of it does not fit. Fetched at most once a minute, lest
     * a stranger drive our fetches; in between, what is remembered.
     */
    ActorLookup findAgain(String id) {
        Optional<Known> known = known(id);
        if (known.isEmpty() || known.get().fetchedAt().plus(REFETCH_INTERVAL).isAfter(clock.instant())) {
            return find(id);
        }
        return failures.of(id).map(ActorDirectory::missing).orElseGet(() -> fetchAndRemember(id));
    }

    /** The actor of this id, fetched now. */
    public ActorLookup fetch(String id) {
        return switch (documents.get(id)) {
            case Documents.Result.Missing missing -> new ActorLookup.Missing(missing.reason(), missing.detail());
            case Documents.Result.Document document -> read(id, document);
        };
    }

    private Optional<Known> known(String id) {
        Instant oldest = clock.instant().minus(MAX_AGE);
        return Optional.ofNullable(cache.getIfPresent(id))
                .filter(known -> !known.fetchedAt().isBefore(oldest));
    }

    private ActorLookup fetchAndRemember(String id) {
        ActorLookup lookup = fetch(id);
        if (lookup instanceof ActorLookup.Missing missing) {
            failures.remember(id, new KeyResolution.Missing(missing.reason(), missing.detail()));
        }
        return lookup;
    }

    private static ActorLookup missing(KeyResolution.Missing missing) {
        return new ActorLookup.Missing(missing.reason(), missing.detail());
    }

    private ActorLookup read(String id, Documents.Result.Document document) {
        Optional<RemoteActor> actor =
                genuine(document).filter(found -> found.id().equals(id));
        return actor.isPresent()
                ? remember(actor.get())
                : new ActorLookup.Missing(Reason.INVALID, "the document at " + id + " is no actor of that id");
    }

    /** The actor that a document is, if it was found under its own id and its inbox is plausible. */
    Optional<RemoteActor> genuine(Documents.Result.Document document) {
        AsObject object = document.object();
        return RemoteActor.of(object)
                .filter(actor -> actor.id().equals(document.url()) || actor.id().equals(document.finalUrl()))
                .filter(actor -> Authority.same(actor.id(), document.finalUrl()));
    }

    /** Only what is asked for here; biographies and images are not. */
    private static RemoteActor lean(RemoteActor actor) {
        JsonObjectBuilder kept = JsonText.object();
        actor.view().json().forEach((name, value) -> {
            if (KEPT.contains(name)) {
                kept.add(name, value);
            }
        });
        // By its id: a server may show the whole collection.
        actor.followers().ifPresent(id -> kept.add("followers", id));
        return RemoteActor.of(AsObject.of(kept.build())).orElseThrow();
    }

    ActorLookup.Found remember(RemoteActor actor) {
        RemoteActor lean = lean(actor);
        Known known = new Known(lean, clock.instant());
        cache.put(lean.id(), known);
        return known.found();
    }

    private record Known(RemoteActor actor, Instant fetchedAt) {
        ActorLookup.Found found() {
            return new ActorLookup.Found(actor);
        }
    }
}
