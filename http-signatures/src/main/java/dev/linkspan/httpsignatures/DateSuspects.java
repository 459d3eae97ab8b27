package dev.linkspan.httpsignatures;

import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Signed with another {@code Date}: some proxies and client libraries write their own. */
final class DateSuspects {

    /** A request that waited longer at a proxy has other troubles. */
    private static final int SECONDS = 300;

    private static final String PROXY = "a proxy or the sender's HTTP library rewrote Date";

    private DateSuspects() {}

    static Stream<Suspect> of(Scenery scenery) {
        if (!scenery.signature().covered().contains("date")) {
            return Stream.empty();
        }
        return Stream.concat(
                Stream.of("X-Date", "X-Original-Date", "Original-Date")
                        .flatMap(name -> scenery.items(name).stream())
                        .map(value -> dated(scenery, value)),
                scenery.message().fields().first("date").flatMap(HttpDate::parse).stream()
                        .flatMap(date -> near(scenery, date)));
    }

    private static Stream<Suspect> near(Scenery scenery, Instant date) {
        return IntStream.rangeClosed(1, SECONDS)
                // Rewritten later than signed, as a rule.
                .flatMap(seconds -> IntStream.of(-seconds, seconds))
                .mapToObj(seconds -> dated(scenery, HttpDate.format(date.plusSeconds(seconds))));
    }

    private static Suspect dated(Scenery scenery, String value) {
        return Suspect.ofMessage("Date is " + value, PROXY, scenery.withField("Date", value));
    }
}
