package dev.linkspan.discovery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.HostBudget;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolution.Found;
import dev.linkspan.httpsignatures.KeyResolution.Missing;
import dev.linkspan.httpsignatures.KeyResolution.Reason;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.store.Keys;
import dev.linkspan.store.Keys.StoredKey;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Public keys by key id. A key counts only if the actor it speaks for lists it in its own document. Keys are remembered for
 * a day, in memory and across restarts; failures for a while that depends on their kind, so that nobody can make us fetch
 * in a loop. At most one fetch per key id runs at a time. Blocks while fetching; thread-safe.
 */
public final class KeyDirectory implements KeyResolver {

    /** How long a key is good without asking again; after it a rotated-out key no longer verifies. */
    static final Duration MAX_AGE = Duration.ofHours(24);

    /** How soon after a failed signature made us fetch a key again the next one does not. */
    static final Duration REFETCH_INTERVAL = Duration.ofMinutes(1);

    private final Keys stored;
    private final InstantSource clock;
    private final Documents documents;
    private final KeyFetcher fetcher;
    private final ActorDirectory actors;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(50_000).build();
    private final Failures failures;
    private final ConcurrentMap<String, CompletableFuture<KeyResolution>> fetching = new ConcurrentHashMap<>();

    /**
     * A directory.
     *
     * @param store where keys outlive a restart and which hosts are blocked
     * @param client how documents are fetched
     * @param own our own authority: nobody elsewhere can have a key or an actor there
     * @param policy which keys are too weak
     * @param clock the time
     */
    public KeyDirectory(
            Store store, DocumentClient client, Authority own, VerificationPolicy policy, InstantSource clock) {
        this.stored = store.keys();
        this.clock = clock;
        // Five authors a second new to us from one server, a hundred at once: more than the largest server sends.
        this.documents = new Documents(client, store.domainRules(), new HostBudget(5, 100, clock), own);
        this.actors = new ActorDirectory(documents, clock);
        this.failures = new Failures(clock);
        this.fetcher = new KeyFetcher(documents, actors, policy, clock);
    }

    /** Actors, fetched through the same client and budget. */
    public ActorDirectory actors() {
        return actors;
    }

    /** Whether a key of this id is remembered and young enough. */
    public boolean isKnown(String keyId) {
        return remembered(keyId).isPresent();
    }

    /** Whether a key of this id was ever seen and is not forgotten, however old it is. */
    public boolean wasSeen(String keyId) {
        return stored.find(keyId).isPresent();
    }

    /**
     * For the deletion of an account, which takes its key away with it: as this directory, but a key that was seen before
     * stays good, however old, once its actor's own server has answered that the actor is gone (410 or 404). As long as
     * the server shows the actor, only what it lists counts, lest a stolen old key delete a live account. A key that was
     * never seen is gone without a request.
     */
    public KeyResolver ofTheDeleted() {
        return (keyId, freshness) -> stored.find(keyId)
                .map(key -> resolveOfTheDeleted(key, freshness))
                .orElseGet(() -> new Missing(Reason.GONE, "no key of this id was ever seen here"));
    }

    private KeyResolution resolveOfTheDeleted(StoredKey key, Freshness freshness) {
        KeyResolution resolution = resolve(key.keyId(), freshness);
        return resolution instanceof Missing missing && isGone(missing) ? lastKnown(key, missing) : resolution;
    }

    /** The key as it was seen last, if not only its document is gone but its actor. */
    private KeyResolution lastKnown(StoredKey key, Missing missing) {
        if (!Documents.withoutFragment(key.keyId()).equals(key.controller())) {
            KeyResolution actor = resolve(key.controller(), Freshness.FRESH);
            if (!(actor instanceof Missing absent) || absent.reason() == Reason.INVALID) {
                return new Missing(
                        Reason.INVALID,
                        "the key " + key.keyId() + " is gone, but its actor " + key.controller() + " is not");
            }
            if (!isGone(absent)) {
                return absent;
            }
        }
        return KeyTexts.fromSpki(key.spki())
                .<KeyResolution>map(
                        publicKey -> new Found(new VerificationKey(key.keyId(), publicKey, key.controller()), true))
                .orElse(missing);
    }

    private static boolean isGone(Missing missing) {
        return missing.reason() == Reason.GONE || missing.reason() == Reason.NOT_FOUND;
    }

