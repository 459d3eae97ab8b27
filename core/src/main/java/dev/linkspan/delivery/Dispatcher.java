package dev.linkspan.delivery;

import dev.linkspan.delivery.TurnOrder.Kind;
import dev.linkspan.store.Audience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/*
 * Lanes stand in line in their class, first come, first served, and each turn is one attempt. Which class is next says
 * TurnOrder: lanes that catch up must not delay fresh posts, nor wait for ever. It is decided late: only a few attempts wait
 * for a signature, so that a fresh post does not stand behind a thousand old ones.
 *
 * Lanes that did not take anything lately, or only slowly, have half of the places at most: hundreds of hosts that let us
 * wait for their deadline, or almost, must not take the places of those that answer at once.
 */
/** Gives lanes their turns as long as there are places. One thread at a time runs it; everyone else only puts lanes in line. */
final class Dispatcher {

    private static final int BATCH = 64;
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private final LogTail tail;
    private final Workers workers;
    private final Timers timers;
    private final InstantSource clock;
    private final DeliverySettings settings;
    private final Reporter reporter;
    private final CursorFlusher flusher;
    private final Attempts attempts;
    private final Runnable readLog;

    private final Queue<LaneHandle> fresh = new ConcurrentLinkedQueue<>();
    private final Queue<LaneHandle> behind = new ConcurrentLinkedQueue<>();
    private final Queue<LaneHandle> doubtful = new ConcurrentLinkedQueue<>();
    private final AtomicInteger signals = new AtomicInteger();
    private final Places places;
    private final CompletableFuture<Boolean> quiet = new CompletableFuture<>();
    private final TurnOrder order = new TurnOrder();
    private volatile boolean appended;
    private volatile boolean closing;

