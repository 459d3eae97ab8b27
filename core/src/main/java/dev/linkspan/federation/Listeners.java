package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Entity;
import java.util.List;
import java.util.Optional;

/** Who hears of what. Each that fits is told, in the order in which they were named. Immutable. */
final class Listeners {

    private final List<Registration<?>> registrations;

    Listeners(List<Registration<?>> registrations) {
        this.registrations = List.copyOf(registrations);
    }

    /** A listener and what it wants to hear of. */
    record Registration<A extends Activity>(Class<A> kind, Listener<A> listener) {

        static <A extends Activity, O extends Entity> Registration<A> of(
                Class<A> kind, Class<O> object, ObjectListener<A, O> listener) {
            return new Registration<>(kind, inbound -> {
                Optional<Trusted<O>> found = inbound.object(object);
                if (found.isPresent()) {
                    listener.receive(inbound, found.get());
                }
            });
        }

        boolean tell(Inbound<Activity> inbound) throws Exception {
            // By what it was taken for at the door, not by any type that it names besides.
            if (!kind.isInstance(inbound.activity())) {
                return false;
            }
            listener.receive(inbound.as(kind.cast(inbound.activity())));
            return true;
        }
    }

    /** Returns whether there is one for such activities. */
    boolean tell(Inbound<Activity> inbound) throws Exception {
        boolean told = false;
        for (Registration<?> registration : registrations) {
            told |= registration.tell(inbound);
        }
        return told;
    }
}
