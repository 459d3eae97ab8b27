package dev.linkspan.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Keys in memory, in the order in which they were saved. */
final class MemoryKeys implements Keys {

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StoredKey> byId = new LinkedHashMap<>();

    MemoryKeys(int limit) {
        this.limit = limit;
    }

    @Override
    public Optional<StoredKey> find(String keyId) {
        lock.lock();
        try {
            return Optional.ofNullable(byId.get(keyId));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void save(StoredKey key) {
        lock.lock();
        try {
            byId.remove(key.keyId());
            byId.put(key.keyId(), key);
            if (byId.size() > limit) {
                byId.remove(byId.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(String keyId) {
        lock.lock();
        try {
            byId.remove(keyId);
        } finally {
            lock.unlock();
        }
    }
}
