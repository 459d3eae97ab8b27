package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static dev.linkspan.httpsignatures.Verdicts.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.CavageProfile.AlgorithmParameter;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * draft-cavage under each policy. Mastodon's rules: reference/libraries.md, "Mastodon reference rules", and
 * reference/servers.md §10.1.
 */
class CavagePolicyTest {

    private static final String KEY = "keyId=\"" + TestKeys.KEY_ID + "\"";
    private static final String TARGET = "(request-target): post /inbox";
    private static final String HOST = "host: relay.example";
    private static final String DATE = "date: " + TestRequest.DATE;
    private static final String DIGEST = "digest: SHA-256=" + TestRequest.SHA256;

    @Test
    void strict_knows_rfc9421_only() {
        TestRequest request =
                TestRequest.post().cavageCovering("(request-target) host date digest", TARGET, HOST, DATE, DIGEST);

        assertInvalid(verify(VerificationPolicy.STRICT, request), Verdict.Reason.POLICY_UNMET, "CAVAGE");
    }

    @Test
    void mastodon_wants_date_and_digest_of_a_post_and_no_more() {
        assertValid(
                verify(VerificationPolicy.MASTODON, TestRequest.post().cavageCovering("date digest", DATE, DIGEST)));
        assertInvalid(
                verify(
                        VerificationPolicy.MASTODON,
                        TestRequest.post().cavageCovering("(request-target) host date", TARGET, HOST, DATE)),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "digest");
        assertInvalid(
                verify(
                        VerificationPolicy.MASTODON,
                        TestRequest.post().cavageCovering("(request-target) host digest", TARGET, HOST, DIGEST)),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "date or (created)");
        assertInvalid(
                verify(
                        VerificationPolicy.MASTODON,
                        TestRequest.post()
                                .cavageCovering(
                                        "(request-target) host date content-digest",
                                        TARGET,
                                        HOST,
                                        DATE,
                                        "content-digest: sha-256=:" + TestRequest.SHA256 + ":")),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "digest");
    }

    // What Mastodon leaves open we do not: a POST without its host could be sent on to another server.
    @Test
    void fediverse_wants_the_host_too() {
        assertInvalid(
                verify(VerificationPolicy.FEDIVERSE, TestRequest.post().cavageCovering("date digest", DATE, DIGEST)),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "host");
    }

    @Test
    void mastodon_wants_host_and_target_of_a_get() {
        String uri = "https://relay.example/users/b";
        String target = "(request-target): get /users/b";

        assertValid(verify(
                VerificationPolicy.MASTODON,
                TestRequest.get(uri).cavageCovering("(request-target) host date", target, HOST, DATE)));
        assertInvalid(
                verify(
                        VerificationPolicy.MASTODON,
                        TestRequest.get(uri).cavageCovering("(request-target) date", target, DATE)),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "host");
        assertInvalid(
                verify(VerificationPolicy.MASTODON, TestRequest.get(uri).cavageCovering("host date", HOST, DATE)),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "(request-target)");
    }

    @Test
    void mastodon_takes_rsa_sha256_and_hs2019_and_no_other_algorithm() {
        String headers = ",headers=\"(request-target) host date digest\",signature=\"%s\"";

        for (String algorithm : List.of("", ",algorithm=\"rsa-sha256\"", ",algorithm=\"hs2019\"")) {
            assertValid(verify(
                    VerificationPolicy.MASTODON,
                    TestRequest.post().cavage(KEY + algorithm + headers, TARGET, HOST, DATE, DIGEST)));
        }
        assertInvalid(
                verify(
                        VerificationPolicy.MASTODON,
                        TestRequest.post()
                                .key(TestKeys.rsaSigning(), "SHA512withRSA")
                                .cavage(KEY + ",algorithm=\"rsa-sha512\"" + headers, TARGET, HOST, DATE, DIGEST)),
                Verdict.Reason.ALGORITHM_UNSUPPORTED);
    }

    // created … min(expires or created + 5 min, created + 12 h), an hour for clocks on both sides.
    @Test
    void mastodon_s_window_ends_after_65_minutes_or_after_expires_but_before_13_hours() {
        TestRequest dated =
                TestRequest.post().cavageCovering("(request-target) host date digest", TARGET, HOST, DATE, DIGEST);
        assertWindow(VerificationPolicy.MASTODON, dated, -3600, 3900);
        assertWindow(VerificationPolicy.FEDIVERSE, dated, -3600, 3600);

        // expires two hours, and two days, after created
        assertWindow(VerificationPolicy.MASTODON, expiring(1_788_264_002L), -3600, 7200 + 3600);
        assertWindow(VerificationPolicy.MASTODON, expiring(1_788_429_602L), -3600, 13 * 3600);
        assertWindow(VerificationPolicy.FEDIVERSE, expiring(1_788_429_602L), -3600, 3600);
    }

    // S-12: whoever caught a request can add expires, which is no field, to what is signed without it
    @Test
    void an_expires_that_is_not_signed_shortens_a_life_and_never_lengthens_it() {
        String signed =
                KEY + ",algorithm=\"rsa-sha256\",headers=\"(request-target) host date digest\",signature=\"%s\"";
        TestRequest stretched = TestRequest.post().cavage(signed + ",expires=1788429602", TARGET, HOST, DATE, DIGEST);
        TestRequest shortened = TestRequest.post().cavage(signed + ",expires=1788256802", TARGET, HOST, DATE, DIGEST);
        VerificationPolicy wanting = VerificationPolicy.FEDIVERSE.withExpires(TimeLimits.ExpiresRule.REQUIRED);

        assertWindow(VerificationPolicy.MASTODON, stretched, -3600, 3900);
        assertInvalid(verify(VerificationPolicy.FEDIVERSE, shortened, 31), Verdict.Reason.EXPIRED);
        assertInvalid(verify(wanting, stretched), Verdict.Reason.POLICY_UNMET, "expires");
    }

