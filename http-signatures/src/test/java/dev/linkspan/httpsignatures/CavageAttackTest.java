package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static dev.linkspan.httpsignatures.Verdicts.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Group S of reference/attacks.md, draft-cavage part; the numbers stand at the tests. */
class CavageAttackTest {

    private static final String ALL = "(request-target) host date digest";
    private static final String TARGET = "(request-target): post /inbox";
    private static final String HOST = "host: relay.example";
    private static final String DATE = "date: " + TestRequest.DATE;
    private static final String DIGEST = "digest: SHA-256=" + TestRequest.SHA256;

    // S-01
    @Test
    void refuses_a_request_without_signature() {
        assertInvalid(TestRequest.post().verify(Verdicts::noKeyWanted), Verdict.Reason.SIGNATURE_MISSING);
    }

    // S-02
    @Test
    void hands_on_why_there_is_no_key() {
        KeyResolution.Missing missing =
                new KeyResolution.Missing(KeyResolution.Reason.UNAVAILABLE, "origin.example: connection refused");

        Verdict verdict = signed().verify((keyId, freshness) -> missing);

        assertThat(verdict).isEqualTo(new Verdict.KeyMissing(TestKeys.KEY_ID, missing));
    }

    // S-03
    @Test
    void refuses_another_key() {
        VerificationKey other = new VerificationKey(TestKeys.KEY_ID, TestKeys.rfcRsaPublic(), TestKeys.OWNER);

        Verdict verdict = signed().verify(TestKeys.knowing(other));

        assertInvalid(verdict, Verdict.Reason.SIGNATURE_MISMATCH, TestKeys.KEY_ID, "proxy");
        assertThat(((Verdict.Invalid) verdict).signatureBase()).contains(String.join("\n", TARGET, HOST, DATE, DIGEST));
    }

    // S-04
    @Test
    void refuses_a_body_whose_digest_differs() {
        Verdict verdict = signed().body("{\"type\":\"Delete\"}").verify(Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.DIGEST_MISMATCH, "SHA-256", TestRequest.SHA256, "17 bytes");
    }

    // S-05
    @Test
    void refuses_another_path_query_method_or_date() {
        assertInvalid(signed().target("https://relay.example/inbox2").verify(), Verdict.Reason.SIGNATURE_MISMATCH);
        assertInvalid(signed().method("PUT").verify(), Verdict.Reason.SIGNATURE_MISMATCH);
        assertInvalid(
                signed().replacing("Date", "Tue, 01 Sep 2026 10:00:03 GMT").verify(),
                Verdict.Reason.SIGNATURE_MISMATCH);
    }

    // S-10
    @Test
    void refuses_a_post_that_does_not_cover_its_digest() {
        assertInvalid(
                TestRequest.post()
                        .cavageCovering("(request-target) host date", TARGET, HOST, DATE)
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "digest");
    }

    // S-10
    @Test
    void refuses_a_post_whose_digest_field_is_gone_or_of_an_unknown_algorithm() {
        assertInvalid(signed().without("Digest").verify(Verdicts::noKeyWanted), Verdict.Reason.DIGEST_MISSING);
        assertInvalid(
                signed().replacing("Digest", "MD5=rL0Y20zC+Fzt72VPzMSk2A==").verify(Verdicts::noKeyWanted),
                Verdict.Reason.DIGEST_MISSING);
    }

    // S-10
    @Test
    void refuses_two_digests_of_which_one_is_wrong() {
        String wrong = "SHA-512=" + TestRequest.SHA512.replace('A', 'B');

        assertInvalid(
                signed().replacing("Digest", "SHA-256=" + TestRequest.SHA256 + "," + wrong)
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.DIGEST_MISMATCH);
        assertInvalid(signed().with("Digest", wrong).verify(Verdicts::noKeyWanted), Verdict.Reason.DIGEST_MISMATCH);
    }

    // S-10
    @Test
    void accepts_digests_in_lower_case_without_padding_and_in_sha_512() {
        for (String digest : List.of(
                "sha-256=" + TestRequest.SHA256,
                "SHA-256=" + TestRequest.SHA256.replace("=", ""),
                "SHA-512=" + TestRequest.SHA512,
                "SHA-256=" + TestRequest.SHA256 + ", sha-512=" + TestRequest.SHA512)) {
            assertValid(TestRequest.post()
                    .replacing("Digest", digest)
                    .cavageCovering(ALL, TARGET, HOST, DATE, "digest: " + digest)
                    .verify());
        }
    }

    // S-10
    @Test
    void refuses_an_uncovered_content_digest_that_differs() {
        assertInvalid(
                signed().replacing("Content-Digest", "sha-256=:AAAA:").verify(Verdicts::noKeyWanted),
                Verdict.Reason.DIGEST_MISMATCH,
                "content-digest");
    }

