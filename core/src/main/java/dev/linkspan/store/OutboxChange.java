package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What becomes of an actor's collections by what it sends. */
public sealed interface OutboxChange {

    /**
     * Something is shown, before all that was.
     *
     * @param item what
     * @param newest how many items its collection keeps; the oldest beyond that go. At least 1
     */
    record Show(Published item, int newest) implements OutboxChange {
        /** Checks the number. */
        public Show {
            if (newest < 1) {
                throw new IllegalArgumentException("newest: " + newest + " (expected: at least 1)");
            }
        }
    }

    /**
     * What is shown in the outbox of this type about this object reads otherwise from now on, where it is.
     *
     * @param body the activity as it is shown
     */
    record Revise(String actor, String type, String objectId, Body body) implements OutboxChange {}

    /**
     * The activity of this id, and everything about an object of this id, is shown no longer.
     *
     * @param id the id of an activity or of an object
     */
    record Withdraw(String actor, String id) implements OutboxChange {}

    /** What is of this type about this object is shown no longer. */
    record WithdrawType(String actor, String type, String objectId) implements OutboxChange {}

    /** Nothing of this actor is shown any longer. */
    record Clear(String actor) implements OutboxChange {}

    /** Two at one place of a collection would have no order. */
    static void requireOnePlaceEach(List<OutboxChange> changes) {
        Set<String> places = new HashSet<>();
        for (OutboxChange change : changes) {
            if (change instanceof Show show
                    && !places.add(show.item().shelf() + " " + show.item().actor())) {
                throw new IllegalArgumentException("changes: two that show something in "
                        + show.item().shelf() + " of " + show.item().actor() + " (expected: one)");
            }
        }
    }
}
