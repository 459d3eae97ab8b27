package dev.linkspan.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The destinations: one lane per authority, each a durable cursor into the log. No row per delivery. */
public interface Lanes {

    /** All lanes. */
    List<Lane> all();

    /** The lane of an authority. */
    Optional<Lane> find(String authority);

    /**
     * Writes how far lanes have come, in one durable act. A lane that no longer exists is left out. A cursor never moves
     * back: given a lower one, it stays, and the rest is written. Nothing is written of a lane that was claimed under a newer
     * {@linkplain LaneProgress#lease() lease}.
     *
     * @return the authorities of which nothing was written
     * @throws IllegalArgumentException if a cursor is beyond the end of the log; then nothing is written
     */
    Set<String> advance(Collection<LaneProgress> progress);

    /**
     * Removes a lane that no accepted subscription needs and that has no entry left to deliver. The application's lane stays.
     *
     * @return whether it went
     */
    boolean removeIfIdle(String authority);

    /**
     * Removes a lane that no accepted subscription needs, with what is left for it. The application's lane stays.
     *
     * @return whether it went
     */
    boolean abandon(String authority);

    /**
     * Sends a subscriber what was accepted in a span of time once more. The lane goes back to the beginning of the span, and
     * behind its end goes on from where it was. Its lease ends: whoever serves it finds a lane that stands elsewhere.
     *
     * @param from accepted at this time or later
     * @param to accepted at this time or earlier
     */
    ReplayResult replay(String authority, Instant from, Instant to);
}
