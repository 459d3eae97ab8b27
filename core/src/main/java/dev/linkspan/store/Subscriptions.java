package dev.linkspan.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who subscribes. Reading is from memory and cheap enough for every request; each change is one durable act that also
 * brings the lane of the subscriber's authority into agreement and appends the control messages that announce it.
 */
public interface Subscriptions {

    /**
     * Writes a subscription, replacing one of the same actor and style, and appends control messages, unless the one so far
     * is not what the writer decided upon. An authority that thereby gets its first accepted subscription starts at the end
     * of the log, before the control messages; if its lane exists, the cursor stays for what is still to be delivered, and
     * {@link Lane.Target#since()} keeps older posts away.
     *
     * <p>The lane's target follows from the accepted subscriptions on the authority: the earliest in public style with its
     * shared inbox, else its own; without one the earliest in actor style with its own inbox, or the shared inbox if
     * several actors with different inboxes have the same.
     *
     * @param expected the subscription of this actor in this style so far; empty if there should be none
     * @param subscription what shall hold
     * @param control messages to its actor; may be empty; those whose key was seen are left out
     * @param historyFrom a first subscription also gets posts that were accepted at this time or later
     * @return whether it was written; if not, reading gives what holds instead
     */
    boolean put(
            Optional<Subscription> expected,
            Subscription subscription,
            List<NewEntry> control,
            Optional<Instant> historyFrom);

    /** Writes a subscription, whatever was there before. */
    default void put(Subscription subscription, List<NewEntry> control) {
        boolean written;
        do {
            Optional<Subscription> before = find(subscription.actor(), subscription.style());
            written = put(before, subscription, control, Optional.empty());
        } while (!written);
    }

    /**
     * Removes a subscription, if there is one, and appends control messages.
     *
     * @return whether there was one; if not, nothing is appended
     */
    boolean remove(String actor, Style style, List<NewEntry> control);

    /**
     * Removes a subscription, if it still is what the remover thinks, and appends control messages.
     *
     * @return whether it was; if not, reading gives what holds instead
     */
    boolean remove(Subscription expected, List<NewEntry> control);

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
