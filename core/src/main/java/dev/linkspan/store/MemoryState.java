package dev.linkspan.store;

import dev.linkspan.store.Audience.Subscribers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** What the acts of the in-memory store share; everything here is guarded by the lock. */
final class MemoryState {

    final ReentrantLock lock = new ReentrantLock();
    final TreeMap<Long, LogEntry> entries = new TreeMap<>();
    final Map<String, Lane> lanes = new HashMap<>();
    /** Who holds a lane. */
    final Map<String, String> holders = new HashMap<>();

    long end;

    /** How many claims there were: the number of the last lease. */
    long leases;

    /** An act that takes part in no other: one at a time, as a whole. */
    interface Act<T> {
        T run();
    }

    /** The offset right before the first entry accepted at this time or later. */
    long before(Instant from) {
        return entries.values().stream()
                .filter(entry -> !entry.acceptedAt().isBefore(from))
                .mapToLong(entry -> entry.offset() - 1)
                .findFirst()
                .orElse(end);
    }

    /** The offsets of control messages and the like behind this one. */
    Set<Long> notForSubscribersAfter(long offset) {
        return entries.tailMap(offset, false).values().stream()
                .filter(entry -> !(entry.audience() instanceof Subscribers))
                .map(LogEntry::offset)
                .collect(Collectors.toSet());
    }

    void remove(String lane) {
        lanes.remove(lane);
        holders.remove(lane);
    }

    <T> T atomically(Act<T> act) {
        lock.lock();
        try {
            return act.run();
        } finally {
            lock.unlock();
        }
    }
}
