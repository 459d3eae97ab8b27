package dev.linkspan.store;

import java.util.TreeSet;

/**
 * Which of the numbered changes in the database this node's memory has learnt of. They may come out of order: its own come
 * by another way than those of other nodes. Thread-safe.
 */
final class Revisions {

    private static final int MAX_AHEAD = 10_000;

    private final TreeSet<Long> ahead = new TreeSet<>();
    private long upTo;

    /** Memory was read anew, and all up to this change is in it. */
    synchronized void reloaded(long revision) {
        upTo = Math.max(upTo, revision);
        ahead.headSet(upTo, true).clear();
        close();
    }

    /** This change is in memory. */
    synchronized void learnt(long revision) {
        if (revision > upTo && ahead.size() < MAX_AHEAD) {
            ahead.add(revision);
            close();
        }
    }

    private void close() {
        while (ahead.remove(upTo + 1)) {
            upTo++;
        }
    }

    /** Whether all up to this change is in memory. */
    synchronized boolean covers(long revision) {
        return revision <= upTo;
    }
}
