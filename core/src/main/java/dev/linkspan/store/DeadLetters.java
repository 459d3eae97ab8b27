package dev.linkspan.store;

import java.util.List;
import java.util.Optional;

/**
 * What the application could not deal with, kept for somebody to look at, at most about 10,000. When there are more, those of
 * the supplier that has most go first, if it has more than a tenth: one server cannot push out what others sent. Else, and
 * among its own, those that stood first in the log go first.
 */
public interface DeadLetters {

    /** Keeps a letter, in place of one with the same offset. */
    void put(DeadLetter letter);

    /**
     * The letters, the last of the log first.
     *
     * @param limit at most this many
     */
    List<DeadLetter> list(int limit);

    /** The letter that stood there in the log. */
    Optional<DeadLetter> find(long offset);

    /**
     * Removes a letter: it was dealt with, or nobody cares.
     *
     * @return whether it was there
     */
    boolean remove(long offset);
}
