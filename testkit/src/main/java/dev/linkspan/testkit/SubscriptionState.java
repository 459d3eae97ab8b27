package dev.linkspan.testkit;

/** How a Follow stands: of an instance with its relay, or of somebody with whom they follow. */
public enum SubscriptionState {
    /** No Follow was sent, or it was taken back. */
    NONE,
    /** A Follow was sent and not answered: what admins see as "waiting for approval". */
    PENDING,
    /** Whoever was asked accepted. */
    ACCEPTED,
    /** Whoever was asked rejected. */
    REJECTED
}
