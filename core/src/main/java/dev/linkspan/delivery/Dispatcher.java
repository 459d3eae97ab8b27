package dev.linkspan.delivery;

import dev.linkspan.delivery.TurnOrder.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/*
 * Lanes stand in line in their class, first come, first served, and each turn is one attempt. Which class is next says
 * TurnOrder: lanes that catch up must not delay fresh posts, nor wait for ever. It is decided late: only a few attempts wait
 * for a signature, so that a fresh post does not stand behind a thousand old ones.
 *
 * Lanes that did not take anything lately, or only slowly, have half of the places at most: hundreds of hosts that let us
 * wait for their deadline, or almost, must not take the places of those that answer at once.
 *
 * The application's lane has turns and places of its own: neither do slow hosts keep it from its entries, nor does a slow
 * application keep posts from going out.
 */
/** Gives lanes their turns as long as there are places. One thread at a time runs it; everyone else only puts lanes in line. */
final class Dispatcher {

    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private final LogTail tail;
    private final Workers workers;
    private final Timers timers;
    private final InstantSource clock;
    private final SteadyClock steady;
    private final DeliverySettings settings;
    private final Reporter reporter;
    private final CursorFlusher flusher;
    private final BiConsumer<LaneHandle, Slot> begin;
    private final Runnable readLog;
    private final LaneReader reader;
    private final boolean hasApplication;

    private final Queue<LaneHandle> fresh = new ConcurrentLinkedQueue<>();
    private final Queue<LaneHandle> behind = new ConcurrentLinkedQueue<>();
    private final Queue<LaneHandle> doubtful = new ConcurrentLinkedQueue<>();
    private final Queue<LaneHandle> application = new ConcurrentLinkedQueue<>();

    /** Lanes that have dealt with all they know of. */
    private final Queue<LaneHandle> idle = new ArrayDeque<>();

    private final AtomicInteger signals = new AtomicInteger();
    private final Places places;

    /** How many entries the application is at; its window is their bound. */
    private final AtomicInteger handlings = new AtomicInteger();

    private final CompletableFuture<Boolean> quiet = new CompletableFuture<>();
    private final TurnOrder order = new TurnOrder();
    private volatile boolean appended;
    private volatile boolean closing;

    Dispatcher(
            LogTail tail,
            Workers workers,
            Timers timers,
            InstantSource clock,
            SteadyClock steady,
            DeliverySettings settings,
            Reporter reporter,
            CursorFlusher flusher,
            BiConsumer<LaneHandle, Slot> begin,
            Runnable readLog,
            boolean hasApplication) {
        this.tail = tail;
        this.workers = workers;
        this.timers = timers;
        this.clock = clock;
        this.steady = steady;
        this.settings = settings;
        this.reporter = reporter;
        this.flusher = flusher;
        this.begin = begin;
        this.readLog = readLog;
        this.reader = new LaneReader(tail, workers.readers(), timers, reporter, this::wake);
        this.hasApplication = hasApplication;
        this.places = new Places(settings);
    }

    int inFlight() {
        return places.posts();
    }

    /** Something was appended to the log. Returns at once. */
    void appended() {
        appended = true;
        signal();
    }

    /** A lane may have something to do. Returns at once. */
    void wake(LaneHandle lane) {
        queue(lane);
        if (lane.isApplication || places.wantsMore()) {
            signal();
        }
    }

    /** A lane's host is there after all: it does not go on standing behind those that may not be. Returns at once. */
    void hasten(LaneHandle lane) {
        lane.queued.set(true);
        fresh.add(lane); // where it stood before, nobody will find it waiting
        signal();
    }

    /** Several lanes may have something to do. Returns at once. */
    void wake(Iterable<LaneHandle> lanes) {
        for (LaneHandle lane : lanes) {
            queue(lane);
        }
        signal();
    }

    /**
     * Something was appended for all. Only lanes that wait for nothing else are told: the others look at the log when an answer,
     * a timer or their turn comes, so that accepting costs the same however many lanes are busy. By the dispatcher only.
     */
    void news() {
        for (LaneHandle lane = idle.poll(); lane != null; lane = idle.poll()) {
            lane.idle = false;
            queue(lane);
        }
        signal();
    }

