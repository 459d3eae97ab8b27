package dev.linkspan.delivery;

import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How deliveries stand at one moment.
 *
 * @param node the name of this node
 * @param lanes every destination, in no order
 * @param totals what happened since the start
 */
public record DeliveryStatus(String node, List<LaneStatus> lanes, Totals totals) {

    /** Copies the list. */
    public DeliveryStatus {
        lanes = List.copyOf(lanes);
    }

    /**
     * One destination.
     *
     * @param authority the lane
     * @param target where subscribers' entries go, if it subscribes
     * @param cursor everything up to this offset is dealt with, but for the stragglers
     * @param lag how many offsets the cursor is behind the end of the log
     * @param stragglers how many entries before the cursor are still to be delivered
     * @param inFlight how many posts are under way
     * @param failures consecutive failures since the last success
     * @param health whether it is served
     * @param nextAttempt when a paused destination is tried next
     * @param lastSuccess when it last took a post
     * @param lastOutcome what the last attempt came to, since the start
     * @param scheme in which signature scheme the next post to the target is signed: the one that it took as a second
     *     knock, else the usual first knock; empty without a target
     * @param skipped how many offsets left the log before this lane came to them, since the start
     * @param servedBy the name of the node that serves it; empty while none does. Of a lane that another node serves, this
     *     tells what that one last wrote, and nothing of what is under way
     */
    public record LaneStatus(
            String authority,
            Optional<Lane.Target> target,
            long cursor,
            long lag,
            int stragglers,
            int inFlight,
            int failures,
            LaneProgress.Health health,
            Optional<Instant> nextAttempt,
            Optional<Instant> lastSuccess,
            Optional<Outcome> lastOutcome,
            Optional<SignatureScheme> scheme,
            long skipped,
            Optional<String> servedBy) {}

    /**
     * Counts since the start.
     *
     * @param delivered posts that were taken
     * @param retried attempts that are repeated
     * @param refused posts that the destination did not want
     * @param gaveUp entries that are not tried any more
     * @param secondKnocks second requests, in the other signature scheme, because the first was refused
     * @param inFlight posts that are under way now
     */
    public record Totals(long delivered, long retried, long refused, long gaveUp, long secondKnocks, int inFlight) {}
}
