package dev.linkspan.relay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.client.SigningKeys;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.relay.KeyRing.Retired;
import java.time.Duration;
import java.time.InstantSource;

/*
 * Each server learns of a new key at its own time: by the Update that it is sent, or by looking our actor up. Until it has
 * dealt with the Update, it is sent what the key before signed, for some servers know a key by its id for ever (Misskey) and
 * drop what an unknown one signed. One that looked us up first knows only the new key and answers 401 to the old one: that
 * one is tried with the other key from then on.
 */
/** The keys of the relay's actor, and which of them signs for whom. Thread-safe. */
public final class RelayKeys implements SigningKeys {

    private final RelayIdentity identity;
    private final KeyRingStorage storage;
    private final InstantSource clock;
    private final Reading reading;
    private volatile KeyRing ring;

    /** What servers refused last; what we forget here we learn again from the next 401. */
    private final Cache<String, Refusal> refusals = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    /**
     * A server's 401.
     *
     * @param usual the key that was the usual one for it
     * @param refused the key that signed
     */
    private record Refusal(ActorKey usual, String refused) {}

    /** How far destinations have come in the log. */
    @FunctionalInterface
    public interface Reading {
        /** Whether a destination has dealt with the entry at this offset, or has nothing to do with it. */
        boolean isPast(String authority, long offset);
    }

    /** The keys that a storage holds, as it loaded them. */
    public RelayKeys(
            RelayIdentity identity, KeyRingStorage storage, KeyRing loaded, Reading reading, InstantSource clock) {
        this.identity = identity;
        this.storage = storage;
        this.reading = reading;
        this.clock = clock;
        this.ring = loaded;
    }

    /** All keys. */
    public KeyRing ring() {
        return ring;
    }

    @Override
    public SigningKey forServer(String authority) {
        KeyRing now = ring;
        ActorKey usual = usual(now, authority);
        if (now.retired().isEmpty()) {
            return usual.signing(identity);
        }
        ActorKey newest = now.current();
        ActorKey other = usual.equals(newest) ? now.retired().getLast().key() : newest;
        Refusal refusal = refusals.getIfPresent(authority);
        boolean isRefused = refusal != null
                && refusal.usual().equals(usual)
                && refusal.refused().equals(usual.id(identity));
        return (isRefused ? other : usual).signing(identity);
    }

    /** The oldest key whose successor the server was not told of. */
    private ActorKey usual(KeyRing now, String authority) {
        for (Retired old : now.retired()) {
            if (old.until().isAfter(clock.instant()) && !reading.isPast(authority, old.replacedAt())) {
                return old.key();
            }
        }
        return now.current();
    }

    @Override
    public void refused(String authority, SigningKey used) {
        KeyRing now = ring;
        if (!now.retired().isEmpty()) {
            refusals.put(authority, new Refusal(usual(now, authority), used.keyId()));
        }
    }

    /** Forgets the keys whose time is over. */
    public synchronized void forgetExpired() {
        KeyRing left = ring.withoutExpired(clock.instant());
        if (!left.equals(ring)) {
            replace(ring, left);
        }
    }

    /** Takes the ring that another node may have saved. Blocks. */
    public synchronized void reload() {
        ring = storage.load();
    }

    /**
     * Replaces the ring: durable first.
     *
     * @return whether it still was this one; if not, {@link #ring} gives another node's
     */
    synchronized boolean replace(KeyRing before, KeyRing newRing) {
        if (!ring.equals(before)) {
            return false;
        }
        if (!storage.replace(before, newRing)) {
            reload();
            return false;
        }
        ring = newRing;
        return true;
    }
}
