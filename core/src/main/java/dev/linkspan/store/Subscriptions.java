package dev.linkspan.store;

import java.util.List;
import java.util.Optional;

/**
 * Who subscribes. Reading is from memory and cheap enough for every request; each change is one durable act that also
 * brings the lane of the subscriber's authority into agreement and appends the control messages that announce it.
 */
public interface Subscriptions {

    /**
     * Writes a subscription, replacing one of the same actor and style, and appends control messages. An authority that
     * thereby gets its first accepted subscription starts at the end of the log, before the control messages.
     *
     * @param subscription what shall hold
     * @param control messages to its actor; may be empty
     */
    void put(Subscription subscription, List<NewEntry> control);

    /**
     * Removes a subscription, if there is one, and appends control messages.
     *
     * @return whether there was one; if not, nothing is appended
     */
    boolean remove(String actor, Style style, List<NewEntry> control);

    /** The subscription of an actor in a style. */
    Optional<Subscription> find(String actor, Style style);

    /** All subscriptions of actors on this authority, whatever their state. */
    List<Subscription> on(String authority);

    /** All subscriptions. */
    List<Subscription> all();

    /** Whether an actor on this authority has an accepted subscription. */
    default boolean isAccepted(String authority) {
        return on(authority).stream().anyMatch(s -> s.state() == Subscription.State.ACCEPTED);
    }
}