    // S-13
    @Test
    void refuses_dates_outside_the_window_and_says_by_how_much() {
        KeyResolver keys = TestKeys.knowing(TestKeys.rsa());

        assertValid(signed().verify(TestRequest.NOW.plusSeconds(3600), keys));
        assertValid(signed().verify(TestRequest.NOW.minusSeconds(3600), keys));
        assertInvalid(
                signed().verify(TestRequest.NOW.plusSeconds(3601), Verdicts::noKeyWanted),
                Verdict.Reason.DATE_OUT_OF_WINDOW,
                "3601 s before our clock",
                "at most 3600 s");
        assertInvalid(
                signed().verify(TestRequest.NOW.minusSeconds(3601), Verdicts::noKeyWanted),
                Verdict.Reason.DATE_OUT_OF_WINDOW,
                "3601 s ahead of our clock");
    }

    // S-13
    @Test
    void refuses_dates_that_are_missing_double_or_unreadable() {
        assertInvalid(signed().without("Date").verify(Verdicts::noKeyWanted), Verdict.Reason.DATE_MISSING);
        assertInvalid(
                signed().with("Date", TestRequest.DATE).verify(Verdicts::noKeyWanted), Verdict.Reason.DATE_MISSING);
        assertInvalid(
                signed().replacing("Date", "2026-09-01T10:00:02Z").verify(Verdicts::noKeyWanted),
                Verdict.Reason.DATE_MISSING,
                "2026-09-01T10:00:02Z");
        assertInvalid(
                TestRequest.post()
                        .cavageCovering("(request-target) host digest", TARGET, HOST, DIGEST)
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "date or (created)");
    }

    // S-12, S-13
    @Test
    void refuses_times_that_are_no_seconds() {
        for (String created : List.of("now", "-1", "1e9", "99999999999999999999", "", "1788256802.5")) {
            assertInvalid(
                    TestRequest.post()
                            .cavage(
                                    "keyId=\"k\",created=\"" + created
                                            + "\",headers=\"(request-target) (created) host digest\",signature=\"%s\"",
                                    TARGET)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED,
                    "created");
        }
    }

    // S-12
    @Test
    void refuses_an_expired_signature_even_if_expires_is_not_covered() {
        Verdict verdict = TestRequest.post()
                .cavage(
                        "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"hs2019\",expires=1788256700,headers=\"" + ALL
                                + "\",signature=\"%s\"",
                        TARGET,
                        HOST,
                        DATE,
                        DIGEST)
                .verify(Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.EXPIRED, "102 s before our clock");
    }

    // S-14
    @Test
    void refuses_header_lists_that_are_empty_repeat_a_name_or_invent_one() {
        for (String headers : List.of("", "   ", ALL + " host", ALL + " HOST", ALL + " (request-method)")) {
            assertInvalid(
                    TestRequest.post().cavageCovering(headers, TARGET).verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED,
                    "headers");
        }
    }

    // S-14
    @Test
    void reads_names_in_upper_case_and_extra_blanks() {
        assertValid(TestRequest.post()
                .cavageCovering("(request-target)  Host   DATE digest ", TARGET, HOST, DATE, DIGEST)
                .verify());
    }

    // S-14
    @Test
    void refuses_a_covered_field_that_is_not_there() {
        Verdict verdict = TestRequest.post()
                .cavageCovering(ALL + " x-gone", TARGET, HOST, DATE, DIGEST, "x-gone: ")
                .verify(Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.SIGNATURE_MALFORMED, "x-gone");
    }

    // S-15
    @Test
    void refuses_a_post_that_does_not_cover_its_host() {
        assertInvalid(
                TestRequest.post()
                        .cavageCovering("(request-target) date digest", TARGET, DATE, DIGEST)
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "host");
    }

    // S-16
    @Test
    void refuses_a_signature_made_for_another_host() {
        Verdict verdict = TestRequest.post()
                .replacing("Host", "victim.example")
                .cavageCovering(ALL, TARGET, "host: victim.example", DATE, DIGEST)
                .verify(Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.SIGNATURE_MISMATCH, "victim.example", "relay.example", "proxy");
    }

    // S-16
    @Test
    void takes_the_default_port_in_host_for_no_port() {
        assertValid(TestRequest.post()
                .replacing("Host", "Relay.Example:443")
                .cavageCovering(ALL, TARGET, "host: Relay.Example:443", DATE, DIGEST)
                .verify());
    }

    // S-18
    @Test
    void refuses_shared_secret_and_unknown_algorithms() {
        for (String algorithm : List.of("hmac-sha256", "none", "rsa-md5", "")) {
            assertInvalid(
                    TestRequest.post()
                            .cavage(
                                    "keyId=\"k\",algorithm=\"" + algorithm + "\",headers=\"" + ALL
                                            + "\",signature=\"%s\"",
                                    TARGET)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.ALGORITHM_UNSUPPORTED);
        }
    }

