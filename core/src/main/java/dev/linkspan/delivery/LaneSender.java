package dev.linkspan.delivery;

import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/*
 * A lane is a sender like TCP's. It reads the log ahead of its cursor, keeps a small window of posts under way, and its
 * cursor stands right before the lowest entry that is not dealt with. What TCP has not: entries are independent unless they
 * are about one object, so one that keeps failing while others pass steps aside (a straggler) and the cursor goes on.
 */
/** One lane's decisions: what to send next, when, and what an outcome changes. Pure, guarded by the lane's lock. */
final class LaneSender {

    /** How many entries ahead of the cursor a lane holds per place in its window, those waiting for an earlier one included. */
    private static final int AHEAD_PER_WINDOW = 4;

    /** Beyond that, it gets one more for each probe, up to this many: they are hours apart. */
    private static final int MAX_SCOUTS = 256;

    private final String authority;
    private final long lease;
    private final DeliverySettings settings;
    private final Backlog backlog;
    private final LaneHealth health;
    private final int maxAhead;
    private final List<Slot> givenUp = new ArrayList<>(0);
    private int inFlight;

    /** When the first of the posts under way began, or one last ended. */
    private Instant heard = Instant.MIN;

    private boolean aloneInFlight;

    /** Whether the last attempt that failed got an answer: then it may be the entry that is at fault. */
    private boolean answered;

    private long attempts;

    LaneSender(LaneProgress progress, DeliverySettings settings) {
        this.authority = progress.authority();
        this.lease = progress.lease();
        this.settings = settings;
        this.health = new LaneHealth(progress, settings);
        this.backlog = new Backlog(
                progress.cursor(), settings.maxStragglers(), health.isAlwaysThere(), settings.applicationWindow());
        this.maxAhead =
                AHEAD_PER_WINDOW * (health.isAlwaysThere() ? settings.applicationWindow() : settings.maxWindow());
    }

    LaneHealth health() {
        return health;
    }

    int inFlight() {
        return inFlight;
    }

    long cursor() {
        return backlog.cursor();
    }

    long readOffset() {
        return backlog.readOffset();
    }

    /** Whether everything read is dealt with. */
    boolean isDrained() {
        return backlog.isEmpty();
    }

    /** Whether the entry at this offset is dealt with. */
    boolean isPast(long offset) {
        return backlog.isPast(offset);
    }

    /** Since when the first entry ahead of the cursor waits, of those behind this offset; empty if none was read. */
    Optional<Instant> waitingSince(long after) {
        return backlog.firstAhead(after).map(slot -> slot.acceptedAt);
    }

    int stragglers() {
        return backlog.stragglers().size();
    }

    /** What is to be written. */
    LaneProgress progress() {
        return new LaneProgress(
                authority,
                backlog.cursor(),
                health.failures(),
                health.failingSince(),
                health.pausedUntil(),
                health.lastSuccess(),
                health.health(),
                lease,
                backlog.stragglers());
    }

    /** Takes back a straggler after a restart, before anything is read. */
    void restore(LogEntry entry, LaneProgress.Straggler straggler) {
        backlog.restore(new Slot(entry, authority, until(entry), straggler.attempts(), straggler.due()));
    }

    /** Whether the lane could send now if it knew more of the log. */
    boolean wantsMore(Instant now) {
        if (inFlight >= health.window() || isSilent(now)) {
            return false;
        }
        // A paused lane only needs something to probe with; its cursor waits.
        return health.isPaused()
                ? mayProbe(now) && (backlog.nextDue().isEmpty() || wantsScout(now))
                : backlog.ahead() < maxAhead && backlog.due(now).isEmpty();
    }

    /** Whether all that it holds may fail by itself: then only something new tells whether the destination takes anything. */
    boolean wantsScout(Instant now) {
        return answered
                && mayProbe(now)
                && backlog.ahead() < MAX_SCOUTS
                && backlog.longestUntried().filter(slot -> slot.lastTried == 0).isEmpty();
    }

    /** Whether what it holds is less than it may send at once. */
    boolean holdsLessThanWindow() {
        return backlog.ahead() < health.window();
    }

    /**
     * An entry that concerns this lane.
     *
     * @param again whether it goes out once more by an operator's wish, however old it is
     */
    void read(LogEntry entry, boolean again, Instant now) {
        backlog.read(entry.offset());
        backlog.add(new Slot(entry, authority, again ? Optional.empty() : until(entry), 0, now));
    }

    private Optional<Instant> until(LogEntry entry) {
        return entry.isLasting()
                ? Optional.empty()
                : Optional.of(entry.acceptedAt().plus(settings.maxAge().of(entry.type())));
    }

    /** Nothing up to this offset concerns this lane. */
    void skip(long offset) {
        backlog.read(offset);
    }

    /**
     * The attempt to make now, if there is one; it counts as under way from here on.
     *
     * @param mayGiveUp whether what is too old may go instead
     */
    Optional<Slot> next(Instant now, boolean mayGiveUp) {
        while (inFlight < health.window() && !isSilent(now)) {
            boolean probe = health.isPaused();
            if (probe && !mayProbe(now)) {
                return Optional.empty();
            }
            Optional<Slot> found = probe ? backlog.longestUntried() : backlog.due(now);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Slot slot = found.get();
            if (mayGiveUp && (isTooOld(slot, now) || isHopeless(slot, now))) {
                backlog.settle(slot);
                givenUp.add(slot);
                continue;
            }
            if (mustWait(slot)) {
                return Optional.empty();
            }
            aloneInFlight = slot.isAlone();
            slot.lastTried = ++attempts;
            backlog.take(slot);
            slot.probe = probe;
            slot.round = health.round();
            heard = inFlight == 0 ? now : heard;
            inFlight++;
            slot.filled = inFlight >= health.window();
            return found;
        }
        return Optional.empty();
    }

