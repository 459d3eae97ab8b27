package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static dev.linkspan.httpsignatures.Verdicts.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Group S of reference/attacks.md, RFC 9421 part; the numbers stand at the tests. */
class Rfc9421AttackTest {

    private static final String COMPONENTS = "(\"@method\" \"@target-uri\" \"content-digest\")";
    private static final String CREATED = ";created=1788256802";
    private static final String KEYID = ";keyid=\"" + TestKeys.KEY_ID + "\"";
    private static final String METHOD = "\"@method\": POST";
    private static final String URI = "\"@target-uri\": https://relay.example/inbox";
    private static final String DIGEST = "\"content-digest\": sha-256=:" + TestRequest.SHA256 + ":";

    // S-03, S-04, S-05
    @Test
    void refuses_another_key_body_path_query_or_method() {
        TestRequest request = TestRequest.post().rfc9421("s", COMPONENTS + CREATED + KEYID, METHOD, URI, DIGEST);
        VerificationKey other = new VerificationKey(TestKeys.KEY_ID, TestKeys.rfcRsaPublic(), TestKeys.OWNER);

        assertValid(request.verify());
        assertInvalid(request.verify(TestKeys.knowing(other)), Verdict.Reason.SIGNATURE_MISMATCH);
        assertInvalid(request.method("PUT").verify(), Verdict.Reason.SIGNATURE_MISMATCH);
        request.method("POST");
        assertInvalid(request.target("https://relay.example/inbox?x").verify(), Verdict.Reason.SIGNATURE_MISMATCH);
        assertInvalid(request.target("https://relay.example/outbox").verify(), Verdict.Reason.SIGNATURE_MISMATCH);
        request.target("https://relay.example/inbox");
        assertInvalid(request.body("{}").verify(Verdicts::noKeyWanted), Verdict.Reason.DIGEST_MISMATCH);
    }

    // S-11
    @Test
    void refuses_a_target_of_which_a_part_is_not_covered() {
        for (String components : List.of(
                "(\"@method\" \"content-digest\")",
                "(\"@method\" \"@path\" \"content-digest\")",
                "(\"@method\" \"@authority\" \"content-digest\")",
                "(\"@method\" \"@authority\" \"@path\" \"content-digest\")")) {
            assertInvalid(
                    TestRequest.post()
                            .target("https://relay.example/inbox?page=1")
                            .rfc9421("s", components + CREATED + KEYID)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.COVERAGE_INSUFFICIENT,
                    "@target-uri");
        }
    }

    // S-12
    @Test
    void refuses_times_that_are_past_future_missing_or_no_integers() {
        assertInvalid(verifyWith(";created=1788253201"), Verdict.Reason.DATE_OUT_OF_WINDOW, "3601 s before");
        assertInvalid(verifyWith(";created=1788260403"), Verdict.Reason.DATE_OUT_OF_WINDOW, "3601 s ahead");
        assertInvalid(verifyWith(";created=-999999999999999"), Verdict.Reason.DATE_OUT_OF_WINDOW);
        assertInvalid(verifyWith(";created=999999999999999"), Verdict.Reason.DATE_OUT_OF_WINDOW);
        assertInvalid(verifyWith(CREATED + ";expires=1788256702"), Verdict.Reason.EXPIRED, "100 s before");
        assertInvalid(verifyWith(""), Verdict.Reason.DATE_MISSING, "created");
        for (String created : List.of(";created", ";created=\"1788256802\"", ";created=1788256802.0")) {
            assertInvalid(verifyWith(created), Verdict.Reason.SIGNATURE_MALFORMED, "created");
        }
        assertInvalid(verifyWith(";created=1788256802000000"), Verdict.Reason.SIGNATURE_MALFORMED, "15 digits");
    }

