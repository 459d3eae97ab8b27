package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.Knock;
import dev.linkspan.client.KnockSettings;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.delivery.ScriptedTransport.Sent;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.SignatureScheme;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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

    private static final URI INBOX = URI.create("https://a.example/inbox");
    private static final List<Integer> STATUSES = List.of(
            200, 201, 202, 204, 299, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 408, 409,
            410, 411, 413, 415, 418, 421, 422, 424, 425, 426, 429, 451, 500, 501, 502, 503, 504, 511);

    /** What is known of a host before the attempt. */
    enum Memory {
        NONE_CAVAGE_FIRST(SignatureScheme.CAVAGE, false),
        NONE_RFC9421_FIRST(SignatureScheme.RFC9421, false),
        CAVAGE_REMEMBERED(SignatureScheme.CAVAGE, true),
        RFC9421_REMEMBERED(SignatureScheme.RFC9421, true);

        final SignatureScheme first;
        final boolean remembered;

        Memory(SignatureScheme first, boolean remembered) {
            this.first = first;
            this.remembered = remembered;
        }

        Rig rig(boolean knockOn403) {
            Rig rig = new Rig();
            rig.knockSettings = KnockSettings.defaults()
                    .withKnockOn403(knockOn403)
                    .withFirstKnock(remembered ? other(first) : first);
            rig.subscribe("a.example");
            rig.start();
            if (remembered) {
                rig.knocks.taken(INBOX, rig.knocks.other(rig.knocks.first(INBOX)));
            }
            return rig;
        }
    }

    static Stream<Arguments> statusesAndMemories() {
        return STATUSES.stream()
                .flatMap(status -> Stream.of(Memory.values())
                        .flatMap(memory -> Stream.of(false, true).map(on403 -> Arguments.of(status, memory, on403))));
    }

    @ParameterizedTest
    @MethodSource("statusesAndMemories")
    void s30_one_status_after_another(int status, Memory memory, boolean knockOn403) {
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
                .flatMap(failure -> Stream.of(Memory.values()).map(memory -> Arguments.of(failure, memory)));
    }

    @ParameterizedTest
    @MethodSource("failuresAndMemories")
    void no_answer_is_no_reason_for_a_second_knock(Exchange.Failure failure, Memory memory) {
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

    @Test
    void what_a_host_took_comes_first_for_the_next_entry() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.subscribe("b.example");
            rig.transport.script = SecondKnockTest::takesRfc9421Only;

            rig.append("one");
            rig.append("two");

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("one", "one", "two");
            assertThat(rig.transport.bodiesTo("b.example")).containsExactly("one", "one", "two");
            assertThat(rig.delivery.status().totals().secondKnocks()).isEqualTo(2);
        }
    }

    @Test
    void s29_an_endless_challenger_gets_two_requests_at_first_and_then_one_at_a_time() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent ->
                    status(401, "Accept-Signature", "n" + rig.transport.sent.size() + "=(\"content-type\");created");

            rig.append("one");
            assertThat(rig.transport.sent).hasSize(2);
            assertThat(rig.transport
                            .sent
                            .get(1)
                            .request()
                            .fields()
                            .first("Signature-Input")
                            .orElseThrow())
                    .startsWith("n1=(\"content-type\" \"@method\" \"@target-uri\" \"content-digest\")");
            rig.time.advance(Duration.ofHours(1));

            assertThat(rig.outcomes("a.example")).hasSize(rig.transport.sent.size() - 1);
        }
    }

    @Test
    void a_challenge_beside_a_success_is_nothing_to_answer() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(202, "Accept-Signature", "sig1=(\"content-type\");created"));

            rig.append("one");

            assertThat(rig.transport.sent).hasSize(1);
        }
    }

    @Test
    void a_taken_first_knock_teaches_nothing() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");

            rig.append("one");

            assertThat(remembered(rig)).isEmpty();
        }
    }

    @Test
    void what_was_remembered_is_replaced_when_it_is_refused_and_the_other_taken() {
        try (Rig rig = Memory.RFC9421_REMEMBERED.rig(false)) {
            rig.transport.script = sent -> isRfc9421(sent) ? status(401) : status(202);

            rig.append("one");
            rig.append("two");

            assertThat(schemes(rig))
                    .containsExactly(SignatureScheme.RFC9421, SignatureScheme.CAVAGE, SignatureScheme.CAVAGE);
        }
    }

    @Test
    void a_host_that_cannot_fetch_our_key_does_not_change_what_is_remembered() {
        try (Rig rig = Memory.RFC9421_REMEMBERED.rig(false)) {
            rig.answers("a.example", status(401));

            rig.append("one");

            assertThat(schemes(rig)).containsExactly(SignatureScheme.RFC9421, SignatureScheme.CAVAGE);
            assertThat(remembered(rig)).containsExactly(SignatureScheme.RFC9421);
        }
    }

    @Test
    void after_both_were_refused_the_retries_of_an_entry_are_one_request_each_in_turns() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(401));

            rig.append("one");
            rig.time.advance(Duration.ofHours(1));

            List<SignatureScheme> schemes = schemes(rig);
            assertThat(schemes).hasSizeGreaterThan(5);
            assertThat(rig.outcomes("a.example")).hasSize(schemes.size() - 1);
            for (int i = 0; i < schemes.size(); i++) {
                assertThat(schemes.get(i)).isEqualTo(i % 2 == 0 ? SignatureScheme.CAVAGE : SignatureScheme.RFC9421);
            }
        }
    }

    @Test
    void an_entry_knocks_again_once_more_is_known_of_the_host() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(401));
            rig.append("one");
            Knock learnt = rig.knocks.other(rig.knocks.first(INBOX));

            rig.knocks.taken(INBOX, learnt);
            rig.time.advance(Duration.ofSeconds(15));

            assertThat(schemes(rig))
                    .containsExactly(
                            SignatureScheme.CAVAGE,
                            SignatureScheme.RFC9421,
                            SignatureScheme.RFC9421,
                            SignatureScheme.CAVAGE);
        }
    }

    @ParameterizedTest
    @CsvSource({"CONNECT", "TLS", "TIMEOUT", "TOO_LARGE", "PROTOCOL"})
    void the_retry_of_an_unknown_outcome_keeps_its_scheme_and_has_no_second_knock(Exchange.Failure failure) {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", failed(failure));
            rig.append("one");
            rig.knocks.taken(INBOX, rig.knocks.other(rig.knocks.first(INBOX)));

            rig.answers("a.example", status(401));
            rig.time.advance(Duration.ofSeconds(15));

            assertThat(schemes(rig)).containsExactly(SignatureScheme.CAVAGE, SignatureScheme.CAVAGE);
        }
    }

    @Test
    void the_retry_after_a_second_knock_without_answer_keeps_the_second_scheme() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> isRfc9421(sent) ? failed(Exchange.Failure.TIMEOUT) : status(401);
            rig.append("one");
            assertThat(rig.outcomes("a.example"))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.toString())
                            .contains("401 with cavage, TIMEOUT (as scripted) with RFC 9421"));

            rig.answers("a.example", status(202));
            rig.time.advance(Duration.ofSeconds(15));

            assertThat(schemes(rig))
                    .containsExactly(SignatureScheme.CAVAGE, SignatureScheme.RFC9421, SignatureScheme.RFC9421);
        }
    }

    @Test
    void a_fault_of_the_transport_leaves_the_outcome_unknown() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = sent -> {
                throw new IllegalStateException("a bug");
            };
            rig.append("one");

            rig.answers("a.example", status(401));
            rig.time.advance(Duration.ofSeconds(3));

            assertThat(schemes(rig)).containsExactly(SignatureScheme.CAVAGE, SignatureScheme.CAVAGE);
        }
    }

    @Test
    void the_memory_is_only_a_cache_and_gone_after_a_crash() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.transport.script = SecondKnockTest::takesRfc9421Only;
            rig.append("one");
            rig.time.advance(Duration.ofSeconds(1));

            rig.crash();
            rig.start();
            rig.append("two");

            assertThat(rig.transport.bodiesTo("a.example")).containsExactly("one", "one", "two", "two");
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5", "8"})
    void deliveries_at_once_to_a_new_host_end_with_one_memory(int window) {
        try (Rig rig = new Rig()) {
            rig.settings = Rig.settings().maxWindow(window).build();
            rig.start();
            rig.subscribe("a.example");
            // Wide open before the host changes to RFC 9421.
            for (int i = 0; i < 20; i++) {
                rig.append("before " + i);
            }
            rig.transport.sent.clear();
            rig.transport.holding = true;
            rig.transport.script = SecondKnockTest::takesRfc9421Only;
            for (int i = 0; i < 40; i++) {
                rig.append("entry " + i);
            }
            assertThat(rig.transport.held).hasSize(window);

            while (!rig.transport.held.isEmpty()) {
                rig.transport.answerNext();
                rig.time.settle();
            }

            assertThat(remembered(rig)).containsExactly(SignatureScheme.RFC9421);
            assertThat(rig.transport.sent).hasSize(40 + window);
            assertThat(rig.lane("a.example").lag()).isZero();
            assertThat(rig.delivery.status().totals().secondKnocks()).isEqualTo(window);
        }
    }

    private static Exchange takesRfc9421Only(Sent sent) {
        return isRfc9421(sent) ? status(202) : status(401);
    }

    private static boolean isRfc9421(Sent sent) {
        return sent.request().fields().contains("Signature-Input");
    }

    /** The schemes of what was sent, in order; no request has both. */
    private static List<SignatureScheme> schemes(Rig rig) {
        List<SignatureScheme> schemes = new ArrayList<>();
        for (Sent sent : rig.transport.sent) {
            assertThat(sent.request().fields().all("Signature")).hasSize(1);
            assertThat(sent.request().fields().contains("Digest")).isNotEqualTo(isRfc9421(sent));
            assertThat(sent.request().fields().contains("Content-Digest")).isEqualTo(isRfc9421(sent));
            schemes.add(isRfc9421(sent) ? SignatureScheme.RFC9421 : SignatureScheme.CAVAGE);
        }
        return schemes;
    }

    private static List<SignatureScheme> remembered(Rig rig) {
        return rig.knocks.remembered(INBOX).map(Knock::scheme).stream().toList();
    }

    private static SignatureScheme other(SignatureScheme scheme) {
        return scheme == SignatureScheme.CAVAGE ? SignatureScheme.RFC9421 : SignatureScheme.CAVAGE;
    }
}
