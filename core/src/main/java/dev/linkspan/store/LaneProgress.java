package dev.linkspan.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far a lane has come.
 *
 * @param authority the lane
 * @param cursor everything up to this offset is dealt with, but for the stragglers
 * @param failures consecutive failures since the last success
 * @param failingSince when those began
 * @param nextAttempt do not try before this
 * @param lastSuccess the last delivery that was taken
 * @param health whether the lane is served
 * @param lease under which lease this was found; what an older one writes is left out, for another node serves the lane now
 * @param stragglers the few entries before the cursor that are still to be delivered, by offset
 */
public record LaneProgress(
        String authority,
        long cursor,
        int failures,
        Optional<Instant> failingSince,
        Optional<Instant> nextAttempt,
        Optional<Instant> lastSuccess,
        Health health,
        long lease,
        List<Straggler> stragglers) {

    /** Copies the list, by offset. */
    public LaneProgress {
        stragglers = stragglers.stream()
                .sorted(Comparator.comparingLong(Straggler::offset))
                .toList();
    }

    /** A lane that starts behind this offset. */
    public static LaneProgress startingAfter(String authority, long offset) {
        return new LaneProgress(
                authority,
                offset,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Health.ACTIVE,
                0,
                List.of());
    }

    /** This progress, with the cursor no further back than it was. */
    LaneProgress notBefore(LaneProgress old) {
        if (cursor >= old.cursor) {
            return this;
        }
        return new LaneProgress(
                authority, old.cursor, failures, failingSince, nextAttempt, lastSuccess, health, lease, stragglers);
    }

    /** The same under another lease, standing there. */
    public LaneProgress under(long newLease, long newCursor, List<Straggler> newStragglers) {
        return new LaneProgress(
                authority,
                newCursor,
                failures,
                failingSince,
                nextAttempt,
                lastSuccess,
                health,
                newLease,
                newStragglers);
    }

    /** A cursor beyond the end would skip entries that are still to come. */
    void requireWithin(long end) {
        if (cursor > end) {
            throw new IllegalArgumentException(
                    "cursor of " + authority + ": " + cursor + " (expected: up to " + end + ")");
        }
    }

    /** Whether a lane is served. */
    public enum Health {
        /** It is served. */
        ACTIVE,
        /** Its inbox is gone (410) or failed for too long: only probed, and revived by any request from that host. */
        SUSPENDED
    }

    /**
     * An entry that this destination keeps refusing for the time being while it takes others.
     *
     * @param offset the entry
     * @param attempts how often it was tried
     * @param due when to try again
     */
    public record Straggler(long offset, int attempts, Instant due) {}
}
