package dev.linkspan.store;

/**
 * Everything durable, behind one handle. Instants are kept to the millisecond at least. Thread-safe; callers block until
 * their act is durable, which virtual threads do cheaply.
 */
public interface Store extends AutoCloseable {

    /** A store that lives and dies with the process: for tests and trials. */
    static Store inMemory() {
        return new MemoryStore();
    }

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
