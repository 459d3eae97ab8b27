package dev.linkspan.delivery;

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

/**
 * Gives lanes their turns: first come, first served, one attempt per turn, as long as fewer than the permitted number are
 * under way. Lanes that did not take anything lately have half of the places at most: hundreds of hosts that let us wait for
 * their deadline must not take the places of those that answer at once. One thread at a time runs it; everyone else only
 * puts lanes into its queues.
 */
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

    private final Queue<LaneHandle> proven = new ConcurrentLinkedQueue<>();
    private final Queue<LaneHandle> doubtful = new ConcurrentLinkedQueue<>();
    private final AtomicInteger signals = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger doubtfulInFlight = new AtomicInteger();
    private final CompletableFuture<Boolean> quiet = new CompletableFuture<>();
    private boolean doubtfulFirst; // only the dispatcher's thread uses it
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
    }

    int inFlight() {
        return inFlight.get();
    }

    /** Something was appended to the log. Returns at once. */
    void appended() {
        appended = true;
        signal();
    }

    /** A lane may have something to do. Returns at once. */
    void wake(LaneHandle lane) {
        queue(lane);
        signal();
    }

    /** Several lanes may have something to do. Returns at once. */
    void wake(Iterable<LaneHandle> lanes) {
        for (LaneHandle lane : lanes) {
            queue(lane);
        }
        signal();
    }

    /** An attempt is over; its place is free. */
    void release(boolean wasDoubtful) {
        if (wasDoubtful) {
            doubtfulInFlight.decrementAndGet();
        }
        release();
    }

    private void release() {
        if (inFlight.decrementAndGet() == 0 && closing) {
            quiet.complete(true);
        }
    }

    /** Starts nothing more and waits for what is under way, for so long at most. */
    void close(Duration wait) {
        closing = true;
        if (inFlight.get() == 0) {
            return;
        }
        try {
            quiet.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            reporter.unfinished(inFlight.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void queue(LaneHandle lane) {
        if (!lane.queued.getAndSet(true)) {
            (lane.proven ? proven : doubtful).add(lane);
        }
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
        while (!closing && inFlight.get() < settings.maxInFlight()) {
            Optional<LaneHandle> next = nextLane();
            if (next.isEmpty()) {
                return;
            }
            LaneHandle lane = next.get();
            lane.queued.set(false);
            try {
                turn(lane);
            } catch (RuntimeException | Error e) {
                reporter.fault("the turn of lane " + lane.authority, e);
                timers.schedule(AFTER_FAULT, () -> wake(lane));
            }
        }
    }

    private Optional<LaneHandle> nextLane() {
        doubtfulFirst = !doubtfulFirst;
        boolean room = doubtfulInFlight.get() < Math.max(1, settings.maxInFlight() / 2);
        LaneHandle lane = room && doubtfulFirst ? doubtful.poll() : proven.poll();
        if (lane == null && room) {
            lane = doubtfulFirst ? proven.poll() : doubtful.poll();
        }
        return Optional.ofNullable(lane);
    }

    private void turn(LaneHandle lane) {
        // Counted before the look at `closing`: whoever closes either sees this attempt or stops it.
        inFlight.incrementAndGet();
        if (closing) {
            release();
            return;
        }
        Instant now = clock.instant();
        Optional<Slot> slot = Optional.empty();
        List<Slot> givenUp;
        boolean moved;
        try {
            synchronized (lane) {
                boolean may = lane.mayBegin();
                do {
                    slot = may ? lane.sender.next(now) : Optional.empty();
                } while (may && slot.isEmpty() && readOn(lane, now));
                givenUp = lane.sender.takeGivenUp();
                moved = lane.knownCursor != lane.sender.cursor() || !givenUp.isEmpty();
                lane.knownCursor = lane.sender.cursor();
                if (slot.isEmpty()) {
                    if (may) {
                        setTimer(lane, now);
                    }
                } else {
                    slot.get().doubtful = !lane.proven;
                    doubtfulInFlight.addAndGet(lane.proven ? 0 : 1);
                }
            }
        } finally {
            if (slot.isEmpty()) {
                release();
            }
        }
        if (moved || isIdle(lane)) {
            flusher.changed(lane);
        }
        slot.ifPresent(s -> {
            // It may have another one; it stands in line for it like all others.
            queue(lane);
            attempts.start(lane, s);
        });
        Outcome tooOld = new Outcome.GaveUp("older than " + settings.giveUpAfter());
        givenUp.forEach(s -> reporter.outcome(lane.authority, s, tooOld, now));
    }

    private boolean isIdle(LaneHandle lane) {
        synchronized (lane) {
            return lane.isIdle(tail.end());
        }
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
                sender.read(entry.entry(), now);
                if (!sender.wantsMore(now)) {
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
