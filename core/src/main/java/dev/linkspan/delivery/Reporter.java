package dev.linkspan.delivery;

import dev.linkspan.client.Knock;
import dev.linkspan.store.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, logs and tells the listener. Called outside of all locks. */
final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final DeliveryListener listener;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder gaveUp = new LongAdder();
    private final LongAdder secondKnocks = new LongAdder();

    Reporter(DeliveryListener listener) {
        this.listener = listener;
    }

    DeliveryStatus.Totals totals(int inFlight) {
        return new DeliveryStatus.Totals(
                delivered.sum(), retried.sum(), refused.sum(), gaveUp.sum(), secondKnocks.sum(), inFlight);
    }

    void outcome(LaneHandle handle, Slot slot, Outcome outcome, Instant now) {
        String lane = handle.authority;
        Duration age = Duration.between(slot.acceptedAt, now);
        switch (outcome) {
            case Outcome.Delivered d -> {
                delivered.increment();
                LOG.debug(
                        "delivered lane={} offset={} activity={} status={} age={}",
                        lane,
                        slot.offset,
                        slot.activityId,
                        d.status(),
                        age);
            }
            case Outcome.RetryAt r -> {
                retried.increment();
                LOG.info(
                        "retry lane={} offset={} activity={} at={} cause={} reason={}",
                        lane,
                        slot.offset,
                        slot.activityId,
                        r.when(),
                        r.cause(),
                        r.reason());
            }
            case Outcome.Refused r -> {
                refused.increment();
                LOG.info(
                        "refused lane={} offset={} activity={} status={} reason={}",
                        lane,
                        slot.offset,
                        slot.activityId,
                        r.status(),
                        r.reason());
            }
            case Outcome.Gone g -> {
                refused.increment();
                LOG.info(
                        "gone lane={} offset={} activity={} status={}", lane, slot.offset, slot.activityId, g.status());
            }
            case Outcome.GaveUp g -> {
                gaveUp.increment();
                LOG.warn(
                        "gave up lane={} offset={} activity={} age={} reason={}",
                        lane,
                        slot.offset,
                        slot.activityId,
                        age,
                        g.reason());
            }
        }
        report(handle, slot, outcome, age);
    }

    private void report(LaneHandle lane, Slot slot, Outcome outcome, Duration age) {
        Optional<String> inbox = slot.inbox.or(() -> lane.lane.target().map(Lane.Target::inbox));
        tell(() -> listener.onOutcome(
                new DeliveryReport(lane.authority, slot.offset, slot.activityId, slot.sender, inbox, outcome, age)));
    }

    /** Entries that grew too old to be delivered: after a long outage many, in one line. */
    void tooOld(LaneHandle lane, List<Slot> slots, Instant now) {
        gaveUp.add(slots.size());
        LOG.warn(
                "too old lane={} entries={} first={} last={}",
                lane.authority,
                slots.size(),
                slots.getFirst().offset,
                slots.getLast().offset);
        Outcome tooOld = new Outcome.GaveUp("too old");
        for (Slot slot : slots) {
            report(lane, slot, tooOld, Duration.between(slot.acceptedAt, now));
        }
    }

    /** What the application made of an entry. */
    void handled(Slot slot, Outcome outcome, Instant now) {
        Duration age = Duration.between(slot.acceptedAt, now);
        switch (outcome) {
            case Outcome.RetryAt r ->
                LOG.info(
                        "handled again offset={} activity={} at={} reason={}",
                        slot.offset,
                        slot.activityId,
                        r.when(),
                        r.reason());
            case Outcome.GaveUp g ->
                LOG.warn(
                        "dead letter offset={} activity={} age={} reason={}",
                        slot.offset,
                        slot.activityId,
                        age,
                        g.reason());
            case Outcome.Delivered d ->
                LOG.debug("handled offset={} activity={} age={}", slot.offset, slot.activityId, age);
            case Outcome.Refused r -> {}
            case Outcome.Gone g -> {}
        }
    }

    void secondKnock(String lane, Slot slot, Knock first, int status, Knock second) {
        secondKnocks.increment();
        LOG.debug(
                "second knock lane={} offset={} activity={} first={} status={} second={}",
                lane,
                slot.offset,
                slot.activityId,
                first,
                status,
                second);
    }

    void suspended(String lane) {
        LOG.warn("suspended lane={}", lane);
        tell(() -> listener.onSuspended(lane));
    }

    void revived(String lane) {
        LOG.info("revived lane={}", lane);
        tell(() -> listener.onRevived(lane));
    }

    /** Returns whether the listener bore it. */
    boolean expired(String lane) {
        LOG.warn("expired lane={}", lane);
        return tell(() -> listener.onExpired(lane));
    }

    void abandoned(String lane) {
        LOG.warn("abandoned lane={} reason=no subscription, and nothing taken for too long", lane);
    }

    void skipped(String lane, long offsets, long cursor) {
        LOG.warn("skipped lane={} offsets={} after={} reason=no longer in the log", lane, offsets, cursor);
    }

    void member(String node, int nodes, int claimed, int surplus) {
        LOG.info("lanes node={} nodes={} claimed={} surplus={}", node, nodes, claimed, surplus);
    }

    /** This node's clock is so far ahead of the store's, or behind it if negative. */
    void wrongClock(Duration ahead) {
        LOG.error(
                "the clock of this node is {} s {} the database's (expected: both are right): it delivers nothing until then",
                ahead.abs().toSeconds(),
                ahead.isNegative() ? "behind" : "ahead of");
    }

    void unfinished(int inFlight) {
        LOG.warn("closing with posts under way count={}", inFlight);
    }

    /** Something of ours failed; the engine goes on. */
    void fault(String what, Throwable fault) {
        LOG.error("delivery fault in={}", what, fault);
    }

    private boolean tell(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RuntimeException | Error e) {
            fault("listener", e);
            return false;
        }
    }
}