    /** Something was appended for these. Returns at once. */
    void news(Iterable<LaneHandle> lanes) {
        lanes.forEach(this::queue);
        signal();
    }

    /** An attempt waits for no signature any more. */
    void signed() {
        if (places.signed()) {
            signal();
        }
    }

    /** A place is free, and its lane has no use for it. Returns at once. */
    void placeLeft() {
        signal();
    }

    /** An attempt is over; its place is free. Whoever calls this wakes a lane next, or calls {@link #placeLeft}. */
    void release(Slot slot, boolean wasDoubtful) {
        places.release(slot.bytes, wasDoubtful);
        lookForQuiet();
    }

    /** The application is done with an entry for now. */
    void handled() {
        handlings.decrementAndGet();
        lookForQuiet();
    }

    private void lookForQuiet() {
        if (closing && underWay() == 0) {
            quiet.complete(true);
        }
    }

    private int underWay() {
        return places.posts() + handlings.get();
    }

    /** Starts nothing more and waits for what is under way, for so long at most. */
    void close(Duration wait) {
        closing = true;
        if (underWay() == 0) {
            return;
        }
        try {
            quiet.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            reporter.unfinished(underWay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void queue(LaneHandle lane) {
        if (!lane.queued.getAndSet(true)) {
            line(lane).add(lane);
        }
    }

    private Queue<LaneHandle> line(LaneHandle lane) {
        return lane.isApplication
                ? application
                : queue(lane.proven ? lane.behind ? Kind.BEHIND : Kind.FRESH : Kind.DOUBTFUL);
    }

    private Queue<LaneHandle> queue(Kind kind) {
        return switch (kind) {
            case FRESH -> fresh;
            case BEHIND -> behind;
            case DOUBTFUL -> doubtful;
        };
    }

    private void signal() {
        if (!closing && signals.getAndIncrement() == 0) {
            workers.dispatcher().execute(this::run);
        }
    }

    private void run() {
        int seen;
        do {
            seen = signals.get();
            if (appended) {
                appended = false;
                readAppended();
            }
            giveTurns();
        } while (signals.addAndGet(-seen) != 0);
    }

    private void readAppended() {
        try {
            readLog.run();
        } catch (RuntimeException | Error e) {
            reporter.fault("reading the log", e);
            timers.schedule(AFTER_FAULT, this::appended);
        }
    }

    private void giveTurns() {
        boolean goesOn = true;
        while (!closing && goesOn) {
            boolean handed = giveApplicationTurn();
            goesOn = giveTurn() || handed;
        }
    }

    /** Returns whether the application's lane stood in line. */
    private boolean giveApplicationTurn() {
        LaneHandle lane = application.poll();
        if (lane == null) {
            return false;
        }
        lane.queued.set(false);
        tryTurn(lane);
        return true;
    }

    /** Returns whether a lane stood in line for which there is room. */
    private boolean giveTurn() {
        Optional<Kind> kind = places.hasRoom() ? order.next(this::waits) : Optional.empty();
        if (kind.isEmpty()) {
            return false;
        }
        LaneHandle lane = queue(kind.get()).remove();
        if (!lane.queued.getAndSet(false)) {
            return true; // it had its turn where it was hastened to
        }
        if (kind.get() != Kind.DOUBTFUL && !lane.proven) {
            queue(lane); // it has come into doubt since it stood in line
        } else if (tryTurn(lane)) {
            order.took(kind.get());
        }
        return true;
    }

    private boolean tryTurn(LaneHandle lane) {
        try {
            return turn(lane);
        } catch (RuntimeException | Error e) {
            reporter.fault("the turn of lane " + lane.authority, e);
            timers.schedule(AFTER_FAULT, () -> wake(lane));
            return false;
        }
    }

    private boolean waits(Kind kind) {
        return !queue(kind).isEmpty() && (kind != Kind.DOUBTFUL || places.hasRoomForDoubt());
    }

    /** Returns whether it began an attempt. */
    private boolean turn(LaneHandle lane) {
        // Counted before the look at `closing`: whoever closes either sees this attempt or stops it.
        reserve(lane);
        if (closing) {
            unreserve(lane);
            return false;
        }
        Instant now = clock.instant();
        boolean mayGiveUp = steady.isSteady(now);
        Optional<Slot> slot = Optional.empty();
        List<Slot> givenUp;
        boolean changed;
        try {
            synchronized (lane) {
                // Without a place now, it is woken when what it has under way ends.
                boolean may = mayBegin(lane);
                boolean isReading = may && scouts(lane, now);
                do {
                    slot = may && !isReading ? lane.sender.next(now, mayGiveUp) : Optional.empty();
                } while (may && slot.isEmpty() && reader.readOn(lane, now));
                givenUp = lane.sender.takeGivenUp();
                long end = tail.end();
                long cursor = lane.sender.cursor();
                changed = lane.knownCursor != cursor || !givenUp.isEmpty() || lane.isIdle(end, now);
                lane.knownCursor = cursor;
                lane.behind = end - cursor > settings.freshEntries();
                if (slot.isEmpty()) {
                    if (may) {
                        setTimer(lane, now);
                    }
                    await(lane, may);
                } else {
                    if (!lane.isApplication) {
                        slot.get().doubtful = !lane.proven;
                        places.take(slot.get());
                    }
                }
            }
        } finally {
            if (slot.isEmpty()) {
                unreserve(lane);
            }
        }
        if (changed) {
            flusher.changed(lane);
        }
        slot.ifPresent(s -> {
            // It may have another one; it stands in line for it like all others.
            queue(lane);
            begin.accept(lane, s);
        });
        if (!givenUp.isEmpty()) {
            reporter.tooOld(lane, givenUp, now);
        }
        return slot.isPresent();
    }

    private void reserve(LaneHandle lane) {
        if (lane.isApplication) {
            handlings.incrementAndGet();
        } else {
            places.reserve();
        }
    }

    private void unreserve(LaneHandle lane) {
        if (lane.isApplication) {
            handlings.decrementAndGet();
        } else {
            places.release(0, false);
        }
        lookForQuiet();
    }

    private boolean mayBegin(LaneHandle lane) {
        if (lane.isApplication) {
            return hasApplication && lane.mayBegin();
        }
        return lane.mayBegin() && (lane.sender.inFlight() == 0 || !places.areScarce());
    }

    /** What gives it its next turn: news, if nothing else does. */
    private void await(LaneHandle lane, boolean may) {
        boolean isWoken = may && isWokenAnyway(lane);
        if (!isWoken && !lane.idle && !lane.lost) {
            lane.idle = true;
            idle.add(lane);
        }
    }

    /** Whether an answer or a timer gives it its next turn. */
    private static boolean isWokenAnyway(LaneHandle lane) {
        LaneHealth health = lane.sender.health();
        boolean full = lane.sender.inFlight() >= health.window();
        return full || (health.isPaused() && lane.timerAt != null);
    }

    /** Reads on for a probe with something new, if that is wanted; returns whether it has to be waited for. */
    private boolean scouts(LaneHandle lane, Instant now) {
        boolean wants = lane.sender.wantsScout(now);
        while (wants && reader.readOn(lane, now)) {
            wants = lane.sender.wantsScout(now);
        }
        return wants && lane.reading;
    }

    private void setTimer(LaneHandle lane, Instant now) {
        Optional<Instant> wakeAt = lane.sender.wakeAt(lane.sender.readOffset() < tail.end());
        if (wakeAt.isEmpty() || !wakeAt.get().isAfter(now)) {
            return;
        }
        Instant at = wakeAt.get();
        if (lane.timerAt != null && !lane.timerAt.isAfter(at)) {
            return; // it fires early enough
        }
        if (lane.timer != null) {
            lane.timer.cancel();
        }
        lane.timerAt = at;
        lane.timer = timers.schedule(Duration.between(now, at), () -> {
            synchronized (lane) {
                lane.timerAt = null;
            }
            wake(lane);
        });
    }
}
