package dev.linkspan.federation;

import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Who asks for a document. A signature is only looked at when somebody wants to know, for it may cost a fetch. Thread-safe.
 *
 * @see <a href="https://swicg.github.io/activitypub-http-signature/#how-to-obtain-a-signature-s-public-key">authorized fetch</a>
 */
public final class Requester {

    private final Supplier<Optional<String>> look;
    private final Lock lock = new ReentrantLock();
    private volatile boolean asked;
    private Optional<Optional<String>> actor = Optional.empty();

    Requester(Supplier<Optional<String>> look) {
        this.look = look;
    }

    /** Somebody of whom nothing is known. */
    static Requester anonymous() {
        return new Requester(Optional::empty);
    }

    /** Somebody who is known already. */
    static Requester known(String actor) {
        return new Requester(() -> Optional.of(actor));
    }

    /** Whether somebody wanted to know: then the answer is for this requester alone. */
    public boolean wasAsked() {
        return asked;
    }

    /** The id of the actor that signed the request; empty if nobody did, or not well. May block once, to fetch its key. */
    public Optional<String> actor() {
        asked = true;
        lock.lock();
        try {
            if (actor.isEmpty()) {
                actor = Optional.of(look.get());
            }
            return actor.get();
        } finally {
            lock.unlock();
        }
    }
}
