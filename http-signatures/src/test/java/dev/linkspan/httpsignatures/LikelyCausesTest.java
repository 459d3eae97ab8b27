package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.SignatureCheck.Outcome;
import dev.linkspan.httpsignatures.SignatureCheck.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is usually wrong is found and named; everything that is not wrong is shown to be right. */
class LikelyCausesTest {

    private static final String COVERED = "(request-target) host date digest";
    private static final String TARGET = "(request-target): post /inbox";
    private static final String HOST = "host: relay.example";
    private static final String DATE = "date: " + TestRequest.DATE;
    private static final String DIGEST = "digest: SHA-256=" + TestRequest.SHA256;

    @Test
    void nothing_is_suspected_of_a_good_request() {
        ExplainedSignature signature = explain(TestRequest.post().cavageCovering(COVERED, TARGET, HOST, DATE, DIGEST));

        assertThat(signature.isValid()).isTrue();
        assertThat(signature.likelyCauses()).isEmpty();
        assertThat(signature.visibleBase()).containsExactly(TARGET, HOST, DATE, DIGEST);
        assertThat(signature.made()).contains(TestRequest.NOW);
    }

    @Test
    void a_proxy_that_rewrote_host_is_found_by_what_it_left_behind() {
        assertThat(causes(signed(TARGET, "host: social.example", DATE, DIGEST)
                        .with("X-Forwarded-Host", "social.example")))
                .containsExactly("verifies if Host is social.example: a proxy rewrote Host");
        assertThat(causes(signed(TARGET, "host: social.example", DATE, DIGEST)
                        .with("Forwarded", "for=192.0.2.1;host=\"social.example\";proto=https")))
                .containsExactly("verifies if Host is social.example: a proxy rewrote Host");
    }

    @Test
    void a_port_in_host_is_found() {
        assertThat(causes(signed(TARGET, "host: relay.example:443", DATE, DIGEST)))
                .containsExactly("verifies if Host is relay.example:443: a proxy rewrote Host");
    }

    @Test
    void other_paths_are_found() {
        assertThat(causes(signed("(request-target): post /inbox/", HOST, DATE, DIGEST)))
                .containsExactly("verifies if the target is /inbox/: a slash at the end was added or lost on the way");
        assertThat(causes(signed("(request-target): post /relay/inbox", HOST, DATE, DIGEST)
                        .with("X-Forwarded-Prefix", "/relay")))
                .containsExactly("verifies if the target is /relay/inbox: a proxy or a redirect changed the path");
        assertThat(causes(TestRequest.post()
                        .target("https://relay.example/%40a/inbox")
                        .cavageCovering(COVERED, "(request-target): post /@a/inbox", HOST, DATE, DIGEST)))
                .containsExactly("verifies if the target is /@a/inbox: percent-encoding was changed on the way");
    }

    @Test
    void host_and_path_changed_together_are_found() {
        assertThat(causes(signed("(request-target): post /inbox/", "host: social.example", DATE, DIGEST)
                        .with("X-Forwarded-Host", "social.example")))
                .containsExactly(
                        "verifies if the target is https://social.example/inbox/: a proxy rewrote Host and path");
    }

    @Test
    void another_method_is_found() {
        assertThat(causes(signed("(request-target): get /inbox", HOST, DATE, DIGEST)))
                .containsExactly("verifies if the method is GET: a redirect or a proxy changed the method");
    }

    @Test
    void senders_with_a_base_of_their_own_are_found() {
        assertThat(causes(signed("(request-target): POST /inbox", HOST, DATE, DIGEST)))
                .containsExactly("verifies if (request-target) is \"POST /inbox\":"
                        + " the sender builds the signature base in its own way");
        assertThat(causes(signed("(request-target): post https://relay.example/inbox", HOST, DATE, DIGEST)))
                .containsExactly("verifies if (request-target) is \"post https://relay.example/inbox\":"
                        + " the sender builds the signature base in its own way");
        assertThat(causes(
                        signed(TARGET, "Host: relay.example", "Date: " + TestRequest.DATE, "D" + DIGEST.substring(1))))
                .containsExactly("verifies if the names in the base are written as in the fields:"
                        + " the sender builds the signature base in its own way");
        assertThat(causes(signed(TARGET, HOST, DATE, DIGEST + "\n")))
                .containsExactly("verifies if the base ends with a line feed:"
                        + " the sender builds the signature base in its own way");
        assertThat(causes(signed(TARGET + "\r", HOST + "\r", DATE + "\r", DIGEST)))
                .containsExactly("verifies if the base's lines end with CR LF:"
                        + " the sender builds the signature base in its own way");
    }

