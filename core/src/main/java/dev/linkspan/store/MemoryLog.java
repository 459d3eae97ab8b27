package dev.linkspan.store;

import dev.linkspan.store.Audience.Application;
import dev.linkspan.store.Audience.Named;
import dev.linkspan.store.Audience.OneLane;
import dev.linkspan.store.Audience.Subscribers;
import dev.linkspan.store.LaneProgress.Straggler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The log in memory. */
final class MemoryLog implements ActivityLog {

    private final MemoryState state;
    private final Map<String, Instant> seen = new LinkedHashMap<>();
    private final MemoryOwn own = new MemoryOwn();
    private final Listeners<Long> listeners = new Listeners<>();

    MemoryLog(MemoryState state) {
        this.state = state;
    }

    @Override
    public AppendResult append(List<NewEntry> entries) {
        return append(entries, offset -> {});
    }

    /**
     * Appends entries and does something with them, in one act, unless the first one's key was seen.
     *
     * @param along gets the offset of the first
     */
    AppendResult append(List<NewEntry> entries, LongConsumer along) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("entries: none (expected: at least one)");
        }
        String key = entries.getFirst().key();
        AppendResult result = state.atomically(() -> {
            if (seen.containsKey(key)) {
                return new AppendResult.Duplicate(key);
            }
            long first = state.end + 1;
            appendUnseen(entries);
            along.accept(first);
            return new AppendResult.Appended(first);
        });
        if (result instanceof AppendResult.Appended) {
            announceEnd();
        }
        return result;
    }

    /** Within an act: appends what was not seen. */
    void appendUnseen(List<NewEntry> entries) {
        for (NewEntry entry : entries) {
            if (seen.putIfAbsent(entry.key(), entry.acceptedAt()) == null) {
                write(entry);
            }
        }
    }

    private void write(NewEntry entry) {
        long offset = ++state.end;
        state.entries.put(
                offset,
                new LogEntry(
                        offset,
                        entry.activityId(),
                        entry.type(),
                        entry.orderKey(),
                        entry.audience(),
                        entry.received(),
                        entry.own().map(OwnActivity::body),
                        entry.acceptedAt()));
        entry.own().ifPresent(activity -> own.put(activity, offset));
        entry.undoes().ifPresent(own::undo);
        for (String authority : lanesOf(entry.audience())) {
            state.lanes.computeIfAbsent(
                    authority, lane -> new Lane(lane, Optional.empty(), LaneProgress.startingAfter(lane, offset - 1)));
        }
    }

    /** The lanes that there have to be. */
    private static Set<String> lanesOf(Audience audience) {
        return switch (audience) {
            case OneLane one -> Set.of(one.lane());
            case Named named -> named.inboxes().keySet();
            case Application application -> Set.of(Lane.APPLICATION);
            case Subscribers subscribers -> Set.of();
        };
    }

    /** After an act: the listeners are called without the lock, so that theirs and ours cannot lock each other. */
    void announceEnd() {
        listeners.tell(end());
    }

    @Override
    public List<LogEntry> read(long afterOffset, int maxEntries, long maxBytes) {
        return read(entry -> true, afterOffset, maxEntries, maxBytes);
    }

    @Override
    public List<LogEntry> read(boolean application, long afterOffset, int maxEntries, long maxBytes) {
        return read(entry -> isForApplication(entry) == application, afterOffset, maxEntries, maxBytes);
    }

    private List<LogEntry> read(Predicate<LogEntry> wanted, long afterOffset, int maxEntries, long maxBytes) {
        return state.atomically(() -> {
            List<LogEntry> read = new ArrayList<>();
            long bytes = 0;
            for (LogEntry entry : state.entries.tailMap(afterOffset, false).values()) {
                if (read.size() >= maxEntries || (bytes >= maxBytes && !read.isEmpty())) {
                    break;
                }
                if (wanted.test(entry)) {
                    read.add(entry);
                    bytes += entry.weight();
                }
            }
            return read;
        });
    }

    private static boolean isForApplication(LogEntry entry) {
        return entry.audience() instanceof Application;
    }

    @Override
    public Optional<LogEntry> at(long offset) {
        return state.atomically(() -> Optional.ofNullable(state.entries.get(offset)));
    }

    @Override
    public long end() {
        return state.atomically(() -> state.end);
    }

    @Override
    public boolean seen(String key) {
        return state.atomically(() -> seen.containsKey(key));
    }

    @Override
    public Optional<OwnActivity> own(String id) {
        return state.atomically(() -> own.find(id));
    }

    @Override
    public Optional<OwnActivity> announceOf(String objectId) {
        return state.atomically(() -> own.announceOf(objectId));
    }

    @Override
    public List<OwnActivity> announcesBy(String author, int limit) {
        return state.atomically(() -> own.announcesBy(author, limit));
    }

    @Override
    public int trim(Instant entriesBefore, Instant passedBefore, Instant keysBefore, Instant ownBefore) {
        return state.atomically(() -> {
            int entries = trimEntries(entriesBefore, passedBefore);
            int keys = removeOlder(seen.values().iterator(), keysBefore);
            return entries + keys + own.trim(ownBefore, state.entries.keySet(), Limits.TRIM);
        });
    }

    private int trimEntries(Instant before, Instant passedBefore) {
        long passed = lowestCursor(lane -> !lane.equals(Lane.APPLICATION));
        long handled = lowestCursor(Lane.APPLICATION::equals);
        Set<Long> stragglers = state.lanes.values().stream()
                .flatMap(lane -> lane.progress().stragglers().stream())
                .map(Straggler::offset)
                .collect(Collectors.toSet());
        int removed = 0;
        Iterator<LogEntry> entries = state.entries.values().iterator();
        while (removed < Limits.TRIM && entries.hasNext()) {
            LogEntry entry = entries.next();
            boolean done = isForApplication(entry)
                    ? entry.offset() <= handled
                    : entry.offset() <= passed && entry.acceptedAt().isBefore(passedBefore);
            if ((done && !stragglers.contains(entry.offset()))
                    || (!entry.isLasting() && entry.acceptedAt().isBefore(before))) {
                entries.remove();
                removed++;
            }
        }
        return removed;
    }

    private long lowestCursor(Predicate<String> wanted) {
        return state.lanes.values().stream()
                .filter(lane -> wanted.test(lane.authority()))
                .mapToLong(lane -> lane.progress().cursor())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static int removeOlder(Iterator<Instant> instants, Instant before) {
        int removed = 0;
        while (removed < Limits.TRIM && instants.hasNext()) {
            if (instants.next().isBefore(before)) {
                instants.remove();
                removed++;
            }
        }
        return removed;
    }

    @Override
    public AutoCloseable onAppend(LongConsumer listener) {
        return listeners.add(listener::accept);
    }
}
