package dev.linkspan.relay;

import dev.linkspan.relay.KeyRing.Announced;
import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.AppendResult;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the relay's key without losing a delivery. Three durable steps, each of which finds the one before:
 *
 * <ol>
 *   <li>the new key is saved; from here on the actor's document shows it, and lists the old one beside it;
 *   <li>an Update of the actor enters the log, for all subscribers;
 *   <li>the new key takes over, for each destination once it has dealt with that Update, which the old key signs.
 * </ol>
 *
 * <p>Whatever a crash leaves undone, {@link #resume} does. Thread-safe.
 */
public final class KeyRotation {

    /** As long as an entry waits for a destination, and longer than servers remember an actor. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofDays(7);

    private static final Duration MIN_OVERLAP = Duration.ofMinutes(1);
    private static final Duration MAX_OVERLAP = Duration.ofDays(90);
    private static final int SCAN_ENTRIES = 256;
    private static final long SCAN_BYTES = 1L << 20;

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final RelayIdentity identity;
    private final RelayKeys keys;
    private final RelayDocuments documents;
    private final ActivityLog activities;
    private final OwnActivities own;
    private final InstantSource clock;

    /** Rotation of these keys, told through this log. */
    public KeyRotation(
            RelayIdentity identity,
            RelayKeys keys,
            RelayDocuments documents,
            ActivityLog activities,
            InstantSource clock,
            RandomGenerator random) {
        this.identity = identity;
        this.keys = keys;
        this.documents = documents;
        this.activities = activities;
        this.own = new OwnActivities(identity, clock, random);
        this.clock = clock;
    }

    /**
     * Makes a new key and replaces the current one by it.
     *
     * @param overlap how long the current key can still be found and used: 1 minute to 90 days
     * @return the ring with the new key
     * @throws IllegalArgumentException if the overlap is out of range
     * @throws IllegalStateException if three keys are still within theirs, or another node replaces the key just now
     */
    public synchronized KeyRing rotate(Duration overlap) {
        if (overlap.compareTo(MIN_OVERLAP) < 0 || overlap.compareTo(MAX_OVERLAP) > 0) {
            throw new IllegalArgumentException("overlap: " + overlap + " (expected: 1 minute to 90 days)");
        }
        resume();
        KeyRing before = keys.ring();
        KeyRing ring = before.withoutExpired(clock.instant());
        if (ring.retired().size() >= KeyRing.MAX_RETIRED) {
            throw new IllegalStateException(
                    "keys: " + ring.retired().size() + " old ones are still in use, the first until "
                            + ring.retired().getFirst().until());
        }
        ActorKey key = ActorKey.fresh(clock.instant());
        if (!keys.replace(before, ring.announcing(new Announced(key, overlap, own.newId(), activities.end())))) {
            throw new IllegalStateException(
                    "keys: replaced by another node just now; look at them before trying again");
        }
        resume();
        return keys.ring();
    }

    /** Finishes a replacement that was begun, by whatever node: each of its steps is done once. */
    public synchronized void resume() {
        Optional<Announced> next = keys.ring().next();
        if (next.isEmpty()) {
            return;
        }
        Announced announced = next.get();
        long offset = tell(announced);
        KeyRing before = keys.ring();
        if (!before.next().equals(next) || !keys.replace(before, before.replaced(offset, clock.instant()))) {
            return; // another node did it
        }
        log.info(
                "key {} takes over from entry {} on; the one before stays until {}",
                announced.key().id(identity),
                offset,
                keys.ring().retired().getLast().until());
    }

    /** Appends the Update unless that was done; returns its offset. */
    private long tell(Announced announced) {
        OwnActivity update = own.updateActor(announced.updateId(), documents.actor());
        NewEntry entry = new NewEntry(
                Publication.activityKey(update.id()),
                update.id(),
                update.type(),
                NewEntry.ALONE,
                new Audience.Subscribers(Form.OWN, Form.OWN, Set.of()),
                Optional.empty(),
                Optional.of(update),
                Optional.empty(),
                clock.instant());
        return switch (activities.append(entry)) {
            case AppendResult.Appended appended -> appended.offset();
            case AppendResult.Duplicate duplicate -> find(announced);
        };
    }

    /** Where the Update stands in the log; if it left the log, nobody waits for it any more. */
    private long find(Announced announced) {
        long offset = announced.after();
        while (true) {
            List<LogEntry> entries = activities.read(offset, SCAN_ENTRIES, SCAN_BYTES);
            if (entries.isEmpty()) {
                return announced.after();
            }
            for (LogEntry entry : entries) {
                if (entry.activityId().equals(announced.updateId())) {
                    return entry.offset();
                }
            }
            offset = entries.getLast().offset();
        }
    }
}