    @Test
    void a_rewritten_date_is_found() {
        assertThat(causes(signed(TARGET, HOST, "date: Tue, 01 Sep 2026 09:59:59 GMT", DIGEST)))
                .containsExactly("verifies if Date is Tue, 01 Sep 2026 09:59:59 GMT:"
                        + " a proxy or the sender's HTTP library rewrote Date");
    }

    @Test
    void another_algorithm_than_stated_is_found() {
        assertThat(causes(TestRequest.post()
                        .key(TestKeys.rsaSigning(), "SHA512withRSA")
                        .cavageCovering(COVERED, TARGET, HOST, DATE, DIGEST)))
                .containsExactly("verifies if the algorithm is rsa-v1_5-sha512:"
                        + " the sender states another algorithm than it signs with");
    }

    @Test
    void lines_joined_differently_are_found() {
        TestRequest request = TestRequest.post().with("X-List", "a").with("X-List", "b");

        assertThat(causes(request.cavageCovering(COVERED + " x-list", TARGET, HOST, DATE, DIGEST, "x-list: a,b")))
                .containsExactly("verifies if the 2 x-list lines are joined without a blank:"
                        + " the sender joins lines in its own way, or a proxy added one");
    }

    @Test
    void a_charset_that_was_added_is_found() {
        assertThat(causes(TestRequest.post()
                        .with("Content-Type", "application/activity+json; charset=utf-8")
                        .cavageCovering(
                                COVERED + " content-type",
                                TARGET,
                                HOST,
                                DATE,
                                DIGEST,
                                "content-type: application/activity+json")))
                .containsExactly(
                        "verifies if content-type is \"application/activity+json\": it was rewritten on the way");
    }

    @Test
    void a_field_that_a_proxy_took_away_is_found() {
        ExplainedSignature signature = explain(TestRequest.post()
                .cavageCovering(COVERED + " content-length", TARGET, HOST, DATE, DIGEST, "content-length: 17"));

        assertThat(signature.firstFailure().orElseThrow().subject()).isEqualTo(Subject.BASE);
        assertThat(sentences(signature))
                .containsExactly(
                        "verifies if there is a field content-length with \"17\":" + " a proxy took the field away");
    }

    @Test
    void the_key_of_another_actor_is_found() {
        TestRequest request = TestRequest.post()
                .key(TestKeys.ed25519Signing(), "Ed25519")
                .cavage(
                        "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"hs2019\",headers=\"" + COVERED
                                + "\",signature=\"%s\"",
                        TARGET,
                        HOST,
                        DATE,
                        DIGEST);
        VerificationKey other = new VerificationKey(
                "https://b.example/u#key", TestKeys.ed25519().key(), "https://b.example/u");

        SignatureExplanation explanation = RequestExplainer.of(
                        VerificationPolicy.FEDIVERSE, InstantSource.fixed(TestRequest.NOW))
                .explain(request.message(), request.body(), TestKeys.knowing(TestKeys.rsa()), List.of(other));

        assertThat(sentences(explanation.signatures().getFirst()))
                .containsExactly("verifies if the key is https://b.example/u#key of https://b.example/u:"
                        + " keyId names another key than the one that signed");
    }

    @Test
    void a_body_that_was_written_anew_is_found_and_hides_no_other_fault() {
        TestRequest request = signed(TARGET, "host: social.example", DATE, DIGEST)
                .body("{\n  \"type\": \"Create\"\n}")
                .with("X-Forwarded-Host", "social.example");

        ExplainedSignature signature = explain(request);

        assertThat(outcome(signature, Subject.DIGEST)).isEqualTo(Outcome.FAILED);
        assertThat(outcome(signature, Subject.SIGNATURE)).isEqualTo(Outcome.FAILED);
        assertThat(sentences(signature))
                .containsExactly(
                        "verifies if the body is written without white space: a framework or proxy parsed the JSON and"
                                + " wrote it anew; the body must be passed on byte by byte",
                        "verifies if Host is social.example: a proxy rewrote Host");
    }

