package dev.linkspan.store;

/** Everything durable, behind one handle. Thread-safe. */
public interface Store extends AutoCloseable {

    /** The log of accepted activities. */
    ActivityLog log();

    /** The destinations and how far each has read the log. */
    Lanes lanes();

    /** Who subscribes. */
    Subscriptions subscriptions();

    /** Remembered public keys of others. */
    Keys keys();

    /** Which hosts are blocked or allowed. */
    DomainRules domainRules();

    /** Flushes what is pending and releases files and connections. Idempotent. */
    @Override
    void close();
}
