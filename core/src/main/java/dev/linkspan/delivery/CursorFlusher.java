package dev.linkspan.delivery;

import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.Lanes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Writes moved cursors in batches: a crash in between repeats a few posts, and receivers know an id they have seen.
 * Thread-safe.
 */
final class CursorFlusher {

    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    /** While one act writes, no other does, on any node: appends must not wait long behind it. */
    private static final int LANES_PER_ACT = 500;

    private final Lanes lanes;
    private final Timers timers;
    private final Executor writer;
    private final DeliverySettings settings;
    private final Reporter reporter;
    private final Consumer<LaneHandle> written;
    private final Consumer<LaneHandle> lost;

    // One write at a time: an older state must not land after a newer one.
    private final ReentrantLock writing = new ReentrantLock();

    // Guarded by this.
    private Set<LaneHandle> changed = new LinkedHashSet<>();
    private boolean scheduled;
    private boolean urgent;
    private boolean closed;

    CursorFlusher(
            Lanes lanes,
            Timers timers,
            Executor writer,
            DeliverySettings settings,
            Reporter reporter,
            Consumer<LaneHandle> written,
            Consumer<LaneHandle> lost) {
        this.lanes = lanes;
        this.timers = timers;
        this.writer = writer;
        this.settings = settings;
        this.reporter = reporter;
        this.written = written;
        this.lost = lost;
    }

    /** A lane's progress differs from what is written. */
    synchronized void changed(LaneHandle lane) {
        if (closed || lane.lost) {
            return;
        }
        changed.add(lane);
        if (changed.size() >= settings.flushChanges() && !urgent) {
            urgent = true;
            writer.execute(this::flush);
        } else if (!scheduled) {
            scheduled = true;
            timers.schedule(settings.flushInterval(), this::submit);
        }
    }

    /**
     * Writes how far these lanes have come, before anything else happens to them. Blocks.
     *
     * @throws RuntimeException if the store fails
     */
    void writeNow(Collection<LaneHandle> lanesToWrite) {
        writing.lock();
        try {
            advance(List.copyOf(lanesToWrite));
        } finally {
            writing.unlock();
        }
    }

    /** Writes what is left; nothing is written after it. */
    void close() {
        flush();
        synchronized (this) {
            closed = true;
        }
    }

    private synchronized void submit() {
        if (!closed) {
            writer.execute(this::flush);
        }
    }

    private void flush() {
        writing.lock();
        try {
            Set<LaneHandle> batch;
            synchronized (this) {
                if (closed) {
                    return;
                }
                batch = changed;
                changed = new LinkedHashSet<>();
                scheduled = false;
                urgent = false;
            }
            write(batch);
        } finally {
            writing.unlock();
        }
    }

    private void write(Set<LaneHandle> batch) {
        List<LaneHandle> ours = batch.stream().filter(lane -> !lane.lost).toList();
        if (ours.isEmpty()) {
            return;
        }
        try {
            advance(ours);
        } catch (RuntimeException e) {
            reporter.fault("writing cursors", e);
            timers.schedule(AFTER_FAULT, () -> ours.forEach(this::changed));
            return;
        }
        ours.stream().filter(lane -> !lane.lost).forEach(written);
    }

    private void advance(List<LaneHandle> batch) {
        List<LaneProgress> progress = new ArrayList<>(batch.size());
        for (LaneHandle lane : batch) {
            synchronized (lane) {
                progress.add(lane.sender.progress());
            }
        }
        Set<String> unwritten = new HashSet<>();
        for (int from = 0; from < progress.size(); from += LANES_PER_ACT) {
            unwritten.addAll(lanes.advance(progress.subList(from, Math.min(progress.size(), from + LANES_PER_ACT))));
        }
        batch.stream().filter(lane -> unwritten.contains(lane.authority)).forEach(lost);
    }
}
