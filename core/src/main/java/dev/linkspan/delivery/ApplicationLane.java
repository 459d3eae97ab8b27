package dev.linkspan.delivery;

import dev.linkspan.store.LogEntry;

/**
 * The application as a reader of the log: it is handed every entry for {@link dev.linkspan.store.Lane#APPLICATION} at least
 * once, entries with the same order key in log order, several others at a time; where several nodes share a store, on one of
 * them. Called on virtual threads, so it may block.
 */
public interface ApplicationLane {

    /**
     * Deals with an entry. What it throws counts as {@link Handled.Later}. After a crash it is handed once more what it had
     * dealt with in the last moment, so it must know what it has done.
     */
    Handled handle(LogEntry entry);

    /**
     * Takes an entry that will not be dealt with. When it returns, the entry is settled; if it throws, it is called again
     * later.
     *
     * @param attempts how often it was tried; fewer than could be if too much of one server fails, and 0 if it was never handed
     *     over, because one with its order key fails and sixteen others wait for that already
     * @param reason why it is given up
     */
    void deadLetter(LogEntry entry, int attempts, String reason);
}