    /**
     * Only what is remembered and young enough, or says itself which key it is, and never a request: for whoever has made us
     * fetch in vain too often.
     */
    public KeyResolver remembered() {
        return (keyId, freshness) -> DidKeys.isDidKey(keyId)
                ? fetcher.didKey(keyId)
                : remembered(keyId)
                        .<KeyResolution>map(key -> new Found(key.key(), true))
                        .orElseGet(() -> new Missing(Reason.UNAVAILABLE, "the key is not fetched just now"));
    }

    /**
     * Only keys that this actor lists under {@code assertionMethod}, as the keys of its proofs must be; among them a
     * {@code did:key}, which of itself speaks for nobody else. The actor is fetched if need be, and once more if it does not
     * list a key, but only on behalf of this directory itself.
     *
     * @param actor whose proofs are judged
     * @param keys this directory, or one of its views
     */
    public KeyResolver assertionsOf(String actor, KeyResolver keys) {
        boolean mayFetch = keys == this;
        return new AssertionKeys(
                actor,
                keys,
                mayFetch ? actors::find : actors::remembered,
                mayFetch ? actors::findAgain : actors::remembered,
                clock);
    }

    @Override
    public KeyResolution resolve(String keyId, Freshness freshness) {
        if (DidKeys.isDidKey(keyId)) {
            return fetcher.didKey(keyId);
        }
        Optional<Documents.Result.Missing> refusal = documents.refusal(keyId);
        if (refusal.isPresent()) {
            return new Missing(refusal.get().reason(), refusal.get().detail());
        }
        Optional<Known> remembered = remembered(keyId);
        if (remembered.isPresent()
                && (freshness == Freshness.CACHED
                        || remembered.get().checkedAt().plus(REFETCH_INTERVAL).isAfter(clock.instant()))) {
            // Asked again a moment ago: once more would only let a stranger drive our fetches. The first time it is
            // allowed however young the key: a server that was set up anew is believed at once.
            return new Found(remembered.get().key(), freshness == Freshness.FRESH);
        }
        Optional<Missing> failure = failures.of(keyId);
        return failure.isPresent() ? failure.get() : fetchOnce(keyId, freshness);
    }

    private Optional<Known> remembered(String keyId) {
        Instant oldest = clock.instant().minus(MAX_AGE);
        Known inMemory = known.getIfPresent(keyId);
        if (inMemory != null) {
            return inMemory.fetchedAt().isBefore(oldest) ? Optional.empty() : Optional.of(inMemory);
        }
        Optional<Known> restored = stored.find(keyId)
                .filter(key -> !key.fetchedAt().isBefore(oldest))
                .flatMap(key -> KeyTexts.fromSpki(key.spki())
                        .map(publicKey -> new Known(
                                new VerificationKey(keyId, publicKey, key.controller()),
                                key.fetchedAt(),
                                Instant.EPOCH)));
        restored.ifPresent(key -> known.put(keyId, key));
        return restored;
    }

    private KeyResolution fetchOnce(String keyId, Freshness freshness) {
        CompletableFuture<KeyResolution> mine = new CompletableFuture<>();
        CompletableFuture<KeyResolution> running = fetching.putIfAbsent(keyId, mine);
        if (running != null) {
            return running.join();
        }
        try {
            KeyResolution resolution = fetcher.fetch(keyId);
            remember(keyId, resolution, freshness);
            mine.complete(resolution);
            return resolution;
        } catch (RuntimeException | Error e) {
            mine.complete(new Missing(Reason.UNAVAILABLE, "looking for the key failed on our side"));
            throw e;
        } finally {
            fetching.remove(keyId, mine);
        }
    }

    private void remember(String keyId, KeyResolution resolution, Freshness freshness) {
        Instant now = clock.instant();
        switch (resolution) {
            case Found found -> {
                known.put(keyId, new Known(found.key(), now, freshness == Freshness.FRESH ? now : Instant.EPOCH));
                failures.forget(keyId);
                stored.save(new StoredKey(
                        keyId,
                        found.key().controller(),
                        Body.of(found.key().key().getEncoded()),
                        now));
            }
            case Missing missing -> failures.remember(keyId, missing);
        }
    }

    /** A key, when it was fetched, and when it was last fetched because a signature did not fit the one before. */
    private record Known(VerificationKey key, Instant fetchedAt, Instant checkedAt) {}
}
