package dev.linkspan.delivery;

import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.DeadLetters;
import dev.linkspan.store.DomainRules;
import dev.linkspan.store.Follows;
import dev.linkspan.store.Keys;
import dev.linkspan.store.Lanes;
import dev.linkspan.store.Leases;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Outboxes;
import dev.linkspan.store.Store;
import dev.linkspan.store.Subscriptions;
import dev.linkspan.store.Values;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store that remembers what was asked of it and fails where the test says. */
final class ProbedStore implements Store {

    /** The names of methods that throw from now on. */
    final Set<String> failing = new HashSet<>();

    /** The names of methods that do their work from now on, and then throw: the answer got lost. */
    final Set<String> unanswered = new HashSet<>();

    /** What happens right after a method of this name, before it returns. */
    final Map<String, Runnable> afterwards = new HashMap<>();

    /** The names of the methods called. */
    final List<String> calls = new ArrayList<>();

    /** The offsets of all entries that were read, by range or one by one. */
    final List<Long> entriesRead = new ArrayList<>();

    private final Store store;

    ProbedStore(Store store) {
        this.store = store;
    }

    @Override
    public ActivityLog log() {
        return probed(ActivityLog.class, store.log());
    }

    @Override
    public Lanes lanes() {
        return probed(Lanes.class, store.lanes());
    }

    @Override
    public Leases leases() {
        return probed(Leases.class, store.leases());
    }

    @Override
    public Values values() {
        return store.values();
    }

    @Override
    public Subscriptions subscriptions() {
        return store.subscriptions();
    }

    @Override
    public Follows follows() {
        return store.follows();
    }

    @Override
    public Outboxes outboxes() {
        return store.outboxes();
    }

    @Override
    public DeadLetters deadLetters() {
        return store.deadLetters();
    }

    @Override
    public Keys keys() {
        return store.keys();
    }

    @Override
    public DomainRules domainRules() {
        return store.domainRules();
    }

    @Override
    public Optional<Instant> sharedTime() {
        return store.sharedTime();
    }

    @Override
    public void close() {
        store.close();
    }

    private <T> T probed(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            calls.add(method.getName());
            if (failing.contains(method.getName())) {
                throw new IllegalStateException("injected: " + method.getName());
            }
            try {
                Object result = method.invoke(target, args);
                afterwards.getOrDefault(method.getName(), () -> {}).run();
                if (unanswered.contains(method.getName())) {
                    throw new IllegalStateException("injected, after the act: " + method.getName());
                }
                if (result instanceof List<?> list) {
                    list.forEach(this::read);
                } else if (method.getName().equals("at")) {
                    ((Optional<?>) result).ifPresent(this::read);
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private void read(Object entry) {
        if (entry instanceof LogEntry logEntry) {
            entriesRead.add(logEntry.offset());
        }
    }
}
