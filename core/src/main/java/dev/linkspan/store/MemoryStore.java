package dev.linkspan.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The store in memory: the same acts as on a disk, each under one lock. */
final class MemoryStore implements Store {

    private final MemoryState state = new MemoryState();
    private final MemoryLog log = new MemoryLog(state);
    private final Listeners<String> changes = new Listeners<>();
    private final MemoryLanes lanes = new MemoryLanes(state, changes);
    private final MemoryLeases leases;
    private final InstantSource clock;
    private final boolean shared;
    private final MemorySubscriptions subscriptions = new MemorySubscriptions(state, log, changes);
    private final MemoryValues values = new MemoryValues(state);
    private final MemoryFollows follows = new MemoryFollows(state, log);
    private final MemoryOutboxes outboxes = new MemoryOutboxes(state, log);
    private final MemoryDeadLetters deadLetters = new MemoryDeadLetters(state, Limits.DEAD_LETTERS);
    private final MemoryKeys keys = new MemoryKeys(Limits.KEYS);
    private final MemoryDomainRules domainRules = new MemoryDomainRules();

    /**
     * An empty store.
     *
     * @param clock the time that nodes share
     * @param shared whether several nodes may use it
     */
    MemoryStore(InstantSource clock, boolean shared) {
        this.clock = clock;
        this.shared = shared;
        this.leases = new MemoryLeases(state, clock, shared);
    }

    @Override
    public ActivityLog log() {
        return log;
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public Values values() {
        return values;
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
    public Follows follows() {
        return follows;
    }

    @Override
    public Outboxes outboxes() {
        return outboxes;
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public Optional<Instant> sharedTime() {
        return shared ? Optional.of(clock.instant()) : Optional.empty();
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}
