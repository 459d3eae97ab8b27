package dev.linkspan.delivery;

import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.Audience;
import dev.linkspan.store.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/*
 * Where there is an application, thousands of entries a second may be for it, and for nobody else. So the tail has two sides:
 * a destination that was idle for a minute steps over all that came in meanwhile at once, and the application over all that
 * went out.
 */
/** The end of the log in memory, shared by all lanes: an entry is read from the store once, whatever the number of lanes. Thread-safe. */
final class LogTail {

    private static final int BATCH_ENTRIES = 256;
    private static final long BATCH_BYTES = 2L << 20;

    private final ActivityLog log;
    private final TailSide destinations;
    private final Optional<TailSide> application;
    private volatile long to;

    /**
     * What follows an offset.
     *
     * @param entries the entries, in order
     * @param to everything up to here is known, even if no entry stands there
     * @param skipped how many offsets before the first entry are no longer in the log; 0 where that cannot be told from what
     *     is for others
     * @param isHistory whether it may have to be fetched again when more of it is wanted
     */
    record Batch(List<TailEntry> entries, long to, long skipped, boolean isHistory) {}

    /** A tail for destinations only. */
    LogTail(ActivityLog log, long maxBytes) {
        this(log, maxBytes, false);
    }

    /**
     * A tail.
     *
     * @param hasApplication whether the application reads it as well; that takes a quarter more
     */
    LogTail(ActivityLog log, long maxBytes, boolean hasApplication) {
        long end = log.end();
        this.log = log;
        this.to = end;
        this.destinations = hasApplication
                ? side(log, false, maxBytes, end)
                : new TailSide(log::read, log::end, true, maxBytes, end);
        this.application = hasApplication ? Optional.of(side(log, true, maxBytes / 4, end)) : Optional.empty();
    }

    private static TailSide side(ActivityLog log, boolean forApplication, long maxBytes, long end) {
        TailSide.History history = (offset, entries, bytes) -> log.read(forApplication, offset, entries, bytes);
        return new TailSide(history, log::end, false, maxBytes, end);
    }

    /** The last offset known. */
    long end() {
        return to;
    }

    /** Roughly how much memory it takes, in bytes. */
    long held() {
        return destinations.held() + application.map(TailSide::held).orElse(0L);
    }

    /** Reads what was appended, for one caller at a time; each new entry is shown once, in order. */
    void advance(Consumer<LogEntry> appended) {
        while (true) {
            List<LogEntry> batch = log.read(end(), BATCH_ENTRIES, BATCH_BYTES);
            if (batch.isEmpty()) {
                return;
            }
            // Shown before lanes can read it: a lane may have to look at its subscription first.
            batch.forEach(appended);
            append(batch);
        }
    }

    /** The side that a lane reads. */
    TailSide side(LaneHandle lane) {
        return lane.isApplication ? application.orElse(destinations) : destinations;
    }

    /** What follows an offset for destinations, as {@link TailSide#after}. */
    Optional<Batch> after(long offset, int maxEntries) {
        return destinations.after(offset, maxEntries);
    }

    /** Fetches what follows an offset for destinations, as {@link TailSide#readHistory}. */
    void readHistory(long offset) {
        destinations.readHistory(offset);
    }

    /** One entry, from memory or else from the store; empty if it left the log. May block. */
    Optional<TailEntry> find(long offset) {
        return destinations
                .held(offset)
                .or(() -> application.flatMap(side -> side.held(offset)))
                .or(() -> log.at(offset).map(TailEntry::new));
    }

    private void append(List<LogEntry> batch) {
        long end = batch.getLast().offset();
        if (application.isEmpty()) {
            destinations.append(batch, end);
        } else {
            List<LogEntry> forApplication = new ArrayList<>();
            List<LogEntry> others = new ArrayList<>();
            for (LogEntry entry : batch) {
                (entry.audience() instanceof Audience.Application ? forApplication : others).add(entry);
            }
            application.get().append(forApplication, end);
            destinations.append(others, end);
        }
        to = end;
    }
}