    Dispatcher(
            LogTail tail,
            Workers workers,
            Timers timers,
            InstantSource clock,
            DeliverySettings settings,
            Reporter reporter,
            CursorFlusher flusher,
            Attempts attempts,
            Runnable readLog) {
        this.tail = tail;
        this.workers = workers;
        this.timers = timers;
        this.clock = clock;
        this.settings = settings;
        this.reporter = reporter;
        this.flusher = flusher;
        this.attempts = attempts;
        this.readLog = readLog;
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
        if (places.wantsMore()) {
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
     * Something was appended for all. Lanes whose places are all taken, or that pause, look at the log when an answer or a
     * timer wakes them: those that cannot send now must not make accepting dearer. Returns at once.
     */
    void news(Iterable<LaneHandle> lanes) {
        for (LaneHandle lane : lanes) {
            if (!lane.dormant) {
                queue(lane);
            }
        }
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
        release(slot.bytes, wasDoubtful);
    }

    private void release(int bytes, boolean wasDoubtful) {
        if (places.release(bytes, wasDoubtful) == 0 && closing) {
            quiet.complete(true);
        }
    }

    /** Starts nothing more and waits for what is under way, for so long at most. */
    void close(Duration wait) {
        closing = true;
        if (places.posts() == 0) {
            return;
        }
        try {
            quiet.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            reporter.unfinished(places.posts());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void queue(LaneHandle lane) {
        if (!lane.queued.getAndSet(true)) {
            queue(lane.proven ? lane.behind ? Kind.BEHIND : Kind.FRESH : Kind.DOUBTFUL)
                    .add(lane);
        }
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
        while (!closing && places.hasRoom()) {
            Optional<Kind> kind = order.next(this::waits);
            if (kind.isEmpty()) {
                return;
            }
            LaneHandle lane = queue(kind.get()).remove();
            if (!lane.queued.getAndSet(false)) {
                continue; // it had its turn where it was hastened to
            }
            if (kind.get() != Kind.DOUBTFUL && !lane.proven) {
                queue(lane); // it has come into doubt since it stood in line
                continue;
            }
            try {
                if (turn(lane)) {
                    order.took(kind.get());
                }
            } catch (RuntimeException | Error e) {
                reporter.fault("the turn of lane " + lane.authority, e);
                timers.schedule(AFTER_FAULT, () -> wake(lane));
            }
        }
    }

    private boolean waits(Kind kind) {
        return !queue(kind).isEmpty() && (kind != Kind.DOUBTFUL || places.hasRoomForDoubt());
    }

    /** Returns whether it began an attempt. */
    private boolean turn(LaneHandle lane) {
        // Counted before the look at `closing`: whoever closes either sees this attempt or stops it.
        places.reserve();
        if (closing) {
            release(0, false);
            return false;
        }
        Instant now = clock.instant();
        Optional<Slot> slot = Optional.empty();
        List<Slot> givenUp;
        boolean changed;
        try {
            synchronized (lane) {
                // Without a place now, it is woken when what it has under way ends.
                boolean may = lane.mayBegin() && (lane.sender.inFlight() == 0 || !places.areScarce());
                do {
                    slot = may ? lane.sender.next(now) : Optional.empty();
                } while (may && slot.isEmpty() && readOn(lane, now));
                givenUp = lane.sender.takeGivenUp();
                long end = tail.end();
                long cursor = lane.sender.cursor();
                changed = lane.knownCursor != cursor || !givenUp.isEmpty() || lane.isIdle(end);
                lane.knownCursor = cursor;
                lane.behind = end - cursor > settings.freshEntries();
                if (slot.isEmpty()) {
                    if (may) {
                        setTimer(lane, now);
                    }
                    lane.dormant = may && isWokenAnyway(lane);
                } else {
                    lane.dormant = false;
                    slot.get().doubtful = !lane.proven;
                    places.take(slot.get());
                }
            }
        } finally {
            if (slot.isEmpty()) {
                release(0, false);
            }
        }
        if (changed) {
            flusher.changed(lane);
        }
        slot.ifPresent(s -> {
            // It may have another one; it stands in line for it like all others.
            queue(lane);
            attempts.start(lane, s);
        });
        if (!givenUp.isEmpty()) {
            reporter.tooOld(lane.authority, givenUp, now);
        }
        return slot.isPresent();
    }

    /** Whether an answer or a timer gives it its next turn. */
    private static boolean isWokenAnyway(LaneHandle lane) {
        LaneHealth health = lane.sender.health();
        boolean full = lane.sender.inFlight() >= health.window();
        return full || (health.isPaused() && lane.timerAt != null);
    }

    /** Reads until there is something to send. Returns whether it came any further. */
    private boolean readOn(LaneHandle lane, Instant now) {
        LaneSender sender = lane.sender;
        if (lane.stale > 0 || lane.reading || !sender.wantsMore(now)) {
            return false;
        }
        long offset = sender.readOffset();
        Optional<LogTail.Batch> found = tail.after(offset, BATCH);
        if (found.isEmpty()) {
            lane.reading = true;
            workers.readers().execute(() -> readHistory(lane, offset));
            return false;
        }
        LogTail.Batch batch = found.get();
        if (batch.skipped() > 0) {
            lane.skipped += batch.skipped();
            reporter.skipped(lane.authority, batch.skipped(), offset);
        }
        for (TailEntry entry : batch.entries()) {
            if (lane.lane.formOf(entry.entry()) != Audience.Form.NONE && !lane.lane.isLeftOut(entry.entry())) {
                sender.read(entry.entry(), lane.isReplayed(entry.offset()), now);
                // Whoever catches up alone would fetch a page for each entry if others' pages replaced it meanwhile.
                if (batch.isHistory() ? !sender.holdsLessThanWindow() : !sender.wantsMore(now)) {
                    return true;
                }
            } else {
                sender.skip(entry.offset());
            }
        }
        sender.skip(batch.to());
        return batch.to() > offset;
    }

    private void readHistory(LaneHandle lane, long offset) {
        Consumer<LaneHandle> next = this::wake;
        try {
            tail.readHistory(offset);
        } catch (RuntimeException | Error e) {
            reporter.fault("reading the log's history", e);
            next = l -> timers.schedule(AFTER_FAULT, () -> wake(l));
        }
        synchronized (lane) {
            lane.reading = false;
        }
        next.accept(lane);
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
