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

    /** Brings memory into agreement; what cannot be read now is read by the next {@link #reloadAll}. */
    void changed(Collection<Change> changes) {
        for (Change change : changes) {
            Mirror mirror = mirrors.get(change.topic());
            try {
                if (mirror != null) {
                    mirror.reload(change.key());
                }
            } catch (StoreException e) {
                LOG.warn("memory is behind the database topic={} key={}", change.topic(), change.key(), e);
                stale = true;
            }
        }
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
