package dev.linkspan.relay;

import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All keys of the relay's actor. Immutable: each step of a replacement makes another ring. Never prints a private key.
 *
 * @param current the key that signs, RSA with at least 2048 bits: what every server reads
 * @param retired the keys before it, oldest first, while servers may still know only them
 * @param next the key that is about to take its place, if a replacement is under way
 * @param proof an Ed25519 key for integrity proofs, listed beside the others; usually none
 */
public record KeyRing(ActorKey current, List<Retired> retired, Optional<Announced> next, Optional<ActorKey> proof) {

    /** More than anybody needs at a time; each is listed in a document that others cache. */
    static final int MAX_RETIRED = 3;

    private static final int MIN_RSA_BITS = 2048;

    /** Copies the list and checks the key that signs. */
    public KeyRing {
        retired = List.copyOf(retired);
        if (!(current.pair().getPublic() instanceof RSAPublicKey rsa)
                || rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new IllegalArgumentException("key: " + current + " (expected: RSA with at least 2048 bits)");
        }
    }

    /**
     * A key that no longer signs for those who know its successor.
     *
     * @param key the key
     * @param until when it is forgotten
     * @param replacedAt the offset of the log entry by which servers learn of its successor
     */
    public record Retired(ActorKey key, Instant until, long replacedAt) {}

    /**
     * A key that the actor's document shows, before it signs.
     *
     * @param key the key
     * @param overlap how long the current key is kept after it
     * @param updateId the id of the Update that tells the subscribers
     * @param after the end of the log before that Update
     */
    public record Announced(ActorKey key, Duration overlap, String updateId, long after) {}

    /** A ring with one key, under the id that every server expects. */
    public static KeyRing of(KeyPair pair, Instant since) {
        return new KeyRing(new ActorKey(ActorKey.FIRST, pair, since), List.of(), Optional.empty(), Optional.empty());
    }

    /** This ring with a key for integrity proofs. */
    public KeyRing withProof(ActorKey key) {
        return new KeyRing(current, retired, next, Optional.of(key));
    }

    /** The key that the actor's document shows as its {@code publicKey}. */
    public ActorKey shown() {
        return next.map(Announced::key).orElse(current);
    }

    /** Every key, each with its private half. */
    public List<ActorKey> all() {
        List<ActorKey> all = new ArrayList<>();
        all.add(current);
        retired.forEach(old -> all.add(old.key()));
        next.ifPresent(announced -> all.add(announced.key()));
        proof.ifPresent(all::add);
        return all;
    }

    /** The keys that the document lists beside it. */
    List<ActorKey> others(Instant now) {
        List<ActorKey> others = new ArrayList<>();
        next.ifPresent(announced -> others.add(current));
        for (Retired old : retired) {
            if (old.until().isAfter(now)) {
                others.add(old.key());
            }
        }
        proof.ifPresent(others::add);
        return others;
    }

    KeyRing announcing(Announced announced) {
        return new KeyRing(current, retired, Optional.of(announced), proof);
    }

    /** The announced key takes over, but for those who have not dealt with the log entry at this offset. */
    KeyRing replaced(long offset, Instant now) {
        Announced announced = next.orElseThrow();
        List<Retired> old = new ArrayList<>(retired);
        old.add(new Retired(current, now.plus(announced.overlap()), offset));
        return new KeyRing(announced.key(), old, Optional.empty(), proof);
    }

    KeyRing withoutExpired(Instant now) {
        return new KeyRing(
                current,
                retired.stream().filter(old -> old.until().isAfter(now)).toList(),
                next,
                proof);
    }
}
