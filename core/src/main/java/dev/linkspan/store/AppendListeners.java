package dev.linkspan.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know that the log grew. */
final class AppendListeners {

    private static final Logger LOG = LoggerFactory.getLogger(AppendListeners.class);

    /** One registration; the same listener may be there twice. */
    private static final class Registration {
        final LongConsumer listener;

        Registration(LongConsumer listener) {
            this.listener = listener;
        }
    }

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();

    AutoCloseable add(LongConsumer listener) {
        Registration registration = new Registration(listener);
        registrations.add(registration);
        return () -> registrations.remove(registration);
    }

    /** A listener's fault is its own: the entries are durable already, and the others hear of them. */
    void appended(long end) {
        for (Registration registration : registrations) {
            try {
                registration.listener.accept(end);
            } catch (RuntimeException e) {
                LOG.warn("append listener failed end={}", end, e);
            }
        }
    }
}
