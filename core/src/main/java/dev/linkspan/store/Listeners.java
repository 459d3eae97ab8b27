package dev.linkspan.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know what was committed. */
final class Listeners<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** One registration; the same listener may be there twice. */
    private static final class Registration<T> {
        final Consumer<T> listener;

        Registration(Consumer<T> listener) {
            this.listener = listener;
        }
    }

    private final List<Registration<T>> registrations = new CopyOnWriteArrayList<>();

    AutoCloseable add(Consumer<T> listener) {
        Registration<T> registration = new Registration<>(listener);
        registrations.add(registration);
        return () -> registrations.remove(registration);
    }

    /** A listener's fault is its own: the change is durable already, and the others hear of it. */
    void tell(T news) {
        for (Registration<T> registration : registrations) {
            try {
                registration.listener.accept(news);
            } catch (RuntimeException | Error e) {
                LOG.warn("listener failed news={}", news, e);
            }
        }
    }
}