    /** Whether it lets us wait for longer than it ever should: what else it got would only take places from others. */
    private boolean isSilent(Instant now) {
        return inFlight > 0 && Duration.between(heard, now).compareTo(health.patience()) > 0;
    }

    /** Whether what is under way has to end first, for the sake of this one or of itself. */
    private boolean mustWait(Slot slot) {
        return inFlight > 0 && (aloneInFlight || slot.isAlone());
    }

    /** When something can happen again without an answer or a new entry; empty if nothing waits for time. */
    Optional<Instant> wakeAt(boolean unread) {
        if (inFlight >= health.window() || backlog.next().filter(this::mustWait).isPresent()) {
            return Optional.empty();
        }
        if (health.isPaused()) {
            return backlog.nextDue().isPresent() || unread ? health.pausedUntil() : Optional.empty();
        }
        return backlog.nextDue();
    }

    /** The how manieth attempt in a row this one is, for the length of the pause after it. */
    int attempt(Slot slot) {
        return slot.probe ? health.failures() + 1 : slot.attempts + 1;
    }

    /**
     * An attempt ended.
     *
     * @param took from sending to the answer
     * @param forInbox whether it went to where subscribers' entries go; what a control message's own inbox says is about
     *     that message
     */
    void completed(Slot slot, Outcome outcome, Duration took, boolean forInbox, Instant now) {
        boolean wasFull = slot.filled || inFlight >= health.window();
        inFlight--;
        heard = now;
        switch (outcome) {
            case Outcome.Delivered delivered -> {
                health.delivered(slot, took, wasFull, now);
                if (!delivered.equals(Handlings.UNHEARD)) {
                    backlog.taken(slot);
                }
                backlog.settle(slot);
                givenUp.addAll(backlog.stepAside());
            }
            case Outcome.RetryAt retry -> {
                answered = retry.cause() == Outcome.Cause.ERROR;
                health.failed(slot, retry, now);
                failed(slot, retry);
                if (health.isAlwaysThere()) {
                    // At once, so that what is written says how often it was tried.
                    givenUp.addAll(backlog.stepAside());
                }
            }
            case Outcome.Refused refused -> {
                if (refused.status() == 404 && forInbox) {
                    health.notFound(slot, now);
                } else if (refused.status() > 0) {
                    health.answers(slot, now);
                }
                backlog.settle(slot);
            }
            case Outcome.Gone gone -> {
                if (forInbox) {
                    health.gone(slot, now);
                    slot.due = now;
                    backlog.putBack(slot);
                } else {
                    backlog.settle(slot);
                }
            }
            case Outcome.GaveUp gaveUp -> {
                backlog.settle(slot);
                if (health.isAlwaysThere()) {
                    givenUp.addAll(backlog.stepAside()); // there is room for one more
                }
            }
        }
    }

    /** An attempt was not made: the entry no longer concerns this lane. */
    void withdrawn(Slot slot) {
        inFlight--;
        backlog.settle(slot);
    }

    /** The host spoke to us. Returns whether it changed anything. */
    boolean revive(Instant now) {
        if (!health.revive(now)) {
            return false;
        }
        backlog.hasten(now);
        return true;
    }

    /** What was given up without an attempt since the last call. */
    List<Slot> takeGivenUp() {
        if (givenUp.isEmpty()) {
            return List.of();
        }
        List<Slot> taken = List.copyOf(givenUp);
        givenUp.clear();
        return taken;
    }

    /**
     * A pause or a wait that is longer than any can be was reckoned when the clock, or that of the node that had the lane
     * before, was ahead: it is over.
     */
    void mendTimes(Instant now) {
        Instant latest = now.plus(RetryAfter.MOST).plus(settings.probeInterval());
        health.mend(latest, now);
        if (backlog.isAnyDueAfter(latest)) {
            backlog.hasten(now);
        }
    }

    private void failed(Slot slot, Outcome.RetryAt retry) {
        boolean itsOwn = retry.cause() == Outcome.Cause.ERROR || retry.cause() == Outcome.Cause.NO_ANSWER;
        if (itsOwn && !slot.probe) {
            slot.attempts++;
        }
        // While the lane is paused the pause decides; after it, everything may go.
        slot.due = retry.when();
        backlog.putBack(slot);
    }

    private boolean mayProbe(Instant now) {
        return inFlight == 0
                && health.pausedUntil().filter(until -> !until.isAfter(now)).isPresent();
    }

    private boolean isTooOld(Slot slot, Instant now) {
        if (slot.until.isEmpty() || !slot.until.get().isBefore(now)) {
            return false;
        }
        // If it was not the destination that let it wait, it was us, or our clock: then it is tried once, however late.
        return slot.attempts > 0 || health.failures() > 0 || health.isSuspended() || health.heldUp(slot.acceptedAt);
    }

    /**
     * Whether the destination refused it for as long as a subscription may fail, lately too, and took others: then it never
     * will take it, and the log would keep it for nobody. What the application refuses is a dead letter long before.
     */
    private boolean isHopeless(Slot slot, Instant now) {
        return slot.straggler
                && !health.isAlwaysThere()
                && slot.attempts >= Backlog.STRAGGLER_ATTEMPTS
                && slot.lastTried > 0
                && slot.acceptedAt.plus(settings.expireAfter()).isBefore(now);
    }
}
