package dev.linkspan.delivery;

import dev.linkspan.store.Lane;
import dev.linkspan.store.Leases;
import dev.linkspan.store.Leases.Tended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * This node among those that share the lanes: says each second that it is alive, takes in the lanes it is given, and hands
 * over those above its share once nothing of theirs is under way. A store of a single process is asked only when there may be
 * a new lane: a write each second would keep its disk awake for nothing.
 *
 * <p>A node whose clock is wrong has no lanes: its signatures are refused, and it would take for old what is not.
 */
final class Membership {

    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    /** How far a node's clock may be from the store's: from here on the strictest servers refuse signatures. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final String node;
    private final Leases leases;
    private final Supplier<Optional<Instant>> sharedTime;
    private final LeaseSettings settings;
    private final NodeLease lease;
    private final Timers timers;
    private final Executor keeper;
    private final LaneRegistry lanes;
    private final CursorFlusher flusher;
    private final Dispatcher dispatcher;
    private final Reporter reporter;

    private final AtomicBoolean asked = new AtomicBoolean();

    // One word with the store at a time, and none after the last. Guards the rest.
    private final ReentrantLock speaking = new ReentrantLock();
    private final List<LaneHandle> leaving = new ArrayList<>();

    /** Lanes that nobody serves here any more, while the store may still take them for ours. */
    private final Set<String> unreleased = new HashSet<>();

    /** The last word may have been heard though it failed for us: lanes may be ours that we know nothing of. */
    private boolean uncertain;

    /** It is not yet one of them, or not while its clock is wrong. */
    private boolean apart = true;

    private boolean clockTold;
    private int nodes;
    private boolean silent;
    private volatile boolean closed;

    Membership(
            String node,
            Leases leases,
            Supplier<Optional<Instant>> sharedTime,
            LeaseSettings settings,
            NodeLease lease,
            Timers timers,
            Executor keeper,
            LaneRegistry lanes,
            CursorFlusher flusher,
            Dispatcher dispatcher,
            Reporter reporter) {
        this.node = node;
        this.leases = leases;
        this.sharedTime = sharedTime;
        this.settings = settings;
        this.lease = lease;
        this.timers = timers;
        this.keeper = keeper;
        this.lanes = lanes;
        this.flusher = flusher;
        this.dispatcher = dispatcher;
        this.reporter = reporter;
    }

    String node() {
        return node;
    }

    /** Joins the others and takes in all that is free. Blocks; a store that fails now is the caller's matter. */
    void begin() {
        speaking.lock();
        try {
            boolean more;
            do {
                more = tend(Runnable::run);
            } while (more);
        } finally {
            speaking.unlock();
        }
        if (leases.isShared()) {
            timers.schedule(settings.heartbeat(), this::beat);
        }
    }

    /** There may be a lane that nobody serves. Returns at once. */
    void tendSoon() {
        if (!closed && !asked.getAndSet(true)) {
            keeper.execute(this::tend);
        }
    }

    /** Another may have the lanes at once. Call it when all cursors are written. */
    void close() {
        speaking.lock();
        try {
            closed = true;
            leases.leave(node);
        } catch (RuntimeException e) {
            reporter.fault("leaving the other nodes", e);
        } finally {
            speaking.unlock();
        }
    }

    private void beat() {
        if (!closed) {
            tendSoon();
            timers.schedule(settings.heartbeat(), this::beat);
        }
    }

    private void tend() {
        asked.set(false); // before the look at the store: what comes from here on is for the next one
        speaking.lock();
        try {
            boolean more = !closed;
            while (more) {
                more = tend(lanes.writer());
            }
            silent = false;
            if (uncertain) {
                uncertain = false;
                lanes.writer().execute(this::findUnknown);
            }
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            speaking.unlock();
        }
    }

    private void failed(RuntimeException fault) {
        // Once per outage: it comes each second.
        if (!silent) {
            reporter.fault("tending the leases; deliveries pause if it goes on", fault);
        }
        silent = true;
        uncertain = true;
        if (!leases.isShared()) {
            timers.schedule(AFTER_FAULT, this::tendSoon);
        }
    }

    /** On the registry's writer, so behind all lanes that were claimed before and are being admitted. */
    private void findUnknown() {
        speaking.lock();
        try {
            Set<String> held = new HashSet<>();
            leases.holders().forEach((authority, holder) -> {
                if (holder.equals(node)) {
                    held.add(authority);
                }
            });
            held.removeAll(lanes.authorities());
            if (!held.isEmpty()) {
                // Once more behind those that were claimed since.
                lanes.writer().execute(() -> giveUp(held));
            }
        } catch (RuntimeException e) {
            reporter.fault("looking up which lanes are ours", e);
            uncertain = true;
        } finally {
            speaking.unlock();
        }
    }

