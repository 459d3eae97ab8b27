package dev.linkspan.delivery;

import dev.linkspan.store.Audience;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Reads the log on for lanes: from memory at once, from the store on another thread. */
final class LaneReader {

    private static final int BATCH = 64;
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private final LogTail tail;
    private final Executor readers;
    private final Timers timers;
    private final Reporter reporter;
    private final Consumer<LaneHandle> wake;

    /**
     * A reader.
     *
     * @param wake is given each lane for which the store was read
     */
    LaneReader(LogTail tail, Executor readers, Timers timers, Reporter reporter, Consumer<LaneHandle> wake) {
        this.tail = tail;
        this.readers = readers;
        this.timers = timers;
        this.reporter = reporter;
        this.wake = wake;
    }

    /** Reads until there is something to send. Returns whether it came any further. Call under the lane's lock. */
    boolean readOn(LaneHandle lane, Instant now) {
        LaneSender sender = lane.sender;
        if (lane.stale > 0 || lane.reading || !sender.wantsMore(now)) {
            return false;
        }
        long offset = sender.readOffset();
        Optional<LogTail.Batch> found = tail.side(lane).after(offset, BATCH);
        if (found.isEmpty()) {
            lane.reading = true;
            readers.execute(() -> readHistory(lane, offset));
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
                if (entry.entry().audience() instanceof Audience.Named) {
                    lane.linger(now);
                }
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
        Consumer<LaneHandle> next = wake;
        try {
            tail.side(lane).readHistory(offset);
        } catch (RuntimeException | Error e) {
            reporter.fault("reading the log's history", e);
            next = l -> timers.schedule(AFTER_FAULT, () -> wake.accept(l));
        }
        synchronized (lane) {
            lane.reading = false;
        }
        next.accept(lane);
    }
}
