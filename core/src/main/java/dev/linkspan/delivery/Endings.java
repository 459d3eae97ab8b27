package dev.linkspan.delivery;

import dev.linkspan.client.Knock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What follows when an attempt or a handling is over: the place is free, the lane knows, and whoever shall hear of it does. */
final class Endings implements Attempts.Ended, Handlings.Ended {

    private static final Outcome DISPLACED = new Outcome.GaveUp("failed too often while others were taken");

    private final Dispatcher dispatcher;
    private final CursorFlusher flusher;
    private final Reporter reporter;
    private final Expiry expiry;

    Endings(Dispatcher dispatcher, CursorFlusher flusher, Reporter reporter, Expiry expiry) {
        this.dispatcher = dispatcher;
        this.flusher = flusher;
        this.reporter = reporter;
        this.expiry = expiry;
    }

    @Override
    public void ended(LaneHandle lane, Slot slot, Outcome outcome, Duration took, boolean forInbox, Instant now) {
        boolean wasDoubtful;
        boolean wasSuspended;
        boolean isSuspended;
        boolean isNewlyProven;
        List<Slot> givenUp;
        synchronized (lane) {
            wasDoubtful = slot.doubtful; // once it is completed, it may be taken again
            wasSuspended = lane.sender.health().isSuspended();
            lane.sender.completed(slot, outcome, took, forInbox, now);
            isSuspended = lane.sender.health().isSuspended();
            givenUp = lane.sender.takeGivenUp();
            lane.lastOutcome = Optional.of(outcome);
            lane.troubled = lane.sender.health().isTroubled();
            boolean soon = took.compareTo(Window.SLOW) <= 0;
            boolean wasProven = lane.proven;
            lane.proven = soon && (outcome instanceof Outcome.Delivered || (lane.proven && !lane.troubled));
            isNewlyProven = lane.proven && !wasProven;
            lane.expiryTold &= isSuspended || lane.overdue;
        }
        flusher.changed(lane); // first: whoever closes waits for the place, then writes
        dispatcher.release(slot, wasDoubtful);
        reporter.outcome(lane, slot, outcome, now);
        if (lane.lost) {
            dispatcher.placeLeft();
            return; // what follows is for the node that serves it now
        }
        givenUp.forEach(s -> reporter.outcome(lane, s, DISPLACED, now));
        if (isSuspended && !wasSuspended) {
            reporter.suspended(lane.authority);
        } else if (wasSuspended && !isSuspended) {
            reporter.revived(lane.authority);
        }
        expiry.attempted(lane, outcome, now);
        if (isNewlyProven) {
            dispatcher.hasten(lane); // it may stand in line since its last turn, behind all those in doubt
        } else {
            dispatcher.wake(lane);
        }
    }

    @Override
    public void secondKnock(LaneHandle lane, Slot slot, Knock first, int status, Knock second) {
        reporter.secondKnock(lane.authority, slot, first, status, second);
    }

    @Override
    public void signed() {
        dispatcher.signed();
    }

    @Override
    public void withdrawn(LaneHandle lane, Slot slot) {
        boolean wasDoubtful;
        synchronized (lane) {
            wasDoubtful = slot.doubtful;
            lane.sender.withdrawn(slot);
        }
        flusher.changed(lane);
        dispatcher.release(slot, wasDoubtful);
        dispatcher.wake(lane);
    }

    @Override
    public void handled(LaneHandle lane, Slot slot, Outcome outcome, Instant now) {
        synchronized (lane) {
            lane.sender.completed(slot, outcome, Duration.ZERO, false, now);
            lane.lastOutcome = Optional.of(outcome);
        }
        flusher.changed(lane);
        dispatcher.handled();
        reporter.handled(slot, outcome, now);
        if (!lane.lost) {
            dispatcher.wake(lane);
        }
    }
}
