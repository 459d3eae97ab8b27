package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether our clock is right, by what others say. The number in names is that of docs/attacks.md. */
class ClockWatchTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final List<Duration> alarms = new ArrayList<>();
    private Instant now = NOW;
    private String date = "";
    private final ClockWatch watch = new ClockWatch(new Answering(), () -> now, alarms::add);

    @Test
    void q14_says_by_how_much_our_clock_is_off_when_most_servers_agree() {
        theirsAreAhead(Duration.ofMinutes(20));
        post("a.example", "b.example", "c.example", "d.example");
        assertThat(alarms).as("four may be wrong together").isEmpty();

        post("e.example");

        assertThat(alarms).containsExactly(Duration.ofMinutes(20));
    }

    @Test
    void q14_hears_a_clock_that_is_ahead_too() {
        theirsAreAhead(Duration.ofHours(-2));

        post("a.example", "b.example", "c.example", "d.example", "e.example");

        assertThat(alarms).containsExactly(Duration.ofHours(-2));
    }

    @Test
    void q14_a_few_servers_that_are_wrong_themselves_say_nothing_of_ours() {
        theirsAreAhead(Duration.ofDays(3000));
        post("a.example", "b.example");
        post("b.example", "b.example", "b.example", "a.example"); // each has one voice
        theirsAreAhead(Duration.ofSeconds(-3));

        post("c.example", "d.example", "e.example");

        assertThat(alarms).isEmpty();
    }

    @Test
    void q14_says_it_once_an_hour() {
        theirsAreAhead(Duration.ofMinutes(20));
        post("a.example", "b.example", "c.example", "d.example", "e.example", "f.example");
        assertThat(alarms).hasSize(1);
        now = NOW.plus(ClockWatch.SAID_EVERY);

        post("g.example");

        assertThat(alarms).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "Sat, 21 Nov 99999999999 09:00:00 GMT", "0"})
    void a_date_that_is_none_says_nothing_and_harms_no_answer(String nonsense) {
        date = nonsense;

        post("a.example", "b.example", "c.example", "d.example", "e.example");

        assertThat(alarms).isEmpty();
    }

    @Test
    void what_a_cache_may_have_answered_does_not_count() {
        theirsAreAhead(Duration.ofMinutes(-20));

        for (String host : List.of("a.example", "b.example", "c.example", "d.example", "e.example")) {
            send("GET", host);
        }

        assertThat(alarms).isEmpty();
    }

    private void theirsAreAhead(Duration ahead) {
        date = DateTimeFormatter.RFC_1123_DATE_TIME.format(NOW.plus(ahead).atOffset(ZoneOffset.UTC));
    }

    private void post(String... hosts) {
        for (String host : hosts) {
            send("POST", host);
        }
    }

    private void send(String method, String host) {
        Exchange exchange = watch.send(new OutgoingRequest(
                        method,
                        URI.create("https://" + host + "/inbox"),
                        Fields.none(),
                        Body.none(),
                        Duration.ofSeconds(5),
                        1 << 10))
                .join();
        assertThat(exchange).isInstanceOf(Exchange.Answered.class);
    }

    private final class Answering implements Transport {
        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            return CompletableFuture.completedFuture(new Exchange.Answered(202, Fields.of("Date", date), Body.none()));
        }

        @Override
        public void close() {}
    }
}
