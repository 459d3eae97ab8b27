package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static dev.linkspan.httpsignatures.Verdicts.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * draft-cavage-http-signatures-12 appendix C. The draft warns that its vectors are old: C.3 names {@code (created)
 * (expires)}, but its signature is over the string without them.
 */
class CavageAppendixCTest {

    private static final String KEY = """
            -----BEGIN PUBLIC KEY-----
            MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
            6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
            Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
            oYi+1hqp1fIekaxsyQIDAQAB
            -----END PUBLIC KEY-----
            """;
    private static final String C1 =
            "SjWJWbWN7i0wzBvtPl8rbASWz5xQW6mcJmn+ibttBqtifLN7Sazz6m79cNfwwb8DMJ5cou1s7uEGKKCs+FLEEaDV5lp7q25WqS+lavg7T8hc0GppauB6hbgEKTwblDHYGEtbGmtdHgVCk9SuS13F0hZ8FD0k/5OxEPXe5WozsbM=";
    private static final String C2 =
            "qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7ndmw2iicw3HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2Os0=";
    private static final String C3 =
            "vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2bEKBIvB1q52LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH7s1dE=";

    private static final HttpMessage.Request REQUEST = new HttpMessage.Request(
            "POST",
            URI.create("https://example.com/foo?param=value&pet=dog"),
            Fields.of(
                    "Host", "example.com",
                    "Date", "Sun, 05 Jan 2014 21:31:40 GMT",
                    "Content-Type", "application/json",
                    "Digest", "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
                    "Content-Length", "18"));
    private static final Body BODY = Body.of("{\"hello\": \"world\"}");
    private static final VerificationKey TEST = new VerificationKey("Test", TestKeys.publicKey(KEY), "Test");

    // The draft's key has 1024 bits: enough for this test only.
    private static final VerificationPolicy WITH_1024_BITS = VerificationPolicy.FEDIVERSE.withMinRsaBits(1024);

    @Test
    void builds_the_signing_strings_of_c_1_to_c_3() throws Refusal {
        assertThat(base("date", C1)).isEqualTo("date: Sun, 05 Jan 2014 21:31:40 GMT");
        List<String> c2 = List.of(
                "(request-target): post /foo?param=value&pet=dog",
                "host: example.com",
                "date: Sun, 05 Jan 2014 21:31:40 GMT");
        assertThat(base("(request-target) host date", C2).lines()).containsExactlyElementsOf(c2);
        assertThat(base("(request-target) host date content-type digest content-length", C3)
                        .lines())
                .startsWith(c2.toArray(String[]::new))
                .endsWith(
                        "content-type: application/json",
                        "digest: SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
                        "content-length: 18");
    }

    @Test
    void finds_the_signatures_of_c_1_to_c_3_good() throws Refusal {
        for (List<String> vector : List.of(
                List.of("date", C1),
                List.of("(request-target) host date", C2),
                List.of("(request-target) host date content-type digest content-length", C3))) {
            byte[] base = base(vector.get(0), vector.get(1)).getBytes(StandardCharsets.UTF_8);
            byte[] signature = parse(vector.get(0), vector.get(1)).signature().bytes();

            assertThat(SignatureProvider.fastest()
                            .verify(SignatureAlgorithm.RSA_V1_5_SHA256, TEST.key(), base, signature))
                    .isTrue();
        }
    }

    /** The draft's own demands: what is listed is signed, and no more is asked. */
    @Test
    void accepts_c_1_to_c_3_where_nothing_more_is_demanded() {
        VerificationPolicy asTheDraft = WITH_1024_BITS.withCoverage(Coverage.of(Coverage.Floor.NOTHING));

        assertValid(verify(asTheDraft, "date", C1));
        assertValid(verify(asTheDraft, "(request-target) host date", C2));
        assertValid(verify(asTheDraft, "(request-target) host date content-type digest content-length", C3));
        assertInvalid(verify(asTheDraft, "(request-target) host date", C1), Verdict.Reason.SIGNATURE_MISMATCH);
    }

    /** As the draft prints it: with times that its signature does not cover, and that rsa-sha256 must not have. */
    @Test
    void refuses_c_3_as_printed() {
        assertInvalid(
                verify(
                        WITH_1024_BITS,
                        "(request-target) (created) (expires) host date content-type digest content-length",
                        C3),
                Verdict.Reason.SIGNATURE_MALFORMED,
                "§2.3");
    }

    @Test
    void accepts_c_3_which_covers_enough() {
        assertValid(verify(WITH_1024_BITS, "(request-target) host date content-type digest content-length", C3));
    }

    @Test
    void refuses_c_1_and_c_2_which_leave_the_body_open() {
        assertInvalid(verify(WITH_1024_BITS, "date", C1), Verdict.Reason.COVERAGE_INSUFFICIENT);
        assertInvalid(verify(WITH_1024_BITS, "(request-target) host date", C2), Verdict.Reason.COVERAGE_INSUFFICIENT);
    }

    @Test
    void refuses_the_drafts_key_as_too_short() {
        assertInvalid(
                verify(
                        VerificationPolicy.FEDIVERSE,
                        "(request-target) host date content-type digest content-length",
                        C3),
                Verdict.Reason.ALGORITHM_UNSUPPORTED,
                "1024 bits");
    }

    private static Verdict verify(VerificationPolicy policy, String headers, String signature) {
        HttpMessage.Request signed = new HttpMessage.Request(
                REQUEST.method(), REQUEST.targetUri(), REQUEST.fields().with("Signature", field(headers, signature)));
        return RequestVerifier.of(policy, InstantSource.fixed(Instant.parse("2014-01-05T21:31:40Z")))
                .verify(signed, BODY, TestKeys.knowing(TEST));
    }

    private static String base(String headers, String signature) throws Refusal {
        return parse(headers, signature).bases(REQUEST).get(0);
    }

    private static CavageSignature parse(String headers, String signature) throws Refusal {
        return CavageSignature.parse(field(headers, signature));
    }

    private static String field(String headers, String signature) {
        return "keyId=\"Test\",algorithm=\"rsa-sha256\", headers=\"" + headers + "\", signature=\"" + signature + "\"";
    }
}
