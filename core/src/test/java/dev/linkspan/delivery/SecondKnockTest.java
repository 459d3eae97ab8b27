package dev.linkspan.delivery;

import static dev.linkspan.delivery.KnockTrace.isRfc9421;
import static dev.linkspan.delivery.KnockTrace.other;
import static dev.linkspan.delivery.KnockTrace.remembered;
import static dev.linkspan.delivery.KnockTrace.schemes;
import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.SignatureScheme;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Case S-30 for deliveries: how many posts one attempt makes, and in which scheme each is signed. */
class SecondKnockTest {

    private static final List<Integer> STATUSES = List.of(
            200, 201, 202, 204, 299, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 408, 409,
            410, 411, 413, 415, 418, 421, 422, 424, 425, 426, 429, 451, 500, 501, 502, 503, 504, 511);

    static Stream<Arguments> statusesAndMemories() {
        return STATUSES.stream()
                .flatMap(status -> Stream.of(KnownHost.values())
                        .flatMap(memory -> Stream.of(false, true).map(on403 -> Arguments.of(status, memory, on403))));
    }

    @ParameterizedTest
    @MethodSource("statusesAndMemories")
    void s30_one_status_after_another(int status, KnownHost memory, boolean knockOn403) {
        Set<Integer> calling = knockOn403 ? Set.of(400, 401, 403) : Set.of(400, 401);
        try (Rig rig = memory.rig(knockOn403)) {
            rig.transport.script = sent -> rig.transport.sent.size() == 1 ? status(status) : status(202);

            rig.append("one");

            SignatureScheme first = memory.first;
            if (calling.contains(status)) {
                assertThat(schemes(rig)).containsExactly(first, other(first));
                assertThat(rig.outcomes("a.example")).containsExactly(new Outcome.Delivered(202));
                assertThat(remembered(rig)).containsExactly(other(first));
                assertThat(rig.lane("a.example").scheme()).contains(other(first));
            } else {
                assertThat(schemes(rig)).containsExactly(first);
                assertThat(remembered(rig)).containsExactlyElementsOf(memory.remembered ? List.of(first) : List.of());
                assertThat(rig.lane("a.example").scheme()).contains(first);
            }
        }
    }

    static Stream<Arguments> failuresAndMemories() {
        return Stream.of(Exchange.Failure.values())
                .flatMap(failure -> Stream.of(KnownHost.values()).map(memory -> Arguments.of(failure, memory)));
    }

    @ParameterizedTest
    @MethodSource("failuresAndMemories")
    void no_answer_is_no_reason_for_a_second_knock(Exchange.Failure failure, KnownHost memory) {
        try (Rig rig = memory.rig(true)) {
            rig.answers("a.example", failed(failure));

            rig.append("one");

            assertThat(schemes(rig)).containsExactly(memory.first);
        }
    }

    @Test
    void both_requests_carry_one_scheme_one_body_and_one_digest_and_are_signed_each_at_its_time() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            rig.append("{\"type\":\"Create\"}");
            rig.time.advance(Duration.ofSeconds(3));
            rig.transport.held.removeFirst().answer(status(401));
            rig.time.settle();

            BodyDigest digest = BodyDigest.of(Body.of("{\"type\":\"Create\"}"));
            OutgoingRequest first = rig.transport.sent.get(0).request();
            OutgoingRequest second = rig.transport.sent.get(1).request();
            assertThat(schemes(rig)).containsExactly(SignatureScheme.CAVAGE, SignatureScheme.RFC9421);
            assertThat(first.body()).isEqualTo(second.body());
            assertThat(first.fields().all("Digest")).containsExactly(digest.digestField());
            assertThat(second.fields().all("Content-Digest")).containsExactly(digest.contentDigestField());
            assertThat(second.fields().all("Content-Type")).containsExactly("application/activity+json");
            assertThat(second.fields().first("Signature-Input").orElseThrow())
                    .endsWith(rig.transport.sent.get(0).at().plusSeconds(3).toString());
        }
    }

    @Test
    void the_second_knock_has_what_is_left_of_the_deadline() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            rig.append("one");
            rig.time.advance(Duration.ofSeconds(4));

            rig.transport.held.removeFirst().answer(status(401));
            rig.time.settle();

            assertThat(rig.transport.sent)
                    .extracting(sent -> sent.request().deadline())
                    .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(6));
        }
    }

    @Test
    void there_is_no_second_knock_when_the_deadline_has_passed() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            rig.append("one");
            rig.time.advance(Duration.ofSeconds(10));

            rig.transport.held.removeFirst().answer(status(401));
            rig.time.settle();

            assertThat(rig.transport.sent).hasSize(1);
            assertThat(rig.outcomes("a.example")).singleElement().isInstanceOf(Outcome.RetryAt.class);
        }
    }

    @Test
    void the_second_knock_is_signed_by_a_signer_and_not_by_whoever_brings_the_answer() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            rig.append("one");

            rig.transport.held.removeFirst().answer(status(401));

            assertThat(rig.transport.sent).hasSize(1);
            rig.time.settle();
            assertThat(rig.transport.sent).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Both refused for what may be the scheme: the first one counts, in a line that shows both.
                "401 | 401 | RetryAt | 401 with cavage, 401 with RFC 9421",
                "401 | 400 | RetryAt | 401 with cavage, 400 with RFC 9421",
                "401 | 403 | RetryAt | 401 with cavage, 403 with RFC 9421",
                "400 | 401 | Refused | 400 with cavage, 401 with RFC 9421",
                "400 | 400 | Refused | 400 with cavage, 400 with RFC 9421",
                // Else the second one counts.
                "401 | 404 | Refused | 401 with cavage, 404 with RFC 9421",
                "401 | 413 | Refused | 401 with cavage, 413 with RFC 9421",
                "400 | 429 | RetryAt | 400 with cavage, 429 with RFC 9421",
                "400 | 503 | RetryAt | 400 with cavage, 503 with RFC 9421",
            })
    void what_counts_after_two_answers(int first, int second, String outcome, String reason) {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> isRfc9421(sent) ? status(second) : status(first);

            rig.append("one");

            assertThat(rig.transport.sent).hasSize(2);
            assertThat(rig.outcomes("a.example")).singleElement().satisfies(judged -> {
                assertThat(judged.getClass().getSimpleName()).isEqualTo(outcome);
                assertThat(judged.toString()).contains(reason);
            });
            assertThat(remembered(rig)).isEmpty();
            assertThat(rig.delivery.status().totals().secondKnocks()).isEqualTo(1);
        }
    }

    @Test
    void a_second_knock_that_finds_the_inbox_gone_counts() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> isRfc9421(sent) ? status(410) : status(401);

            rig.append("one");

            assertThat(rig.outcomes("a.example")).containsExactly(new Outcome.Gone(410));
        }
    }

    @Test
    void a_second_knock_that_could_not_be_sent_was_not_made() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> isRfc9421(sent) ? failed(Exchange.Failure.BUSY) : status(401);
            rig.append("one");
            assertThat(rig.outcomes("a.example"))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.toString()).contains("reason=status 401"));

            rig.transport.script = sent -> isRfc9421(sent) ? status(202) : status(401);
            rig.time.advance(Duration.ofSeconds(15));

            assertThat(rig.outcomes("a.example")).endsWith(new Outcome.Delivered(202));
        }
    }
}
