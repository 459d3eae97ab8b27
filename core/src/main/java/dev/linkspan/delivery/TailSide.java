package dev.linkspan.delivery;

import dev.linkspan.store.LogEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The end of the log in memory as one sort of lanes sees it, and next to it a few pages of history for lanes that fell behind.
 * Bounded in bytes. Thread-safe.
 */
final class TailSide {

    private static final int BATCH_ENTRIES = 256;
    private static final long BATCH_BYTES = 2L << 20;
    private static final int MAX_PAGES = 16;

    private final History log;
    private final LongSupplier logEnd;
    private final boolean whole;
    private final long tailBytes;
    private final long historyBytes;

    // Guarded by this. The recent entries are complete from behind `from` up to `to`.
    private final NavigableMap<Long, TailEntry> recent = new TreeMap<>();
    private final Deque<Page> history = new ArrayDeque<>();
    private long recentSize;
    private long historySize;
    private long from;
    private long to;

    /** Reads from the store what these lanes may want. */
    interface History {
        List<LogEntry> read(long afterOffset, int maxEntries, long maxBytes);
    }

    /** Entries of the log, complete from behind {@code from} up to {@code to}. */
    private record Page(long from, long to, NavigableMap<Long, TailEntry> entries, long size) {}

    /**
     * Nothing yet.
     *
     * @param whole whether these lanes see all entries, so that an offset without one has left the log
     * @param end where it begins
     */
    TailSide(History log, LongSupplier logEnd, boolean whole, long maxBytes, long end) {
        this.log = log;
        this.logEnd = logEnd;
        this.whole = whole;
        this.tailBytes = maxBytes - maxBytes / 4;
        this.historyBytes = maxBytes / 4;
        this.from = end;
        this.to = end;
    }

    synchronized long held() {
        return recentSize + historySize;
    }

    /** These are all entries for these lanes up to an offset. */
    synchronized void append(Collection<LogEntry> entries, long upTo) {
        for (LogEntry entry : entries) {
            TailEntry held = new TailEntry(entry);
            recent.put(held.offset(), held);
            recentSize += held.size();
        }
        to = upTo;
        while (recentSize > tailBytes && recent.size() > 1) {
            TailEntry oldest = recent.pollFirstEntry().getValue();
            recentSize -= oldest.size();
            from = oldest.offset();
        }
    }

    /** What follows an offset, as far as it is in memory; empty if {@link #readHistory} has to fetch it. */
    synchronized Optional<LogTail.Batch> after(long offset, int maxEntries) {
        if (offset >= from) {
            return Optional.of(batch(recent, offset, to, maxEntries, 0, false));
        }
        for (Page page : history) {
            if (page.from() <= offset && offset < page.to()) {
                Long first = page.entries().higherKey(offset);
                long skipped = (first == null ? page.to() + 1 : first) - offset - 1;
                return Optional.of(batch(page.entries(), offset, page.to(), maxEntries, whole ? skipped : 0, true));
            }
        }
        return Optional.empty();
    }

    /** Fetches what follows an offset, unless another lane just did. Blocks. */
    void readHistory(long offset) {
        if (after(offset, 1).isPresent()) {
            return;
        }
        long end = logEnd.getAsLong(); // before the reading: what is committed meanwhile may be missing in it
        long pageBytes = Math.clamp(historyBytes / 2, 1, BATCH_BYTES);
        int pageEntries = Math.clamp(pageBytes / TailEntry.OVERHEAD_BYTES, 1, BATCH_ENTRIES);
        List<LogEntry> read = log.read(offset, pageEntries, pageBytes);
        NavigableMap<Long, TailEntry> entries = new TreeMap<>();
        long size = 0;
        long weight = 0;
        for (LogEntry entry : read) {
            TailEntry held = new TailEntry(entry);
            entries.put(entry.offset(), held);
            size += held.size();
            weight += entry.weight();
        }
        long last = read.isEmpty() ? offset + 1 : read.getLast().offset();
        boolean isAll = read.size() < pageEntries && weight < pageBytes;
        // What has left the log behind the last one read is still to be counted where it can be.
        boolean reachesEnd = read.isEmpty() || (isAll && !whole);
        remember(new Page(offset, reachesEnd ? Math.max(end, last) : last, entries, size));
    }

    synchronized Optional<TailEntry> held(long offset) {
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

    private synchronized void remember(Page page) {
        history.addFirst(page);
        historySize += page.size();
        while (history.size() > 1 && (history.size() > MAX_PAGES || historySize > historyBytes)) {
            historySize -= history.removeLast().size();
        }
    }

    private static LogTail.Batch batch(
            NavigableMap<Long, TailEntry> entries,
            long offset,
            long to,
            int maxEntries,
            long skipped,
            boolean isHistory) {
        List<TailEntry> list = new ArrayList<>();
        for (TailEntry entry : entries.tailMap(offset, false).values()) {
            if (list.size() == maxEntries) {
                return new LogTail.Batch(list, list.getLast().offset(), skipped, isHistory);
            }
            list.add(entry);
        }
        return new LogTail.Batch(list, to, skipped, isHistory);
    }
}
