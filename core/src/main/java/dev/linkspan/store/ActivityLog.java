package dev.linkspan.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The append-only log of what entered and was accepted: the authoritative deduplication and the source of all
 * deliveries. Offsets start at 1 and grow; a reader sees entries in offset order without gaps being filled in later.
 */
public interface ActivityLog {

    /**
     * Appends entries in one atomic, durable act, unless the first one's {@link NewEntry#key() key} was seen before: then
     * nothing is appended. Later entries of the list whose key was seen are left out. An entry for one lane, for named
     * lanes or for the application creates those that do not exist, starting right before that entry. Returns after the
     * commit.
     *
     * @param entries at least one; the first is the one that deduplicates
     * @throws IllegalArgumentException if there is none
     */
    AppendResult append(List<NewEntry> entries);

    /** Appends one entry. */
    default AppendResult append(NewEntry entry) {
        return append(List.of(entry));
    }

    /**
     * The entries after an offset, in order; empty at the end of the log.
     *
     * @param afterOffset read from behind this offset; 0 for the beginning
     * @param maxEntries at most this many
     * @param maxBytes stop once the {@linkplain LogEntry#weight() weights} sum up to this or more; at least one entry is
     *     returned if there is one
     */
    List<LogEntry> read(long afterOffset, int maxEntries, long maxBytes);

    /**
     * As {@link #read(long, int, long)}, but only what a lane of one sort may want: where much comes in for the application, a
     * destination that fell behind must not read through all of it.
     *
     * @param application only what is for the application; if false, only what is not
     */
    List<LogEntry> read(boolean application, long afterOffset, int maxEntries, long maxBytes);

    /** The entry at this offset, unless it was trimmed or never existed. */
    Optional<LogEntry> at(long offset);

    /** The offset of the last entry ever appended, 0 before the first. Does not fall when entries are trimmed. */
    long end();

    /** Whether this key was appended before and is still remembered. */
    boolean seen(String key);

    /** An activity of our own making by its id, for as long as it is remembered. */
    Optional<OwnActivity> own(String id);

    /** Our latest Announce of an object that was not undone since, if we remember one. */
    Optional<OwnActivity> announceOf(String objectId);

    /**
     * Our not undone Announces of objects by one author, the last appended first.
     *
     * @param limit at most this many
     */
    List<OwnActivity> announcesBy(String author, int limit);

    /**
     * Forgets what is no longer needed: entries that every lane has passed and that are older than {@code passedBefore},
     * entries older than {@code entriesBefore}, keys older than {@code keysBefore}, own activities older than
     * {@code ownBefore}. Entries that a lane keeps as straggler stay until {@code entriesBefore}; no lane, suspended or not,
     * keeps an entry longer, unless it is {@linkplain LogEntry#isLasting() lasting}: that one stays until every lane has
     * passed it or is gone. What is for the application goes as soon as that has dealt with it, whatever other lanes have
     * passed, and holds up nothing else. An own activity stays for as long as the log holds an entry that carries it.
     *
     * <p>One call forgets at most 2,000 of each sort, so that appends do not wait long behind it: call again while it
     * returns more than 0. Of own activities it looks at as many, and the next call at the next.
     *
     * @return how many log entries, keys and own activities went
     */
    int trim(Instant entriesBefore, Instant passedBefore, Instant keysBefore, Instant ownBefore);

    /**
     * Calls the listener with the new end of the log after each commit that appended something, before the appender
     * returns, from the committing thread: the listener must return at once. Calls may overtake each other; the highest
     * end counts.
     *
     * @return closes the registration
     */
    AutoCloseable onAppend(LongConsumer listener);
}
