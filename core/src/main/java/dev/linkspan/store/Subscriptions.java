package dev.linkspan.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who subscribes. Reading is from memory and cheap enough for every request; each change is one durable act that also
 * brings the lane of the subscriber's authority into agreement and appends the control messages that announce it.
 */
public interface Subscriptions {

    /**
     * Writes a subscription, replacing one of the same actor and style, and appends control messages. An authority that
     * thereby gets its first accepted subscription starts at the end of the log, before the control messages; if its lane
     * exists, the cursor stays for what is still to be delivered, and {@link Lane.Target#since()} keeps older posts away.
     *
     * <p>The lane's target follows from the accepted subscriptions on the authority: the earliest in public style with its
     * shared inbox, else its own; without one the earliest in actor style with its own inbox, or the shared inbox if
     * several actors with different inboxes have the same.
     *
     * @param subscription what shall hold
     * @param control messages to its actor; may be empty; those whose key was seen are left out
     */
    void put(Subscription subscription, List<NewEntry> control);

    /**
     * Removes a subscription, if there is one, and appends control messages.
     *
     * @return whether there was one; if not, nothing is appended
     */
    boolean remove(String actor, Style style, List<NewEntry> control);

    /**
     * Calls the listener with the authority of each subscription that was put or removed, after the commit and possibly
     * from the committing thread: the listener must return at once.
     *
     * @return closes the registration
     */
    AutoCloseable onChange(Consumer<String> listener);

    /** The subscription of an actor in a style. */
    Optional<Subscription> find(String actor, Style style);

    /** All subscriptions of actors on this authority, whatever their state, earliest first. */
    List<Subscription> on(String authority);

    /** All subscriptions, earliest first. */
    List<Subscription> all();

    /** Whether an actor on this authority has an accepted subscription. */
    default boolean isAccepted(String authority) {
        return on(authority).stream().anyMatch(s -> s.state() == Subscription.State.ACCEPTED);
    }
}
