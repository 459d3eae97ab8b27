package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Entity;

/**
 * The application, hearing of a verified activity with an object of some kind. As {@link Listener} in all else.
 *
 * @param <A> which activities
 * @param <O> which objects
 */
@FunctionalInterface
public interface ObjectListener<A extends Activity, O extends Entity> {

    /**
     * Hears of an activity.
     *
     * @param object what it is about, embedded in it, with the reason to believe it
     * @throws Exception if it could not be dealt with now
     */
    void receive(Inbound<A> inbound, Trusted<O> object) throws Exception;
}
