package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;

/**
 * Whether what others write to the followers of one of our actors, in answer to something of ours, is handed on to them. May block;
 * thread-safe. May be asked again of what was handed on already.
 *
 * @see <a href="https://www.w3.org/TR/activitypub/#inbox-forwarding">ActivityPub §7.1.2</a>
 */
@FunctionalInterface
public interface ForwardingPolicy {

    /**
     * Whether the followers of one of ours get it.
     *
     * @param handle whose followers they are
     * @param inbound what came, verified; it is about something of ours that there is
     */
    boolean forwards(String handle, Inbound<Activity> inbound);

    /** Everything that the specification hands on: the default. */
    static ForwardingPolicy forwardAll() {
        return (handle, inbound) -> true;
    }

    /** Nothing: followers elsewhere learn of answers only by asking. */
    static ForwardingPolicy forwardNothing() {
        return (handle, inbound) -> false;
    }
}
