package dev.linkspan.delivery;

import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.LogEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The end of the log in memory, shared by all lanes: an entry is read from the store once, whatever the number of lanes. Next
 * to it a few pages of history for lanes that fell behind. Bounded in bytes. Thread-safe.
 */
final class LogTail {

    private static final int BATCH_ENTRIES = 256;
    private static final long BATCH_BYTES = 2L << 20;
    private static final int MAX_PAGES = 16;

    private final ActivityLog log;
    private final long tailBytes;
    private final long historyBytes;

    // Guarded by this. The recent entries are complete from behind `from` up to `to`.
    private final NavigableMap<Long, TailEntry> recent = new TreeMap<>();
    private final Deque<Page> history = new ArrayDeque<>();
    private long recentSize;
    private long historySize;
    private long from;
    private volatile long to; // written under the lock

    /** Entries of the log, complete from behind {@code from} up to {@code to}. */
    private record Page(long from, long to, NavigableMap<Long, TailEntry> entries, long size) {}

    /**
     * What follows an offset.
     *
     * @param entries the entries, in order
     * @param to everything up to here is known, even if no entry stands there
     * @param skipped how many offsets before the first entry are no longer in the log
     * @param isHistory whether it may have to be fetched again when more of it is wanted
     */
    record Batch(List<TailEntry> entries, long to, long skipped, boolean isHistory) {}

    LogTail(ActivityLog log, long maxBytes) {
        this.log = log;
        this.tailBytes = maxBytes - maxBytes / 4;
        this.historyBytes = maxBytes / 4;
        this.from = log.end();
        this.to = from;
    }

    /** The last offset known. */
    long end() {
        return to;
    }

    /** Roughly how much memory it takes, in bytes. */
    synchronized long held() {
        return recentSize + historySize;
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

    /** What follows an offset, as far as it is in memory; empty if {@link #readHistory} has to fetch it. */
    synchronized Optional<Batch> after(long offset, int maxEntries) {
        if (offset >= from) {
            return Optional.of(batch(recent, offset, to, maxEntries, 0, false));
        }
        for (Page page : history) {
            if (page.from() <= offset && offset < page.to()) {
                Long first = page.entries().higherKey(offset);
                long skipped = (first == null ? page.to() + 1 : first) - offset - 1;
                return Optional.of(batch(page.entries(), offset, page.to(), maxEntries, skipped, true));
            }
        }
        return Optional.empty();
    }

    /** Fetches what follows an offset, unless another lane just did. Blocks. */
    void readHistory(long offset) {
        if (after(offset, 1).isPresent()) {
            return;
        }
        long end = log.end();
        long pageBytes = Math.clamp(historyBytes / 2, 1, BATCH_BYTES);
        int pageEntries = Math.clamp(pageBytes / TailEntry.OVERHEAD_BYTES, 1, BATCH_ENTRIES);
        List<LogEntry> read = log.read(offset, pageEntries, pageBytes);
        NavigableMap<Long, TailEntry> entries = new TreeMap<>();
        long size = 0;
        for (LogEntry entry : read) {
            TailEntry held = new TailEntry(entry);
            entries.put(entry.offset(), held);
            size += held.size();
        }
        long last = read.isEmpty() ? Math.max(end, offset + 1) : read.getLast().offset();
        remember(new Page(offset, last, entries, size));
    }

    /** One entry, from memory or else from the store; empty if it left the log. May block. */
    Optional<TailEntry> find(long offset) {
        Optional<TailEntry> held = held(offset);
        return held.isPresent() ? held : log.at(offset).map(TailEntry::new);
    }

    private synchronized Optional<TailEntry> held(long offset) {
        TailEntry entry = recent.get(offset);
        if (entry != null) {
            return Optional.of(entry);
        }
        for (Page page : history) {
            TailEntry old = page.entries().get(offset);
            if (old != null) {
                return Optional.of(old);
            }
        }
        return Optional.empty();
    }

    private synchronized void append(List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            TailEntry held = new TailEntry(entry);
            recent.put(held.offset(), held);
            recentSize += held.size();
            to = held.offset();
        }
        while (recentSize > tailBytes && recent.size() > 1) {
            TailEntry oldest = recent.pollFirstEntry().getValue();
            recentSize -= oldest.size();
            from = oldest.offset();
        }
    }

    private synchronized void remember(Page page) {
        history.addFirst(page);
        historySize += page.size();
        while (history.size() > 1 && (history.size() > MAX_PAGES || historySize > historyBytes)) {
            historySize -= history.removeLast().size();
        }
    }

    private static Batch batch(
            NavigableMap<Long, TailEntry> entries,
            long offset,
            long to,
            int maxEntries,
            long skipped,
            boolean isHistory) {
        List<TailEntry> list = new ArrayList<>();
        for (TailEntry entry : entries.tailMap(offset, false).values()) {
            if (list.size() == maxEntries) {
                return new Batch(list, list.getLast().offset(), skipped, isHistory);
            }
            list.add(entry);
        }
        return new Batch(list, to, skipped, isHistory);
    }
}
