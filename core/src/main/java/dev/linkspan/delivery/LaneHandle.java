package dev.linkspan.delivery;

import dev.linkspan.store.Lane;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A lane with what the engine keeps of it. All but the final and volatile fields are guarded by this object's lock. */
final class LaneHandle {

    /** What waited because we were away, or our clock was wrong, goes out within this. */
    private static final Duration GRACE = Duration.ofHours(1);

    /** Who was sent something by name may be so again soon: its lane is not made and removed for each entry. */
    private static final Duration LINGER = Duration.ofHours(1);

    final String authority;

    /** Whether it leads to the application that we are part of, not to a host. */
    final boolean isApplication;

    final LaneSender sender;

    /** Under which lease we serve it. */
    final long lease;

    /** Whether it stands in the dispatcher's queue. */
    final AtomicBoolean queued = new AtomicBoolean();

    /** Its subscription as the store had it last; its progress there is older than ours. Changed under the lock. */
    volatile Lane lane;

    /** Whether a request from that host would change anything; lets the usual one pass without a lock. */
    volatile boolean troubled;

    /** Whether it waits for news and for nothing else. By the dispatcher only. */
    boolean idle;

    /** Whether the last attempt that told anything was taken, and soon: see {@link Window#SLOW}. */
    volatile boolean proven;

    /** It goes to another node as soon as nothing is under way. Changed under the lock. */
    volatile boolean leaving;

    /** It is not ours any more. Changed under the lock. */
    volatile boolean lost;

    /** Whether it is so far from the end of the log that fresh posts to others go first. */
    volatile boolean behind;

    private volatile @Nullable Address address; // null: not needed yet

    /** How many looks at the subscription are due before it may read on. */
    int stale;

    /** A read of the log's history is under way for it. */
    boolean reading;

    /** The cursor that was last given to be written. */
    long knownCursor;

    @Nullable
    Instant timerAt; // null: no timer runs

    Timers.@Nullable Scheduled timer; // null: no timer runs

    Optional<Outcome> lastOutcome = Optional.empty();
    long skipped;
    boolean expiryTold;

    /** Whether it lets entries wait for longer than a subscription may fail, however many it takes meanwhile. */
    boolean overdue;

    /** Whether entries wait for so long, and when that was first found, by the machine's clock. */
    private boolean late;

    private long lateSince;

    /** Until when it stays though nothing is left for it. */
    private Instant lingersUntil = Instant.MIN;

    private final NodeLease node;

    LaneHandle(Lane lane, LaneSender sender, NodeLease node) {
        this.lease = lane.progress().lease();
        this.node = node;
        this.authority = lane.authority();
        this.isApplication = authority.equals(Lane.APPLICATION);
        this.lane = lane;
        this.sender = sender;
        this.knownCursor = lane.progress().cursor();
        this.troubled = sender.health().isTroubled();
    }

    /** Whether an attempt may begin. Call under the lock. */
    boolean mayBegin() {
        return !leaving && maySend();
    }

    /** Whether the lane is certainly still ours, so that a post may go out. */
    boolean maySend() {
        return !lost && node.holds();
    }

    /** The address that a text is; all but few of the posts of a lane go to the same one, so it is taken apart once. */
    URI address(String inbox) throws URISyntaxException {
        Address known = address;
        if (known == null || !known.text().equals(inbox)) {
            known = new Address(inbox, new URI(inbox));
            address = known;
        }
        return known.uri();
    }

    private record Address(String text, URI uri) {}

    /** Whether this is where subscribers' entries go. */
    boolean isInbox(String inbox) {
        return lane.target().filter(t -> t.inbox().equals(inbox)).isPresent();
    }

    /** Whether the entry at this offset goes out once more. Call under the lock. */
    boolean isReplayed(long offset) {
        return lane.replay().filter(replay -> offset <= replay.until()).isPresent();
    }

    /**
     * Looks whether it is overdue. Call under the lock, each minute.
     *
     * @param most how long an entry may wait
     * @param nanos the machine's clock
     */
    void lookForOverdue(Duration most, Instant now, long nanos) {
        // What an operator sends once more is old, and what is from before the subscription does not go out any more.
        long after = Math.max(
                lane.target().map(Lane.Target::since).orElse(0L),
                lane.replay().map(Lane.Replay::until).orElse(0L));
        Optional<Instant> since = sender.waitingSince(after);
        if (since.isPresent() && Duration.between(since.get(), now).compareTo(most) > 0) {
            lateSince = late ? lateSince : nanos;
            late = true;
            overdue = nanos - lateSince >= GRACE.toNanos();
        } else if (lane.target().isPresent()) {
            late = false;
            overdue = false;
        } // else: it was, and what is left after its subscription does not change that
    }

    /** It was sent something by name. Call under the lock. */
    void linger(Instant now) {
        lingersUntil = now.plus(LINGER);
    }

    /** Whether nobody needs it: no subscription and nothing to deliver. Call under the lock. */
    boolean isIdle(long end, Instant now) {
        return lane.target().isEmpty()
                && !isApplication
                && stale == 0
                && sender.isDrained()
                && sender.readOffset() >= end
                && !now.isBefore(lingersUntil);
    }
}
