package dev.linkspan.store;

/** The store in memory: the same acts as on a disk, each under one lock. */
final class MemoryStore implements Store {

    private final MemoryState state = new MemoryState();
    private final MemoryLog log = new MemoryLog(state);
    private final MemoryLanes lanes = new MemoryLanes(state);
    private final MemorySubscriptions subscriptions = new MemorySubscriptions(state, log);
    private final MemoryKeys keys = new MemoryKeys(Limits.KEYS);
    private final MemoryDomainRules domainRules = new MemoryDomainRules();

    @Override
    public ActivityLog log() {
        return log;
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public Keys keys() {
        return keys;
    }

    @Override
    public DomainRules domainRules() {
        return domainRules;
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}
