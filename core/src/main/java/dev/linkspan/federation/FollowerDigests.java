package dev.linkspan.federation;

import dev.linkspan.discovery.Origin;
import dev.linkspan.vocab.FollowersDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/*
 * A post goes to thousands of servers at once, and each attempt asks. So once many have asked, all followers are read in one
 * go; a retry to some server, hours later, reads those that are there.
 */
/** The digests of the followers of one actor of ours, server by server; a few seconds old at most. Thread-safe; may block. */
final class FollowerDigests {

    /** How long what was read of all followers counts. */
    static final Duration KEPT = Duration.ofSeconds(5);

    /** How many servers are looked up one by one in that time before all are, if there are not many. */
    private static final int FEW = 4;

    /** How much of the servers is many. */
    private static final int SHARE = 8;

    private final PartialFollowers followers;
    private final String actor;
    private final InstantSource clock;
    private final Lock loading = new ReentrantLock();
    private volatile Known known = new Known(Instant.MIN, Map.of());
    private Instant countedSince = Instant.MIN;
    private int asked;

    /** What was read of all followers, and when. */
    private record Known(Instant at, Map<Origin, FollowersDigest> digests) {}

    FollowerDigests(PartialFollowers followers, String actor, InstantSource clock) {
        this.followers = followers;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * The digest of the followers on a server; empty if there are none there, or more than are compared.
     *
     * @param servers how many servers get what this one does
     */
    Optional<FollowersDigest> on(Origin server, int servers) {
        Instant now = clock.instant();
        Known last = known;
        if (isFresh(last.at(), now)) {
            return Optional.ofNullable(last.digests().get(server));
        }
        // Who finds somebody else reading does not wait: as many threads sign as there are cores.
        if (isOneOfMany(now, servers) && loading.tryLock()) {
            try {
                return Optional.ofNullable(loaded().get(server));
            } finally {
                loading.unlock();
            }
        }
        return followers.digest(actor, server);
    }

    private Map<Origin, FollowersDigest> loaded() {
        Known last = known;
        if (isFresh(last.at(), clock.instant())) {
            return last.digests();
        }
        Map<Origin, FollowersDigest> all = followers.digests(actor);
        known = new Known(clock.instant(), all);
        return all;
    }

    private synchronized boolean isOneOfMany(Instant now, int servers) {
        if (!isFresh(countedSince, now)) {
            countedSince = now;
            asked = 0;
        }
        return ++asked > Math.max(FEW, servers / SHARE);
    }

    /** A clock that was set back makes nothing younger. */
    private static boolean isFresh(Instant at, Instant now) {
        return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
    }
}
