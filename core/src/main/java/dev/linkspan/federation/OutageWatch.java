package dev.linkspan.federation;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down that the relay is alive, one word for all nodes, and notices when nobody could for too long: the processes did
 * not run, were suspended, or had no database. Then subscribers may count the relay as dead, and are greeted.
 *
 * <p>The word stays as it is until all are greeted, and greetings are known by the word: whoever crashes in between, or finds
 * the same word at the same moment, greets nobody twice. A clock that goes wrong is no outage: nodes go by the time that
 * the store has for all, and who was here within the span knows that the relay was alive, whatever the word says.
 */
final class OutageWatch {

    /** The name of the value. */
    static final String ALIVE = "alive";

    private static final Logger log = LoggerFactory.getLogger(OutageWatch.class);

    /** What another node wrote so lately needs no new word; a bit less than the time between two beats. */
    private static final Duration FRESH = Duration.ofSeconds(45);

    private final Values values;
    private final Duration tolerated;
    private final ToIntFunction<String> greet;
    private final InstantSource clock;
    private Optional<Instant> lastBeat = Optional.empty();

    /**
     * A watch. For one thread.
     *
     * @param tolerated an outage that subscribers bear without a greeting
     * @param greet greets everyone on an occasion of this name, and says how many
     * @param clock the time of all nodes
     */
    OutageWatch(Values values, Duration tolerated, ToIntFunction<String> greet, InstantSource clock) {
        this.values = values;
        this.tolerated = tolerated;
        this.greet = greet;
        this.clock = clock;
    }

    /** To be called once a minute. */
    void beat() {
        Optional<Body> word = values.find(ALIVE);
        Instant now = clock.instant();
        Optional<Duration> silence = word.flatMap(StoredInstant::read).map(last -> Duration.between(last, now));
        // A word from the future is replaced, too, or it would hide an outage until then.
        if (silence.filter(s -> s.abs().compareTo(FRESH) < 0).isPresent()) {
            lastBeat = Optional.of(now);
            return;
        }
        if (silence.filter(this::isOutage).isPresent() && !wasHere(now)) {
            String last = word.orElseThrow().text();
            log.warn("the relay was not alive since {}: greeting subscribers", last);
            log.info("greeted {} subscribers after the outage since {}", greet.applyAsInt("outage " + last), last);
        }
        // If another node was first, its word is as good.
        values.put(ALIVE, word, StoredInstant.write(now));
        lastBeat = Optional.of(now);
    }

    private boolean isOutage(Duration silence) {
        return silence.compareTo(tolerated) >= 0;
    }

    private boolean wasHere(Instant now) {
        return lastBeat.filter(last -> !isOutage(Duration.between(last, now))).isPresent();
    }
}