    // S-14, S-20
    @Test
    void refuses_components_that_repeat_or_are_unknown_absent_or_in_upper_case() {
        for (String component : List.of(
                "\"@method\"",
                "\"@status\"",
                "\"@signature-params\"",
                "\"@unknown\"",
                "\"x-gone\"",
                "\"Content-Digest\"",
                "content-type",
                "42",
                "\"date\";sf",
                "\"date\";tr",
                "\"@method\";req",
                "\"@query-param\"",
                "\"@query-param\";name=\"gone\"",
                "\"a\\\": b\"")) {
            String input = "(\"@method\" \"@target-uri\" \"content-digest\" " + component + ")" + CREATED + KEYID;

            assertInvalid(
                    TestRequest.post().rfc9421("s", input, METHOD, URI, DIGEST).verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED);
        }
    }

    // S-17
    @Test
    void takes_the_second_label_if_the_first_is_of_no_use() {
        String good = COMPONENTS + CREATED + KEYID;
        TestRequest request = TestRequest.post().rfc9421("good", good, METHOD, URI, DIGEST);
        String signature = request.message().fields().first("Signature").orElseThrow();

        assertValid(request.replacing("Signature-Input", "bad=(\"@method\");created=1, good=" + good)
                .verify());
        assertValid(request.replacing("Signature-Input", "bad=" + good + ", good=" + good)
                .replacing("Signature", "bad=:AAAA:, " + signature)
                .verify());
    }

    // S-17
    @Test
    void refuses_labels_that_do_not_match_and_too_many_of_them() {
        TestRequest request = TestRequest.post().rfc9421("a", COMPONENTS + CREATED + KEYID, METHOD, URI, DIGEST);
        String signature = request.message().fields().first("Signature").orElseThrow();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            labels.add("l" + i + "=();keyid=\"k" + i + "\"");
        }

