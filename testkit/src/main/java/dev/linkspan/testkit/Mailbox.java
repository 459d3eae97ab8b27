package dev.linkspan.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What arrived, and the one place where others wait for something to change. Thread-safe. */
final class Mailbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Received> received = new ArrayList<>();
    private final List<Consumer<Received>> listeners = new CopyOnWriteArrayList<>();

    void add(Received one) {
        change(() -> received.add(one));
        listeners.forEach(listener -> listener.accept(one));
    }

    /** Makes a change that somebody may wait for. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void listen(Consumer<Received> listener) {
        listeners.add(listener);
    }

    List<Received> all() {
        lock.lock();
        try {
            return List.copyOf(received);
        } finally {
            lock.unlock();
        }
    }

    boolean await(BooleanSupplier condition, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    Optional<Received> await(Predicate<Received> wanted, Duration atMost) {
        Search search = new Search(wanted);
        await(search, atMost);
        return Optional.ofNullable(search.found);
    }

    /** Looks at each arrival once; runs under the lock. */
    private final class Search implements BooleanSupplier {
        private final Predicate<Received> wanted;
        private int next;
        private @org.jspecify.annotations.Nullable Received found;

        Search(Predicate<Received> wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean getAsBoolean() {
            while (found == null && next < received.size()) {
                Received candidate = received.get(next++);
                if (wanted.test(candidate)) {
                    found = candidate;
                }
            }
            return found != null;
        }
    }
}