    @Test
    void every_usual_change_of_a_body_is_found() {
        String spaced = "{\"type\": \"Create\", \"to\": []}";
        String indented = "{\n  \"type\": \"Create\",\n  \"to\": []\n}";

        assertThat(bodyCause(spaced, "{\"type\":\"Create\",\"to\":[]}")).contains("a blank after : and ,");
        assertThat(bodyCause(indented, "{\"type\":\"Create\",\"to\":[]}")).contains("indented by 2");
        assertThat(bodyCause(spaced, spaced + "\n")).contains("the line end after the body is taken off");
        assertThat(bodyCause("a\r\nb", "a\nb")).contains("the body's lines end with CR LF");
        assertThat(bodyCause("{\"id\":\"https:\\/\\/a\"}", "{\"id\":\"https://a\"}"))
                .contains("slashes");
        assertThat(bodyCause("{\"n\":\"\\u00e4\"}", "{\"n\":\"ä\"}")).contains("escaped as \\u");
    }

    private static String bodyCause(String sent, String received) {
        TestRequest request = signed(TARGET, HOST, DATE, "digest: " + digest(sent))
                .replacing("Digest", digest(sent))
                .without("Content-Digest")
                .body(received);
        return String.join("\n", sentences(explain(request)));
    }

    private static String digest(String body) {
        return BodyDigest.of(Body.of(body)).digestField();
    }

    @Test
    void a_late_request_was_valid_once() {
        TestRequest request = signed(TARGET, HOST, DATE, DIGEST);

        ExplainedSignature signature = explain(request, TestRequest.NOW.plusSeconds(7200));

        assertThat(sentences(signature))
                .containsExactly("verifies if the clock says 2026-09-01T10:00:02Z: all else is right, so it was valid"
                        + " when it was made: a late or repeated request, or a wrong clock");
    }

    @Test
    void rfc9421_senders_with_ways_of_their_own_are_found() {
        String input =
                "(\"@method\" \"@target-uri\" \"content-digest\");created=1788256802;keyid=\"" + TestKeys.KEY_ID + "\"";
        String digest = "\"content-digest\": sha-256=:" + TestRequest.SHA256 + ":";
        String method = "\"@method\": POST";
        String target = "\"@target-uri\": https://relay.example/inbox";

        assertThat(causes(TestRequest.post().rfc9421("sig1", input, method, target, digest)))
                .isEmpty();
        assertThat(causes(TestRequest.post()
                        .rfc9421("sig1", input, method, "\"@target-uri\": http://relay.example/inbox", digest)))
                .containsExactly("verifies if the scheme is http: TLS ends at a proxy, and one side does not know it");
        assertThat(causes(TestRequest.post().rfc9421("sig1", input, "\"@method\": post", target, digest)))
                .containsExactly("verifies if the method is post: a redirect or a proxy changed the method");
    }

    @Test
    void what_cannot_be_seen_is_shown() {
        assertThat(VisibleText.lines("a: \tb  c \nd: \\ ä\r"))
                .containsExactly("a: \\tb\\x20 c\\x20", "d: \\\\ \\xc3\\xa4\\r");
    }

    private static Outcome outcome(ExplainedSignature signature, Subject subject) {
        return signature.checks().stream()
                .filter(check -> check.subject() == subject)
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private static TestRequest signed(String... base) {
        return TestRequest.post().cavageCovering(COVERED, base);
    }

    private static List<String> causes(TestRequest request) {
        return sentences(explain(request));
    }

    private static List<String> sentences(ExplainedSignature signature) {
        return signature.likelyCauses().stream().map(LikelyCause::sentence).toList();
    }

    private static ExplainedSignature explain(TestRequest request) {
        return explain(request, TestRequest.NOW);
    }

    private static ExplainedSignature explain(TestRequest request, Instant now) {
        return RequestExplainer.of(VerificationPolicy.FEDIVERSE, InstantSource.fixed(now))
                .explain(request.message(), request.body(), TestKeys.knowing(TestKeys.rsa()))
                .signatures()
                .getFirst();
    }
}
