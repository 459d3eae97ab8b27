package dev.linkspan.delivery;

import dev.linkspan.store.Audience.Application;
import dev.linkspan.store.Audience.Named;
import dev.linkspan.store.Audience.OneLane;
import dev.linkspan.store.Audience.Subscribers;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry that a lane still has to deliver: no body, only what scheduling needs. Guarded by its lane's lock. */
final class Slot {

    final long offset;
    final String activityId;
    final String orderKey;
    final Instant acceptedAt;

    /** In whose name it goes, if the entry says so. */
    final Optional<String> sender;

    /** Where this very entry goes; none if it goes where all go that are for subscribers. */
    final Optional<String> inbox;

    /** The host that brought it to the application; empty for what has no share. */
    final String supplier;

    /** Not to be delivered after this; none if it is delivered however old it is. */
    final Optional<Instant> until;

    /** What its bodies take in memory, in bytes. */
    final int bytes;

    /** How often it failed while the destination took others. */
    int attempts;

    /** Do not try before this. */
    Instant due;

    /** When it was last tried, as the lane counts attempts; 0 if never. */
    long lastTried;

    /** The health round in which the running attempt began. */
    long round;

    /** How its attempts were signed so far. */
    KnockHistory knocks = KnockHistory.NONE;

    /** Why the application will never deal with it; none is usual. */
    @Nullable
    Hopeless hopeless;

    boolean inFlight;

    /** The running attempt is not its first, and counts to its supplier's. */
    boolean retry;

    /** When its attempt began, no further one was permitted. */
    boolean filled;

    /** The running attempt is the only one that a paused lane makes. */
    boolean probe;

    /** The running attempt began when its lane had not taken anything lately. */
    boolean doubtful;

    /** It stands before the cursor. */
    boolean straggler;

    /** An earlier entry about the same object is not dealt with. */
    boolean blocked;

    /** The next entry about the same object, which waits for this one; none is usual. */
    @Nullable
    Slot next;

    /** The one before it about the same object, of which it is {@link #next}; none is usual. */
    @Nullable
    Slot before;

    /** Whether nothing else may be under way while it is. */
    boolean isAlone() {
        return orderKey.equals(NewEntry.ALONE);
    }

    /** Whether it is delivered however old it is. */
    boolean isLasting() {
        return until.isEmpty();
    }

    /**
     * Why the application will never deal with an entry.
     *
     * @param attempts how often it was tried; 0 if never
     */
    record Hopeless(int attempts, String reason) {}

    /**
     * A slot.
     *
     * @param authority whose it is
     */
    Slot(LogEntry entry, String authority, Optional<Instant> until, int attempts, Instant due) {
        this.offset = entry.offset();
        this.activityId = entry.activityId();
        this.orderKey = entry.orderKey();
        this.acceptedAt = entry.acceptedAt();
        this.sender = entry.audience() instanceof Named named ? Optional.of(named.sender()) : Optional.empty();
        this.inbox = switch (entry.audience()) {
            case OneLane one -> Optional.of(one.inbox());
            case Named named -> Optional.ofNullable(named.inboxes().get(authority));
            case Subscribers subscribers -> Optional.empty();
            case Application application -> Optional.empty();
        };
        this.supplier = entry.audience() instanceof Application application ? application.supplier() : "";
        this.bytes = (int) Math.min(Integer.MAX_VALUE, entry.size());
        this.until = until;
        this.attempts = attempts;
        this.due = due;
    }
}
