package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;

/**
 * The application, hearing of a verified activity. Called from a virtual thread, so it may block; several at a time, but
 * those about one object one after the other.
 *
 * <p>At least once: after a crash, or if a later listener of the same activity fails, it comes again with the same
 * {@link Inbound#id() id}. What it throws makes the activity come again, later each time, until it goes to the dead letters.
 *
 * @param <A> which activities
 */
@FunctionalInterface
public interface Listener<A extends Activity> {

    /**
     * Hears of an activity.
     *
     * @throws Exception if it could not be dealt with now
     */
    void receive(Inbound<A> inbound) throws Exception;
}
