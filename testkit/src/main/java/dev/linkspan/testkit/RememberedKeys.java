package dev.linkspan.testkit;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The keys of this process's fake people, made when first needed. */
final class RememberedKeys {

    private static final KeySource FRESH = KeySource.fresh();
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final List<KeyPair> PAIRS = new ArrayList<>();

    private RememberedKeys() {}

    static KeyPair pair(int index) {
        LOCK.lock();
        try {
            while (PAIRS.size() <= index) {
                PAIRS.add(FRESH.next());
            }
            return PAIRS.get(index);
        } finally {
            LOCK.unlock();
        }
    }
}
