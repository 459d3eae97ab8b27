package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static dev.linkspan.httpsignatures.Verdicts.assertValid;

import org.junit.jupiter.api.Test;

/**
 * What Fedify 2.3.6 decides otherwise than its specifications: reference/libraries.md, "HTTP signatures: what Fedify
 * 2.3.6 actually does". Key and body are in order in each.
 */
class FedifyDifferencesTest {

    private static final String PARAMETERS = ";created=1788256802;keyid=\"" + TestKeys.KEY_ID + "\"";
    private static final String METHOD = "\"@method\": POST";
    private static final String URI = "\"@target-uri\": https://relay.example/inbox";
    private static final String DIGEST = "\"content-digest\": sha-256=:" + TestRequest.SHA256 + ":";

    @Test
    void refuses_a_post_that_does_not_cover_its_content_digest() {
        Verdict verdict = TestRequest.post()
                .rfc9421("sig1", "(\"@method\" \"@target-uri\")" + PARAMETERS, METHOD, URI)
                .verify(Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.COVERAGE_INSUFFICIENT, "content-digest");
    }

    @Test
    void refuses_a_post_that_covers_only_its_target() {
        Verdict verdict = TestRequest.post()
                .rfc9421("sig1", "(\"@target-uri\")" + PARAMETERS, URI)
                .verify(Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.COVERAGE_INSUFFICIENT, "@method");
    }

    @Test
    void refuses_what_expired_ten_minutes_ago() {
        String input = "(\"@method\" \"@target-uri\" \"content-digest\");created=1788256002;expires=1788256202;keyid=\""
                + TestKeys.KEY_ID + "\"";

        Verdict verdict =
                TestRequest.post().rfc9421("sig1", input, METHOD, URI, DIGEST).verify(Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.EXPIRED, "600 s before");
    }

    @Test
    void accepts_the_query_with_its_question_mark() {
        assertValid(TestRequest.get("https://relay.example/f?page=1")
                .rfc9421(
                        "sig1",
                        "(\"@method\" \"@authority\" \"@path\" \"@query\")" + PARAMETERS,
                        "\"@method\": GET",
                        "\"@authority\": relay.example",
                        "\"@path\": /f",
                        "\"@query\": ?page=1")
                .verify());
    }

    @Test
    void accepts_the_request_target_without_the_method() {
        assertValid(TestRequest.get("https://relay.example/x?page=1")
                .rfc9421(
                        "sig1",
                        "(\"@method\" \"@authority\" \"@request-target\")" + PARAMETERS,
                        "\"@method\": GET",
                        "\"@authority\": relay.example",
                        "\"@request-target\": /x?page=1")
                .verify());
    }

    @Test
    void accepts_a_cavage_get_that_signs_its_query() {
        assertValid(TestRequest.get("https://relay.example/f?page=1")
                .cavageCovering(
                        "(request-target) host date",
                        "(request-target): get /f?page=1",
                        "host: relay.example",
                        "date: " + TestRequest.DATE)
                .verify());
    }

    @Test
    void refuses_a_cavage_get_that_does_not_sign_its_host() {
        Verdict verdict = TestRequest.get("https://relay.example/f")
                .cavageCovering("(request-target) date", "(request-target): get /f", "date: " + TestRequest.DATE)
                .verify(Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.COVERAGE_INSUFFICIENT, "host");
    }

    @Test
    void accepts_cavage_with_created_and_no_date() {
        assertValid(TestRequest.get("https://relay.example/f")
                .without("Date")
                .cavage(
                        "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"hs2019\",created=1788256802,"
                                + "headers=\"(request-target) (created) host\",signature=\"%s\"",
                        "(request-target): get /f",
                        "(created): 1788256802",
                        "host: relay.example")
                .verify());
    }
}
