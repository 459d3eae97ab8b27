package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.TimeLimits.ExpiresRule;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asking for signatures and answering, RFC 9421 §5. */
class AcceptSignatureTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:02Z");
    private static final Body BODY = Body.of("{}");
    private static final SigningKey KEY = TestKeys.ed25519Signing();
    private static final HttpMessage.Request POST = new HttpMessage.Request(
            "POST",
            URI.create("https://relay.example/inbox"),
            Fields.of("Content-Type", "application/json", "Cookie", "secret", "X-Own", "1"));

    /** §5.1. */
    private static final String EXAMPLE =
            "sig1=(\"@method\" \"@target-uri\" \"@authority\" \"content-digest\" \"cache-control\")"
                    + ";keyid=\"test-key-rsa-pss\";created;tag=\"app-123\"";

    @Test
    void reads_and_writes_the_example_of_5_1() throws Exception {
        AcceptSignature accept = AcceptSignature.parse(List.of(EXAMPLE));

        WantedSignature wanted = accept.wanted().get("sig1");
        assertThat(wanted.components()).hasSize(5).contains(ComponentIdentifier.field("cache-control"));
        assertThat(wanted.keyid()).contains("test-key-rsa-pss");
        assertThat(wanted.wantsCreated()).isTrue();
        assertThat(wanted.wantsExpires()).isFalse();
        assertThat(wanted.tag()).contains("app-123");
        assertThat(wanted.nonce()).isEmpty();
        assertThat(accept.serialize()).isEqualTo(EXAMPLE);
    }

    @Test
    void refuses_other_forms_and_too_much() {
        StringBuilder five = new StringBuilder("a=()");
        for (String label : List.of("b", "c", "d", "e")) {
            five.append(", ").append(label).append("=()");
        }
        for (String value : List.of(
                "sig1",
                "sig1=\"@method\"",
                "sig1=(method)",
                "sig1=();created=1",
                "sig1=();expires=?0",
                "sig1=();nonce",
                "sig1=();alg=ed25519",
                "sig1=(",
                five.toString(),
                "sig1=(" + "\"a\" ".repeat(65) + ")",
                "sig1=();nonce=\"" + "n".repeat(17_000) + "\"")) {
            assertThatThrownBy(() -> AcceptSignature.parse(List.of(value)))
                    .as(value)
                    .isInstanceOf(StructuredFieldException.class);
        }
    }

    @Test
    void asks_for_what_our_policy_demands() {
        assertThat(AcceptSignature.forRequests("sig1", VerificationPolicy.FEDIVERSE, true)
                        .serialize())
                .isEqualTo("sig1=(\"@method\" \"@target-uri\" \"content-digest\");created");
        assertThat(AcceptSignature.forRequests("sig1", VerificationPolicy.FEDIVERSE, false)
                        .serialize())
                .isEqualTo("sig1=(\"@method\" \"@target-uri\");created");
        VerificationPolicy demanding = VerificationPolicy.STRICT
                .withCoverage(VerificationPolicy.STRICT.coverage().withRequests(ComponentIdentifier.field("date")))
                .withExpires(ExpiresRule.REQUIRED)
                .withAlgorithms(SignatureAlgorithm.ED25519)
                .withLabels(LabelRule.tagged("app"));
        assertThat(AcceptSignature.forRequests("s", demanding, false).serialize())
                .isEqualTo("s=(\"@method\" \"@target-uri\" \"date\");created;expires;alg=\"ed25519\";tag=\"app\"");
        assertThat(AcceptSignature.forRequests("s", demanding.withLabels(LabelRule.labelled("ours")), false)
                        .wanted())
                .containsOnlyKeys("ours");
        assertThat(AcceptSignature.forResponses("r", VerificationPolicy.STRICT).serialize())
                .isEqualTo("r=(\"@status\" \"content-digest\" \"@method\";req \"@target-uri\";req);created");
    }

    @Test
    void a_server_challenges_and_a_client_answers_to_its_content() throws Exception {
        VerificationPolicy policy = VerificationPolicy.STRICT
                .withExpires(ExpiresRule.REQUIRED)
                .withNonces(NonceRule.inMemory(InstantSource.fixed(NOW)));
        AcceptSignature asked = AcceptSignature.forRequests("sig9", policy, true);
        WantedSignature wanted = asked.wanted().get("sig9").withNonce("n-1").withKeyid(KEY.keyId());
        String field = AcceptSignature.of("sig9", wanted).serialize();

        SignatureAnswer answer = AcceptSignature.parse(List.of(field)).answer(AnswerRules.REQUESTS, KEY, POST);

        SigningProfile profile = agreed(answer).profile();
        Fields added = RequestSigner.rfc9421(profile).sign(POST, BodyDigest.of(BODY), KEY, NOW);
        assertThat(added.first("Signature-Input").orElseThrow())
                .startsWith("sig9=(\"@method\" \"@target-uri\" \"content-digest\")")
                .contains(";expires=1788257102;")
                .contains(";nonce=\"n-1\"");
        assertThat(verify(policy, POST.with(added))).isInstanceOf(Verdict.Valid.class);
        Verdicts.assertInvalid(verify(policy, POST.with(added)), Verdict.Reason.REPLAYED);
    }

    @Test
    void a_client_asks_for_a_signed_response_and_a_server_answers() throws Exception {
        String field =
                AcceptSignature.forResponses("r", VerificationPolicy.STRICT).serialize();
        HttpMessage.Request asking = POST.with(Fields.of("Accept-Signature", field));
        HttpMessage.Response response = new HttpMessage.Response(202, Fields.none(), asking);

        SignatureAnswer answer = AcceptSignature.parse(asking.fields().all("Accept-Signature"))
                .answer(AnswerRules.RESPONSES, KEY, response);

        Fields added = MessageSigner.of(agreed(answer).profile()).sign(response, BodyDigest.of(BODY), KEY, NOW);
        assertThat(added.first("Signature-Input").orElseThrow()).startsWith("r=(\"@status\" \"content-digest\"");
        assertThat(verify(VerificationPolicy.STRICT, response.with(added))).isInstanceOf(Verdict.Valid.class);
    }

    // S-29
    @Test
    void covers_never_less_than_our_minimum_and_nothing_but_what_is_harmless() throws Exception {
        SignatureAnswer.Agreed weak = agreed(answer("s=(\"@scheme\");created"));
        SignatureAnswer.Agreed greedy =
                agreed(answer("s=(\"cookie\" \"x-own\" \"content-type\" \"accept\" \"cookie\";bs \"@method\")"));
        SignatureAnswer.Agreed empty = agreed(answer("s=()"));

        assertThat(weak.profile().components())
                .containsExactly(
                        ComponentIdentifier.scheme(),
                        ComponentIdentifier.method(),
                        ComponentIdentifier.targetUri(),
                        ComponentIdentifier.field("content-digest"));
        assertThat(weak.omitted()).isEmpty();
        assertThat(greedy.profile().components())
                .containsExactly(
                        ComponentIdentifier.field("content-type"),
                        ComponentIdentifier.method(),
                        ComponentIdentifier.targetUri(),
                        ComponentIdentifier.field("content-digest"));
        assertThat(greedy.omitted())
                .containsExactly(
                        ComponentIdentifier.field("cookie"),
                        ComponentIdentifier.field("x-own"),
                        ComponentIdentifier.field("accept"), // allowed, but not in the message
                        ComponentIdentifier.field("cookie").bs());
        assertThat(empty.profile().components()).isEqualTo(SigningProfile.FEDIVERSE.components());
        AnswerRules own = AnswerRules.REQUESTS.allowing(ComponentIdentifier.field("x-own"));
        assertThat(agreed(AcceptSignature.parse(List.of("s=(\"x-own\")")).answer(own, KEY, POST))
                        .omitted())
                .isEmpty();
    }

    // S-29
    @Test
    void declines_another_key_algorithm_tag_kind_of_message_and_what_it_does_not_know() throws Exception {
        assertDeclined("s=();keyid=\"https://victim.example/key\"", "which is not ours");
        assertDeclined("s=();alg=\"hmac-sha256\"", "ed25519");
        assertDeclined("s=();alg=\"none\"", "ed25519");
        assertDeclined("s=();tag=\"bank-transfer\"", "not one of ours");
        assertDeclined("s=();nonce=\"" + "n".repeat(513) + "\"", "nonce");
        assertDeclined("s=(\"@status\")", "this kind of message");
        assertDeclined("s=(\"@method\";req)", "this kind of message");
        assertDeclined("s=();new=1", "do not know");
        assertDeclined("l" + "a".repeat(64) + "=()", "label");
        assertDeclined("", "nothing");
        assertThat(agreed(AcceptSignature.parse(List.of("s=();tag=\"app\""))
                                .answer(AnswerRules.REQUESTS.allowingTag("app"), KEY, POST))
                        .profile()
                        .tag())
                .contains("app");
    }

    // S-29
    @Test
    void tells_responses_from_requests() throws Exception {
        HttpMessage.Response response = new HttpMessage.Response(200, Fields.none(), POST);

        assertThat(AcceptSignature.parse(List.of("s=(\"@method\")")).answer(AnswerRules.RESPONSES, KEY, response))
                .isInstanceOf(SignatureAnswer.Declined.class);
        assertThat(AcceptSignature.parse(List.of("s=(\"@status\";req)")).answer(AnswerRules.RESPONSES, KEY, response))
                .isInstanceOf(SignatureAnswer.Declined.class);
        assertThat(agreed(AcceptSignature.parse(List.of("s=(\"@status\" \"@path\";req \"cookie\";req)"))
                                .answer(AnswerRules.RESPONSES, KEY, response))
                        .omitted())
                .containsExactly(ComponentIdentifier.field("cookie").req());
    }

    @Test
    void answers_the_first_label_that_it_can() throws Exception {
        SignatureAnswer.Agreed agreed = agreed(answer("a=();alg=\"rsa-pss-sha512\", b=();alg=\"ed25519\", c=()"));

        assertThat(agreed.profile().label()).isEqualTo("b");
        assertDeclined("a=();alg=\"x\", b=();keyid=\"y\"", "a asks for", "; b asks for");
    }

    // S-29: whoever asks for the same again gets the same profile, by which a caller sees that it is no use
    @Test
    void gives_equal_answers_to_equal_challenges() throws Exception {
        String challenge = "s=(\"@authority\");created;nonce=\"n\"";

        assertThat(answer(challenge)).isEqualTo(answer(challenge));
        assertThat(answer(challenge)).isNotEqualTo(answer(challenge.replace("\"n\"", "\"m\"")));
        assertThat(agreed(answer("s=();expires")).profile().lifetime()).contains(Duration.ofMinutes(5));
    }

    private static SignatureAnswer answer(String field) throws StructuredFieldException {
        return AcceptSignature.parse(List.of(field)).answer(AnswerRules.REQUESTS, KEY, POST);
    }

    private static SignatureAnswer.Agreed agreed(SignatureAnswer answer) {
        assertThat(answer).isInstanceOf(SignatureAnswer.Agreed.class);
        return (SignatureAnswer.Agreed) answer;
    }

    private static void assertDeclined(String field, String... parts) throws StructuredFieldException {
        assertThat(answer(field))
                .isInstanceOfSatisfying(
                        SignatureAnswer.Declined.class,
                        declined -> assertThat(declined.reason()).contains(parts));
    }

    private static Verdict verify(VerificationPolicy policy, HttpMessage message) {
        return MessageVerifier.of(policy, InstantSource.fixed(NOW))
                .verify(message, BODY, TestKeys.knowing(TestKeys.ed25519()))
                .overall();
    }
}
