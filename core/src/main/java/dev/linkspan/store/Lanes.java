package dev.linkspan.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The destinations: one lane per authority, each a durable cursor into the log. No row per delivery. */
public interface Lanes {

    /** All lanes. */
    List<Lane> all();

    /** The lane of an authority. */
    Optional<Lane> find(String authority);

    /**
     * Writes how far lanes have come, in one durable act. A lane that no longer exists is left out. A cursor never moves
     * back: given a lower one, it stays, and the rest is written.
     *
     * @throws IllegalArgumentException if a cursor is beyond the end of the log; then nothing is written
     */
    void advance(Collection<LaneProgress> progress);

    /**
     * Removes a lane that no accepted subscription needs and that has no entry left to deliver.
     *
     * @return whether it went
     */
    boolean removeIfIdle(String authority);
}
