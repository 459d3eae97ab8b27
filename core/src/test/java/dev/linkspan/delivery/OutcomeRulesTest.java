package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.delivery.Outcome.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer means: architecture §4, "Outcomes". */
class OutcomeRulesTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");

    private final OutcomeRules rules = new OutcomeRules(new Backoff(new Random(7)));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void takes_every_2xx_as_delivered(int status) {
        assertThat(rules.judge(status(status), 1, NOW)).isEqualTo(new Outcome.Delivered(status));
    }

    @Test
    void takes_410_as_gone() {
        assertThat(rules.judge(status(410), 1, NOW)).isInstanceOf(Outcome.Gone.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 406, 413, 415, 422, 451, 501})
    void takes_other_4xx_and_501_as_a_refusal_of_this_entry(int status) {
        assertThat(rules.judge(status(status), 1, NOW))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308, 304})
    void does_not_follow_a_redirect(int status) {
        assertThat(rules.judge(status(status, "Location", "https://elsewhere.example/inbox"), 1, NOW))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({"401, ERROR", "408, ERROR", "429, ASKED", "500, ERROR", "502, ERROR", "503, ERROR", "504, ERROR"})
    void tries_again_what_may_pass(int status, Cause cause) {
        assertThat(rules.judge(status(status), 1, NOW)).isInstanceOfSatisfying(Outcome.RetryAt.class, retry -> {
            assertThat(retry.cause()).isEqualTo(cause);
            assertThat(retry.when()).isBetween(NOW.plusSeconds(5), NOW.plusSeconds(15));
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Exchange.Failure.class,
            names = {"UNRESOLVED", "CONNECT", "TLS", "TIMEOUT", "PROTOCOL"})
    void tries_again_where_no_answer_came(Exchange.Failure failure) {
        assertThat(rules.judge(failed(failure), 1, NOW))
                .isInstanceOfSatisfying(
                        Outcome.RetryAt.class,
                        retry -> assertThat(retry.cause()).isEqualTo(Cause.NO_ANSWER));
    }

    @Test
    void refuses_what_our_own_rules_forbid() {
        assertThat(rules.judge(failed(Exchange.Failure.FORBIDDEN), 1, NOW))
                .isEqualTo(new Outcome.Refused(0, "our address rules forbid it: as scripted"));
    }

    @Test
    void blames_nobody_when_our_transport_is_busy() {
        assertThat(rules.judge(failed(Exchange.Failure.BUSY), 9, NOW))
                .isInstanceOfSatisfying(Outcome.RetryAt.class, retry -> {
                    assertThat(retry.cause()).isEqualTo(Cause.OURS);
                    assertThat(retry.when()).isEqualTo(NOW.plusSeconds(2));
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // absurd values are clamped to 1 second … 1 day.
                "0 | 1",
                "-5 | 1",
                "1 | 1",
                "120 | 120",
                "86400 | 86400",
                "86401 | 86400",
                "99999999999999999999999 | 86400",
                "000000000005 | 5",
                "Sun, 06 Nov 1994 08:59:37 GMT | 600",
                "Sun, 06 Nov 1994 08:39:37 GMT | 1",
                "Fri, 31 Dec 9999 23:59:59 GMT | 86400",
                // The obsolete forms of RFC 9110 §5.6.7.
                "Sunday, 06-Nov-94 08:59:37 GMT | 600",
                "Sun Nov  6 08:59:37 1994 | 600",
            })
    void honours_retry_after_within_reason(String value, long seconds) {
        assertThat(rules.judge(status(503, "Retry-After", value), 1, NOW))
                .isInstanceOfSatisfying(Outcome.RetryAt.class, retry -> {
                    assertThat(retry.when()).isEqualTo(NOW.plusSeconds(seconds));
                    assertThat(retry.cause()).isEqualTo(Cause.ASKED);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1.5", "+3", "", "-", "12 s", "Sun, 06 Nov 1994"})
    void ignores_a_retry_after_that_says_nothing(String value) {
        assertThat(rules.judge(status(503, "Retry-After", value), 1, NOW))
                .isInstanceOfSatisfying(
                        Outcome.RetryAt.class,
                        retry -> assertThat(retry.when()).isBetween(NOW.plusSeconds(5), NOW.plusSeconds(15)));
    }

    @Test
    void does_not_let_a_host_ask_for_short_pauses_for_ever() {
        assertThat(rules.judge(status(503, "Retry-After", "1"), 10, NOW))
                .isInstanceOfSatisfying(
                        Outcome.RetryAt.class,
                        retry -> assertThat(retry.when()).isAfter(NOW.plus(Duration.ofHours(1))));
    }

    @Test
    void waits_longer_after_each_failure_but_never_longer_than_the_cap() {
        Backoff backoff = new Backoff(new Random(3));

        for (int failures = 2; failures < 40; failures++) {
            double plain = Math.min(21_600, 30 * Math.pow(2, failures - 2.0));

            assertThat(backoff.delay(failures).toMillis() / 1000.0)
                    .isBetween(plain * 0.79, Math.min(21_600, plain * 1.21));
        }
    }
}