    /** What is ours by the store and not by us goes back, to be claimed again by whoever comes first. */
    private void giveUp(Set<String> held) {
        speaking.lock();
        try {
            held.removeAll(lanes.authorities());
            unreleased.addAll(held);
        } finally {
            speaking.unlock();
        }
        tendSoon();
    }

    /** Returns whether there may be more to take. */
    private boolean tend(Executor admitting) {
        // Of no lane that it could not serve, or others would wait for it.
        if (apart && isClockWrong(lease.now(), sharedTime.get())) {
            return false;
        }
        releaseLost();
        NodeLease.Moment asking = lease.now();
        long news = lanes.news();
        Tended tended = leases.tend(node, settings.ttl());
        apart = isClockWrong(asking, tended.sharedTime());
        if (apart) {
            standApart();
            return false;
        }
        clockTold = false;
        if (tended.lapsed()) {
            // Before anything may start again.
            lanes.dropAll();
            leaving.clear();
        }
        lease.renewed(asking);
        for (Lane lane : tended.claimed()) {
            unreleased.remove(lane.authority());
            lanes.admit(lane, news, admitting);
        }
        if (tended.nodes() != nodes || !tended.claimed().isEmpty()) {
            nodes = tended.nodes();
            reporter.member(node, nodes, tended.claimed().size(), tended.surplus());
        }
        shed(tended.surplus());
        if (lease.takeMissed()) {
            dispatcher.wake(lanes.all());
        }
        return !tended.claimed().isEmpty();
    }

    /** The store's time lies between the question and now, if the clock is right. */
    private boolean isClockWrong(NodeLease.Moment asked, Optional<Instant> time) {
        Optional<Duration> ahead = time.map(t -> Duration.between(t, asked.instant()));
        Optional<Duration> behind = time.map(t -> Duration.between(lease.now().instant(), t));
        boolean isWrong =
                Stream.of(ahead, behind).flatMap(Optional::stream).anyMatch(d -> d.compareTo(CLOCK_TOLERANCE) > 0);
        if (isWrong && !clockTold) {
            clockTold = true;
            ahead.ifPresent(reporter::wrongClock);
        }
        return isWrong;
    }

    /** What was not written yet, whoever serves it next sends again: by this clock it would be written wrong. */
    private void standApart() {
        lanes.dropAll();
        leaving.clear();
        leases.leave(node);
        unreleased.clear();
    }

    /** Brings the number of lanes that are on their way out to this. */
    private void shed(int surplus) {
        leaving.removeIf(lane -> lane.lost);
        while (leaving.size() > surplus) {
            LaneHandle kept = leaving.removeLast();
            kept.leaving = false;
            dispatcher.wake(kept);
        }
        if (leaving.size() < surplus) {
            leaving.addAll(chosen(surplus - leaving.size()));
        }
        List<LaneHandle> quiet = new ArrayList<>();
        for (LaneHandle lane : leaving) {
            synchronized (lane) {
                lane.leaving = true;
                if (lane.sender.inFlight() == 0) {
                    quiet.add(lane);
                }
            }
        }
        handOver(quiet);
    }

    /** Those first that need not be waited for. */
    private List<LaneHandle> chosen(int number) {
        List<LaneHandle> busy = new ArrayList<>();
        List<LaneHandle> chosen = new ArrayList<>();
        for (LaneHandle lane : lanes.all()) {
            if (chosen.size() == number) {
                return chosen;
            }
            synchronized (lane) {
                if (!lane.leaving) {
                    (lane.sender.inFlight() == 0 ? chosen : busy).add(lane);
                }
            }
        }
        chosen.addAll(busy.subList(0, Math.min(busy.size(), number - chosen.size())));
        return chosen;
    }

    private void handOver(Collection<LaneHandle> quiet) {
        if (quiet.isEmpty()) {
            return;
        }
        flusher.writeNow(quiet);
        for (LaneHandle lane : quiet) {
            unreleased.add(lane.authority);
            lanes.drop(lane);
        }
        leaving.removeAll(quiet);
        releaseLost();
    }

    /** Should it fail, nobody serves these lanes until it succeeds. */
    private void releaseLost() {
        if (!unreleased.isEmpty()) {
            leases.release(node, unreleased);
            unreleased.clear();
        }
    }
}
