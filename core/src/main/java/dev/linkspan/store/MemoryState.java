package dev.linkspan.store;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** What the acts of the in-memory store share; everything here is guarded by the lock. */
final class MemoryState {

    final ReentrantLock lock = new ReentrantLock();
    final TreeMap<Long, LogEntry> entries = new TreeMap<>();
    final Map<String, Lane> lanes = new HashMap<>();
    long end;

    /** An act that takes part in no other: one at a time, as a whole. */
    interface Act<T> {
        T run();
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