        assertInvalid(
                request.replacing("Signature", "b" + signature.substring(1)).verify(Verdicts::noKeyWanted),
                Verdict.Reason.SIGNATURE_MALFORMED,
                "label a");
        assertInvalid(request.without("Signature").verify(Verdicts::noKeyWanted), Verdict.Reason.SIGNATURE_MALFORMED);
        request.with("Signature", signature).replacing("Signature-Input", String.join(",", labels));
        assertInvalid(request.verify(Verdicts::noKeyWanted), Verdict.Reason.SIGNATURE_MALFORMED, "100 signatures");
        assertThat(RequestVerifier.claimedKeyIds(request.message())).isEmpty();
    }

    // S-17
    @Test
    void asks_for_two_keys_at_most_and_tells_all_claimed_key_ids() {
        String input = "a=%1$s;keyid=\"k1\", b=%1$s;keyid=\"k2\", c=%1$s;keyid=\"k3\", d=%1$s;keyid=\"k1\""
                .formatted(COMPONENTS + CREATED);
        TestRequest request = TestRequest.post()
                .with("Signature-Input", input)
                .with("Signature", "a=:AAAA:, b=:AAAA:, c=:AAAA:, d=:AAAA:");
        List<String> asked = new ArrayList<>();

        Verdict verdict = request.verify((keyId, freshness) -> {
            asked.add(keyId);
            return new KeyResolution.Missing(KeyResolution.Reason.NOT_FOUND, "none");
        });

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.KeyMissing.class,
                        missing -> assertThat(missing.keyId()).isEqualTo("k1"));
        assertThat(asked).containsExactly("k1", "k2");
        assertThat(RequestVerifier.claimedKeyIds(request.message())).containsExactly("k1", "k2", "k3");
    }

    // S-18
    @Test
    void refuses_algorithms_of_shared_secrets_unknown_ones_and_those_of_another_kind_of_key() {
        assertInvalid(
                TestRequest.post()
                        .rfc9421("s", COMPONENTS + CREATED + KEYID + ";alg=\"hmac-sha256\"", METHOD, URI, DIGEST)
                        .verify(),
                Verdict.Reason.ALGORITHM_UNSUPPORTED,
                "hmac-sha256",
                "RSA");
        assertInvalid(verifyWith(CREATED + ";alg=\"none\""), Verdict.Reason.ALGORITHM_UNSUPPORTED);
        assertInvalid(verifyWith(CREATED + ";alg=rsa-v1_5-sha256"), Verdict.Reason.SIGNATURE_MALFORMED, "alg");
        assertInvalid(
                TestRequest.post()
                        .rfc9421("s", COMPONENTS + CREATED + KEYID + ";alg=\"ed25519\"", METHOD, URI, DIGEST)
                        .verify(),
                Verdict.Reason.ALGORITHM_UNSUPPORTED,
                "ed25519",
                "RSA");
    }

    // S-21
    @Test
    void refuses_fields_that_are_no_dictionaries() {
        for (String input : List.of(
                "s=(\"@method\"",
                "s=(\"@method);created=1",
                "s=((\"@method\"))",
                "s=" + "(".repeat(5000),
                "s",
                "S=()",
                "s=();created=" + "9".repeat(400),
                "s=(),",
                "keyId=\"k\",algorithm=\"rsa-sha256\"",
                "s=(" + "\"a\" ".repeat(65) + ")",
                "s=(" + "\"a\" ".repeat(9000) + ")",
                "")) {
            TestRequest request =
                    TestRequest.post().with("Signature-Input", input).with("Signature", "s=:AAAA:");

            assertInvalid(request.verify(Verdicts::noKeyWanted), Verdict.Reason.SIGNATURE_MALFORMED);
            assertThat(RequestVerifier.claimedKeyIds(request.message())).isEmpty();
        }
    }

    @Test
    void refuses_a_key_id_that_is_missing_or_no_string() {
        for (String keyid : List.of("", ";keyid", ";keyid=k", ";keyid=\"\"", ";keyid=\"" + "k".repeat(3000) + "\"")) {
            assertInvalid(
                    TestRequest.post()
                            .rfc9421("s", COMPONENTS + CREATED + keyid, METHOD, URI, DIGEST)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED,
                    "keyid");
        }
    }

    @Test
    void refuses_another_host_than_the_one_asked_for() {
        assertInvalid(
                TestRequest.post()
                        .replacing("Host", "other.example")
                        .rfc9421("s", COMPONENTS + CREATED + KEYID, METHOD, URI, DIGEST)
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.SIGNATURE_MISMATCH,
                "other.example");
    }

    // S-01
    @Test
    void refuses_a_message_without_signature() {
        MessageVerdict verdict = all(TestRequest.post());

        assertInvalid(verdict.overall(), Verdict.Reason.SIGNATURE_MISSING);
        assertThat(verdict.signatures()).isEmpty();
    }

    // S-02
    @Test
    void hands_on_why_there_is_no_key() {
        Verdict verdict = TestRequest.post()
                .rfc9421("s", COMPONENTS + CREATED + ";keyid=\"https://gone.example/key\"", METHOD, URI, DIGEST)
                .verify();

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.KeyMissing.class,
                        missing -> assertThat(missing.keyId()).isEqualTo("https://gone.example/key"));
    }

    // S-15
    @Test
    void refuses_a_get_that_does_not_cover_its_host() {
        assertInvalid(
                TestRequest.get("https://relay.example/users/a")
                        .rfc9421(
                                "s",
                                "(\"@method\" \"@path\")" + CREATED + KEYID,
                                "\"@method\": GET",
                                "\"@path\": /users/a")
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "@target-uri");
    }

    // S-16
    @Test
    void refuses_a_request_replayed_at_another_inbox_or_host() {
        TestRequest request = TestRequest.post().rfc9421("s", COMPONENTS + CREATED + KEYID, METHOD, URI, DIGEST);

        assertInvalid(
                request.target("https://relay.example/users/b/inbox").verify(), Verdict.Reason.SIGNATURE_MISMATCH);
        assertInvalid(
                request.target("https://other.example/inbox")
                        .replacing("Host", "other.example")
                        .verify(),
                Verdict.Reason.SIGNATURE_MISMATCH);
    }

    // S-17
    @Test
    void refuses_a_thousand_labels_before_it_looks_at_one() {
        StringBuilder inputs = new StringBuilder();
        StringBuilder signatures = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            inputs.append(i == 0 ? "" : ",").append('l').append(i).append("=()");
            signatures.append(i == 0 ? "" : ",").append('l').append(i).append("=:AA==:");
        }
        TestRequest request =
                TestRequest.post().with("Signature-Input", inputs.toString()).with("Signature", signatures.toString());

        assertInvalid(all(request).overall(), Verdict.Reason.SIGNATURE_MALFORMED, "1000 signatures");
        assertThat(all(request).signatures()).isEmpty();
    }

    // S-17
    @Test
    void judges_four_labels_at_most_and_asks_for_no_more_keys() {
        String input = "a=%1$s, b=%1$s, c=%1$s, d=%1$s".formatted(COMPONENTS + CREATED + KEYID);
        TestRequest request = TestRequest.post()
                .with("Signature-Input", input)
                .with("Signature", "a=:AAAA:, b=:AAAA:, c=:AAAA:, d=:AAAA:");
        List<String> asked = new ArrayList<>();

        MessageVerdict verdict = verifier().verify(request.message(), Body.of(TestRequest.BODY), (keyId, freshness) -> {
            asked.add(keyId);
            return new KeyResolution.Found(TestKeys.rsa(), true);
        });

        assertThat(verdict.signatures()).hasSize(4);
        assertThat(asked).hasSize(4);
    }

    // S-19
    @Test
    void refuses_an_algorithm_of_another_kind_of_key_even_if_the_signature_would_fit() {
        for (String alg :
                List.of("ed25519", "ecdsa-p256-sha256", "ecdsa-p384-sha384", "hmac-sha256", "RSA-V1_5-SHA256")) {
            assertInvalid(
                    TestRequest.post()
                            .rfc9421("s", COMPONENTS + CREATED + KEYID + ";alg=\"" + alg + "\"", METHOD, URI, DIGEST)
                            .verify(),
                    Verdict.Reason.ALGORITHM_UNSUPPORTED,
                    alg);
        }
    }

    // S-20: a field whose value would be taken for further lines of the base
    @Test
    void refuses_values_that_forge_lines_of_the_base() {
        String covered = "(\"@method\" \"@target-uri\" \"content-digest\" \"x\")" + CREATED + KEYID;
        for (String value : List.of("a\n\"@method\": GET", "a\r\n\"y\": b", "a\rb", "caf\u00e9", "\u0000", "\u007f")) {
            assertInvalid(
                    TestRequest.post()
                            .with("X", value)
                            .rfc9421("s", covered, METHOD, URI, DIGEST, "\"x\": " + value)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED,
                    "printable ASCII");
        }
    }

    // S-20: names that are quotes, blanks or whole lines
    @Test
    void refuses_names_that_forge_lines_of_the_base() {
        for (String name : List.of(
                "\"x\\\": 1\"", "\"@method\\\": GET \\\"y\"", "\" x\"", "\"x:\"", "\"@signature-params\"", "\"\"")) {
            assertInvalid(
                    TestRequest.post()
                            .with("X", "1")
                            .rfc9421(
                                    "s",
                                    COMPONENTS.replace(")", " " + name + ")") + CREATED + KEYID,
                                    METHOD,
                                    URI,
                                    DIGEST)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED);
        }
    }

    // S-21: sizes
    @Test
    void refuses_fields_and_components_beyond_all_measure() {
        for (String input : List.of(
                "s=();x=\"" + "y".repeat(20_000) + "\"",
                "s=(" + "\"a\";sf ".repeat(2000) + ")",
                "s=()" + ";a".repeat(9000),
                "s=(" + "\"" + "a".repeat(17_000) + "\")")) {
            TestRequest request =
                    TestRequest.post().with("Signature-Input", input).with("Signature", "s=:AAAA:");

            assertInvalid(all(request).overall(), Verdict.Reason.SIGNATURE_MALFORMED);
        }
    }

    private static MessageVerifier verifier() {
        return MessageVerifier.of(VerificationPolicy.FEDIVERSE, InstantSource.fixed(TestRequest.NOW));
    }

    private static MessageVerdict all(TestRequest request) {
        return verifier().verify(request.message(), Body.of(TestRequest.BODY), Verdicts::noKeyWanted);
    }

    private static Verdict verifyWith(String parameters) {
        return TestRequest.post()
                .rfc9421("s", COMPONENTS + parameters + KEYID, METHOD, URI, DIGEST)
                .verify(Verdicts::noKeyWanted);
    }
}
