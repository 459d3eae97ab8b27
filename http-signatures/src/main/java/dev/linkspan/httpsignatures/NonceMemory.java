package dev.linkspan.httpsignatures;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Nonces by their hash: each takes the same room whatever its length, and how long a look-up takes tells nothing about
 * the nonces that are there.
 */
final class NonceMemory implements NonceRule {

    private final InstantSource clock;
    private final int maxNonces;
    private final int maxNoncesPerKey;
    private final Set<BodyDigest> seen = new HashSet<>();
    private final Map<BodyDigest, Integer> countByKey = new HashMap<>();
    private final PriorityQueue<Entry> byEnd = new PriorityQueue<>(Comparator.comparing(Entry::until));

    NonceMemory(InstantSource clock, int maxNonces, int maxNoncesPerKey) {
        if (maxNonces < 1 || maxNoncesPerKey < 1) {
            throw new IllegalArgumentException(
                    "limits: " + maxNonces + ", " + maxNoncesPerKey + " (expected: 1 or more)");
        }
        this.clock = clock;
        this.maxNonces = maxNonces;
        this.maxNoncesPerKey = maxNoncesPerKey;
    }

    private record Entry(BodyDigest key, BodyDigest nonce, Instant until) {}

    @Override
    public Answer accept(String keyId, String nonce, Instant until) {
        BodyDigest key = BodyDigest.of(Body.of(keyId));
        BodyDigest hash = BodyDigest.of(Body.of(key.base64() + nonce));
        return accept(new Entry(key, hash, until));
    }

    private synchronized Answer accept(Entry entry) {
        forgetEnded();
        if (seen.contains(entry.nonce())) {
            return Answer.SEEN_BEFORE;
        }
        if (seen.size() >= maxNonces || countByKey.getOrDefault(entry.key(), 0) >= maxNoncesPerKey) {
            return Answer.NO_ROOM;
        }
        seen.add(entry.nonce());
        countByKey.merge(entry.key(), 1, Integer::sum);
        byEnd.add(entry);
        return Answer.ACCEPTED;
    }

    private void forgetEnded() {
        Instant now = clock.instant();
        for (Entry first = byEnd.peek(); first != null && first.until().isBefore(now); first = byEnd.peek()) {
            byEnd.remove();
            seen.remove(first.nonce());
            countByKey.computeIfPresent(first.key(), (key, count) -> count > 1 ? count - 1 : null);
        }
    }
}
