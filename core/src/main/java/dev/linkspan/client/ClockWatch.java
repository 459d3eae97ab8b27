package dev.linkspan.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.linkspan.vocab.Authority;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares our clock with those of the servers that answer our posts. Whose clock is wrong is refused everywhere without a
 * word that names the reason: signatures bear times. One server may be wrong itself; when most of them agree, an operator is
 * told. Changes nothing but the log. Thread-safe.
 */
public final class ClockWatch implements Transport {

    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);

    /** What no server minds: the strictest take five minutes. */
    static final Duration TOLERATED = Duration.ofMinutes(4);

    /** How many servers have to have been heard: a few cannot make us believe anything. */
    static final int QUORUM = 5;

    static final Duration SAID_EVERY = Duration.ofHours(1);
    private static final int LONGEST_DATE = 40;

    private final Transport transport;
    private final InstantSource clock;
    private final Consumer<Duration> alarm;

    /** How far each server's clock is ahead of ours. Answers to posts only: no cache gives those, which would be of old. */
    private final Cache<Authority, Duration> ahead = Caffeine.newBuilder()
            .maximumSize(100)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    private Instant said = Instant.EPOCH;

    ClockWatch(Transport transport, InstantSource clock, Consumer<Duration> alarm) {
        this.transport = transport;
        this.clock = clock;
        this.alarm = alarm;
    }

    /** A transport whose answers are looked at; closing it closes the one that it stands before. */
    public static Transport over(Transport transport, InstantSource clock) {
        return new ClockWatch(
                transport,
                clock,
                off -> log.warn(
                        "the clock of this machine is {} s {} that of most other servers; they refuse what it signs",
                        off.abs().toSeconds(),
                        off.isNegative() ? "ahead of" : "behind"));
    }

    @Override
    public CompletableFuture<Exchange> send(OutgoingRequest request) {
        CompletableFuture<Exchange> exchange = transport.send(request);
        if (request.method().equals("POST")) {
            // On the side: whoever waits for the answer gets it whatever becomes of this.
            var unused = exchange.thenAccept(answer -> look(request, answer));
        }
        return exchange;
    }

    private void look(OutgoingRequest request, Exchange exchange) {
        Optional<Authority> server = Authority.of(request.uri());
        if (server.isEmpty()
                || ahead.getIfPresent(server.get()) != null
                || !(exchange instanceof Exchange.Answered answered)) {
            return;
        }
        Instant now = clock.instant();
        answered.fields().first("Date").flatMap(ClockWatch::date).ifPresent(date -> {
            ahead.put(server.get(), Duration.between(now, date));
            judge(now);
        });
    }

    private static Optional<Instant> date(String text) {
        if (text.length() > LONGEST_DATE) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private synchronized void judge(Instant now) {
        List<Duration> all = ahead.asMap().values().stream().sorted().toList();
        if (all.size() < QUORUM || Duration.between(said, now).compareTo(SAID_EVERY) < 0) {
            return;
        }
        Duration median = all.get(all.size() / 2);
        if (median.abs().compareTo(TOLERATED) > 0) {
            said = now;
            alarm.accept(median);
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
