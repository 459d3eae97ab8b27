package dev.linkspan.delivery;

import static dev.linkspan.delivery.KnockTrace.INBOX;
import static dev.linkspan.delivery.KnockTrace.isRfc9421;
import static dev.linkspan.delivery.KnockTrace.remembered;
import static dev.linkspan.delivery.KnockTrace.schemes;
import static dev.linkspan.delivery.ScriptedTransport.failed;
import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.Knock;
import dev.linkspan.httpsignatures.SignatureScheme;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What deliveries learn of a host's scheme, and how the retries of an entry are signed. */
class SchemeMemoryTest {

    @Test
    void what_a_host_took_comes_first_for_the_next_entry() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.subscribe("b.example");
            rig.transport.script = KnockTrace::takesRfc9421Only;

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
        try (Rig rig = KnownHost.RFC9421_REMEMBERED.rig(false)) {
            rig.transport.script = sent -> isRfc9421(sent) ? status(401) : status(202);

            rig.append("one");
            rig.append("two");

            assertThat(schemes(rig))
                    .containsExactly(SignatureScheme.RFC9421, SignatureScheme.CAVAGE, SignatureScheme.CAVAGE);
        }
    }

    @Test
    void a_host_that_cannot_fetch_our_key_does_not_change_what_is_remembered() {
        try (Rig rig = KnownHost.RFC9421_REMEMBERED.rig(false)) {
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
            rig.transport.script = KnockTrace::takesRfc9421Only;
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
            rig.openWindow(20);
            rig.transport.sent.clear();
            rig.transport.holding = true;
            rig.transport.script = KnockTrace::takesRfc9421Only;
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
}