    // S-19
    @Test
    void goes_by_the_key_if_the_algorithm_lies() {
        assertValid(TestRequest.post()
                .cavage(
                        "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"ed25519\",headers=\"" + ALL
                                + "\",signature=\"%s\"",
                        TARGET,
                        HOST,
                        DATE,
                        DIGEST)
                .verify());
    }

    // S-20
    @Test
    void refuses_line_breaks_and_unknown_bytes_in_covered_fields() {
        for (String value : List.of("a\nhost: victim.example", "a\rb", "caf\u00e9", "\u0000", "\u007f")) {
            assertInvalid(
                    TestRequest.post()
                            .with("X", value)
                            .cavageCovering(ALL + " x", TARGET, HOST, DATE, DIGEST, "x: " + value)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED);
        }
    }

    // S-22
    @Test
    void accepts_the_query_signed_or_not_and_refuses_a_wrong_one() {
        String uri = "https://relay.example/inbox?a=1&b=2";

        assertValid(TestRequest.post()
                .target(uri)
                .cavageCovering(ALL, "(request-target): post /inbox?a=1&b=2", HOST, DATE, DIGEST)
                .verify());
        assertValid(TestRequest.post()
                .target(uri)
                .cavageCovering(ALL, TARGET, HOST, DATE, DIGEST)
                .verify());
        assertInvalid(
                TestRequest.post()
                        .target(uri)
                        .cavageCovering(ALL, "(request-target): post /inbox?a=2", HOST, DATE, DIGEST)
                        .verify(),
                Verdict.Reason.SIGNATURE_MISMATCH);
    }

    // S-28
    @Test
    void asks_for_the_key_id_as_it_stands_whatever_its_form() {
        for (String keyId : List.of(
                "https://a.example/users/b#main-key",
                "https://a.example/users/b/main-key",
                "https://a.example/users/b",
                "acct:b@a.example",
                "did:key:z6MktEavkZGq6L2uvZKiBSWqrWwGXjXfyQqtGUywEdYAR87B",
                "/users/b#main-key",
                "http://127.0.0.1/b")) {
            TestRequest request = TestRequest.post()
                    .cavage(
                            "keyId=\"" + keyId + "\",headers=\"" + ALL + "\",signature=\"%s\"",
                            TARGET,
                            HOST,
                            DATE,
                            DIGEST);

            assertThat(RequestVerifier.claimedKeyIds(request.message())).containsExactly(keyId);
            assertValid(
                    request.verify(TestKeys.knowing(new VerificationKey(keyId, TestKeys.rsaPublic(), TestKeys.OWNER))));
        }
    }

    // S-28
    @Test
    void refuses_key_ids_that_are_empty_or_too_long() {
        for (String keyId : List.of("", "https://a.example/" + "a".repeat(10_000))) {
            TestRequest request = TestRequest.post()
                    .cavage("keyId=\"" + keyId + "\",headers=\"" + ALL + "\",signature=\"%s\"", TARGET);

            assertInvalid(request.verify(Verdicts::noKeyWanted), Verdict.Reason.SIGNATURE_MALFORMED, "keyId");
            assertThat(RequestVerifier.claimedKeyIds(request.message())).isEmpty();
        }
    }

    @Test
    void refuses_fields_that_do_not_parse_or_are_too_large() {
        for (String field : List.of(
                "",
                ",",
                "keyId",
                "keyId=\"k",
                "keyId=\"k\"x",
                "keyId=\"k\",",
                "keyId=\"k\" signature=\"AAAA\"",
                "keyId=\"k\",keyId=\"l\",signature=\"AAAA\"",
                "keyId=\"k\",KEYID=\"l\",signature=\"AAAA\"",
                "keyId=\"k\",signature=\"?\"",
                "keyId=\"k\",headers=\"" + "a ".repeat(9_000) + "\",signature=\"AAAA\"",
                "keyId=\"k\",headers=\"" + numbered(65) + "\",signature=\"AAAA\"")) {
            assertInvalid(
                    TestRequest.post().with("Signature", field).verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED);
        }
    }

    @Test
    void refuses_two_signature_fields_and_two_host_fields() {
        assertInvalid(
                signed().with("Signature", "keyId=\"k\",signature=\"AAAA\"").verify(Verdicts::noKeyWanted),
                Verdict.Reason.SIGNATURE_MALFORMED);
        assertInvalid(
                signed().with("Host", "relay.example").verify(Verdicts::noKeyWanted),
                Verdict.Reason.SIGNATURE_MALFORMED);
    }

    private static String numbered(int count) {
        StringBuilder names = new StringBuilder("host date digest");
        for (int i = 0; i < count; i++) {
            names.append(" x").append(i);
        }
        return names.toString();
    }

    private static TestRequest signed() {
        return TestRequest.post().cavageCovering(ALL, TARGET, HOST, DATE, DIGEST);
    }
}