    // S-05: with its digest covered a POST may leave out the target, as Mastodon lets it, but nothing may turn it into
    // another method
    @Test
    void a_post_without_target_cannot_become_another_method() {
        TestRequest post = TestRequest.post().cavageCovering("host date digest", HOST, DATE, DIGEST);

        assertValid(verify(VerificationPolicy.FEDIVERSE, post));
        for (String method : new String[] {"DELETE", "PUT", "PATCH"}) {
            assertInvalid(
                    verify(VerificationPolicy.FEDIVERSE, post.method(method)),
                    Verdict.Reason.COVERAGE_INSUFFICIENT,
                    "(request-target)");
        }
    }

    // S-22
    @Test
    void a_policy_may_want_the_query_signed_and_the_verdict_tells_if_it_is_not() {
        TestRequest get = TestRequest.get("https://relay.example/inbox?page=9")
                .cavageCovering("(request-target) host date", "(request-target): get /inbox", HOST, DATE);
        VerificationPolicy strict = VerificationPolicy.FEDIVERSE.withCoverage(
                Coverage.of(Coverage.Floor.WHOLE_MESSAGE).withSignedQuery());

        assertThat(verify(VerificationPolicy.FEDIVERSE, get))
                .isInstanceOfSatisfying(
                        Verdict.Valid.class,
                        valid -> assertThat(valid.covered())
                                .containsExactly("(request-target without query)", "host", "date"));
        assertInvalid(verify(strict, get), Verdict.Reason.SIGNATURE_MISMATCH);
    }

    // S-18
    @Test
    void takes_a_shared_secret_only_if_the_policy_and_the_key_are_of_that_kind() {
        byte[] bytes = "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        VerificationPolicy withSecrets = VerificationPolicy.FEDIVERSE.withAlgorithms(
                SignatureAlgorithm.HMAC_SHA256, SignatureAlgorithm.RSA_V1_5_SHA256);

        HttpMessage.Request request = hmac(new SecretKeySpec(bytes, "HmacSHA256"));
        VerificationKey secret =
                new VerificationKey(TestKeys.KEY_ID, new SecretKeySpec(bytes, "HmacSHA256"), TestKeys.OWNER);
        assertValid(verify(withSecrets, request, TestKeys.knowing(secret)));
        assertInvalid(
                verify(VerificationPolicy.FEDIVERSE, request, Verdicts::noKeyWanted),
                Verdict.Reason.ALGORITHM_UNSUPPORTED,
                "hmac-sha256");

        // The classic: the public key, which everybody has, as the secret.
        HttpMessage.Request forged = hmac(new SecretKeySpec(TestKeys.rsaPublic().getEncoded(), "HmacSHA256"));
        assertInvalid(verify(withSecrets, forged, TestKeys.knowing(TestKeys.rsa())), Verdict.Reason.SIGNATURE_MISMATCH);
    }

    private static HttpMessage.Request hmac(SecretKey secret) {
        HttpMessage.Request message =
                new HttpMessage.Request("POST", URI.create("https://relay.example/inbox"), Fields.none());
        return message.withFields(RequestSigner.cavage(CavageProfile.UNIVERSAL.with(AlgorithmParameter.NAMED))
                .sign(
                        message,
                        BodyDigest.of(Body.of(TestRequest.BODY)),
                        new SigningKey(TestKeys.KEY_ID, secret, SignatureAlgorithm.HMAC_SHA256),
                        TestRequest.NOW));
    }

    private static TestRequest expiring(long expires) {
        return TestRequest.post()
                .cavage(
                        KEY + ",algorithm=\"hs2019\",created=1788256802,expires=" + expires
                                + ",headers=\"(request-target) (created) (expires) host digest\",signature=\"%s\"",
                        TARGET,
                        "(created): 1788256802",
                        "(expires): " + expires,
                        HOST,
                        DIGEST);
    }

    private static void assertWindow(VerificationPolicy policy, TestRequest request, long first, long last) {
        assertValid(verify(policy, request, first));
        assertValid(verify(policy, request, last));
        assertInvalid(verify(policy, request, first - 1), Verdict.Reason.DATE_OUT_OF_WINDOW);
        assertThat(verify(policy, request, last + 1))
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        late -> assertThat(late.reason())
                                .isIn(Verdict.Reason.DATE_OUT_OF_WINDOW, Verdict.Reason.EXPIRED));
    }

    private static Verdict verify(VerificationPolicy policy, TestRequest request, long secondsLater) {
        Instant now = TestRequest.NOW.plusSeconds(secondsLater);
        return RequestVerifier.of(policy, () -> now)
                .verify(request.message(), Body.of(TestRequest.BODY), TestKeys.knowing(TestKeys.rsa()));
    }

    private static Verdict verify(VerificationPolicy policy, TestRequest request) {
        return RequestVerifier.of(policy, () -> TestRequest.NOW)
                .verify(
                        request.message(),
                        request.message().method().equals("GET") ? Body.none() : Body.of(TestRequest.BODY),
                        TestKeys.knowing(TestKeys.rsa()));
    }

    private static Verdict verify(VerificationPolicy policy, HttpMessage.Request message, KeyResolver keys) {
        return RequestVerifier.of(policy, () -> TestRequest.NOW).verify(message, Body.of(TestRequest.BODY), keys);
    }
}
