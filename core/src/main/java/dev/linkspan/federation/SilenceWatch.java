package dev.linkspan.federation;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when nobody speaks to the relay any more. It may have been out of reach while it was alive, by a wrong certificate or
 * a lost name: subscribers then count it as dead and deliver nothing, so it has nothing to relay, and nobody hears from it for
 * ever. After a day of silence, and each day that it lasts, subscribers are greeted. A relay to which nobody ever spoke is new.
 *
 * <p>When somebody last spoke is one word for all nodes, written at most once an hour; greetings are known by it and by the day.
 */
final class SilenceWatch {

    /** The name of the value. */
    static final String HEARD = "heard";

    private static final Logger log = LoggerFactory.getLogger(SilenceWatch.class);

    private static final Duration WRITTEN_EVERY = Duration.ofHours(1);

    private final Values values;
    private final ToIntFunction<String> greet;
    private final InstantSource clock;
    private final AtomicBoolean heard = new AtomicBoolean();

    /** What this node was done with last. */
    private String occasion = "";

    /**
     * A watch.
     *
     * @param greet greets everyone on an occasion of this name, and says how many
     * @param clock the time of all nodes
     */
    SilenceWatch(Values values, ToIntFunction<String> greet, InstantSource clock) {
        this.values = values;
        this.greet = greet;
        this.clock = clock;
    }

    /** Somebody spoke to us, verifiably. For any thread, cheap enough for each request. */
    void heard() {
        heard.set(true);
    }

    /** Nobody could speak to us: what has been silence so far is none. For the thread that beats. */
    void beginAnew() {
        Optional<Body> word = values.find(HEARD);
        if (word.isPresent()) {
            values.put(HEARD, word, StoredInstant.write(clock.instant()));
        }
    }

    /** To be called once a minute, by one thread. */
    void beat() {
        Optional<Body> word = values.find(HEARD);
        Instant now = clock.instant();
        boolean spoken = heard.getAndSet(false);
        // A word from the future, or none, says nothing.
        Optional<Duration> silence = word.flatMap(StoredInstant::read)
                .map(last -> Duration.between(last, now))
                .filter(s -> !s.isNegative());
        if (silence.isEmpty()
                ? spoken || word.isPresent()
                : spoken && silence.get().compareTo(WRITTEN_EVERY) >= 0) {
            values.put(HEARD, word, StoredInstant.write(now));
        } else if (silence.isPresent()) {
            // The word may be an hour older than the last request.
            greetAfter(silence.get().minus(WRITTEN_EVERY), word.orElseThrow().text());
        }
    }

    private void greetAfter(Duration silence, String since) {
        String now = "silence " + since + ", day " + silence.toDays();
        if (silence.toDays() < 1 || now.equals(occasion)) {
            return;
        }
        int greeted = greet.applyAsInt(now);
        occasion = now;
        if (greeted > 0) {
            log.warn("nobody has spoken to the relay since {}: greeted {} subscribers", since, greeted);
        }
    }
}
