package dev.linkspan.testkit;

/** How an instance stands with its relay. */
public enum SubscriptionState {
    /** No Follow was sent, or it was taken back. */
    NONE,
    /** A Follow was sent and not answered: what admins see as "waiting for approval". */
    PENDING,
    /** The relay accepted. */
    ACCEPTED,
    /** The relay rejected. */
    REJECTED
}
