package dev.linkspan.store;

import dev.linkspan.store.Change.Topic;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was committed, by this node or another, on its way to those whom it concerns. */
final class News {

    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final Listeners<Long> appended = new Listeners<>();
    private final AtomicLong end = new AtomicLong();
    private final Map<Topic, Mirror> mirrors = new EnumMap<>(Topic.class);
    private volatile boolean stale;

    /** Before the first news. */
    void add(Topic topic, Mirror mirror) {
        mirrors.put(topic, mirror);
    }

    AutoCloseable onAppend(LongConsumer listener) {
        return appended.add(listener::accept);
    }

    /** The log ends here, or further on; who was told of that already is not told again. */
    void appended(long newEnd) {
        if (end.getAndAccumulate(newEnd, Math::max) < newEnd) {
            appended.tell(newEnd);
        }
    }

    /** Brings memory into agreement; what cannot be read now is read with the next change, if not before. */
    void changed(Collection<Change> changes) {
        // The writer may be waiting: one attempt to reach a database that is away, not one for each change.
        boolean answers = changes.isEmpty() || !stale || attempt("everything", this::reloadAll);
        for (Change change : changes) {
            Mirror mirror = mirrors.get(change.topic());
            if (answers && mirror != null) {
                answers = attempt(change, () -> mirror.reload(change.key()));
            }
        }
    }

    /** Whether the database answers. */
    private boolean attempt(Object what, Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (StoreException e) {
            LOG.warn("memory is behind the database what={}", what, e);
            stale = true;
            return false;
        } catch (RuntimeException | Error e) {
            LOG.error("memory is behind the database what={}", what, e);
            stale = true;
            return true;
        }
    }

    /** The furthest end of the log that anybody told of. */
    long end() {
        return end.get();
    }

    /** Whether memory is known to be behind. */
    boolean isStale() {
        return stale;
    }

    /** Brings all of memory into agreement. */
    void reloadAll() {
        stale = false;
        boolean done = false;
        try {
            mirrors.values().forEach(Mirror::reloadAll);
            done = true;
        } finally {
            stale |= !done;
        }
    }
}
