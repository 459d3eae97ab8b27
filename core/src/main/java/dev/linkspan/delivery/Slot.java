package dev.linkspan.delivery;

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

    boolean inFlight;

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

    /** Whether nothing else may be under way while it is. */
    boolean isAlone() {
        return orderKey.equals(NewEntry.ALONE);
    }

    /** Whether it is delivered however old it is. */
    boolean isLasting() {
        return until.isEmpty();
    }

    Slot(LogEntry entry, Optional<Instant> until, int attempts, Instant due) {
        this.offset = entry.offset();
        this.activityId = entry.activityId();
        this.orderKey = entry.orderKey();
        this.acceptedAt = entry.acceptedAt();
        this.bytes = (int) Math.min(Integer.MAX_VALUE, entry.size());
        this.until = until;
        this.attempts = attempts;
        this.due = due;
    }
}
