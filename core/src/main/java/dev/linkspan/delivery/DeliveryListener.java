package dev.linkspan.delivery;

/**
 * Is told what deliveries come to. Called from delivery threads and outside of all locks; must return soon. What it throws
 * is logged and, but for an expiry, changes nothing.
 */
public interface DeliveryListener {

    /** Listens to nothing. */
    static DeliveryListener none() {
        return new DeliveryListener() {};
    }

    /** An attempt ended, or an entry was given up. What the application is handed is no delivery and not reported. */
    default void onOutcome(DeliveryReport report) {}

    /** A destination is only probed from now on. */
    default void onSuspended(String authority) {}

    /** A suspended destination is served again. */
    default void onRevived(String authority) {}

    /**
     * A destination took nothing for longer than {@link DeliverySettings#expireAfter()}, or so little that entries wait for
     * so long: time to end its subscription, for which the call may take its time. Told once until it recovers, and again
     * after a restart or, if this throws, a minute later.
     */
    default void onExpired(String authority) {}
}
