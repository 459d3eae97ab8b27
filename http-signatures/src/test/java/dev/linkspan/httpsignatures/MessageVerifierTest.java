package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static dev.linkspan.httpsignatures.Verdicts.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Coverage.Floor;
import dev.linkspan.httpsignatures.TimeLimits.ExpiresRule;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Which signatures of a message count, and what a policy may demand of them. */
class MessageVerifierTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:02Z");
    private static final Body BODY = Body.of("{}");
    private static final HttpMessage.Request POST = new HttpMessage.Request(
            "POST", URI.create("https://relay.example/inbox?page=1"), Fields.of("Host", "relay.example"));
    private static final VerificationPolicy FEDIVERSE = VerificationPolicy.FEDIVERSE;

    // S-17
    @Test
    void judges_every_label_and_says_which_failed_why() {
        HttpMessage message = signed(POST, SigningProfile.FEDIVERSE);
        message = message.with(Fields.of("Signature-Input", "bad=(\"@method\");created=1;keyid=\"k\", odd=1")
                .with("Signature", "bad=:AAAA:"));

        MessageVerdict verdict = verify(FEDIVERSE, message);

        assertValid(verdict.overall());
        assertThat(verdict.signatures()).extracting(LabelledVerdict::label).containsExactly("sig1", "bad", "odd");
        assertValid(verdict.of("sig1").orElseThrow());
        assertInvalid(verdict.of("bad").orElseThrow(), Verdict.Reason.COVERAGE_INSUFFICIENT);
        assertInvalid(verdict.of("odd").orElseThrow(), Verdict.Reason.SIGNATURE_MALFORMED, "parentheses");
        assertThat(verdict.of("gone")).isEmpty();
    }

    // S-17
    @Test
    void counts_by_label_by_tag_or_all() {
        HttpMessage message = signed(POST, SigningProfile.FEDIVERSE.withTag("app"));
        message = message.with(Fields.of("Signature-Input", "bad=(\"@method\");created=1;keyid=\"k\";tag=\"old\"")
                .with("Signature", "bad=:AAAA:"));

        assertValid(both(FEDIVERSE.withLabels(LabelRule.labelled("sig1")), message));
        assertInvalid(
                both(FEDIVERSE.withLabels(LabelRule.labelled("bad")), message), Verdict.Reason.COVERAGE_INSUFFICIENT);
        assertInvalid(
                both(FEDIVERSE.withLabels(LabelRule.labelled("none")), message),
                Verdict.Reason.POLICY_UNMET,
                "the label none");
        assertValid(both(FEDIVERSE.withLabels(LabelRule.tagged("app")), message));
        assertInvalid(
                both(FEDIVERSE.withLabels(LabelRule.tagged("old")), message), Verdict.Reason.COVERAGE_INSUFFICIENT);
        assertInvalid(
                both(FEDIVERSE.withLabels(LabelRule.tagged("other")), message),
                Verdict.Reason.POLICY_UNMET,
                "the tag other");
        assertInvalid(
                both(FEDIVERSE.withLabels(LabelRule.any().andEvery()), message), Verdict.Reason.COVERAGE_INSUFFICIENT);
        assertValid(both(FEDIVERSE.withLabels(LabelRule.tagged("app").andEvery()), message));
    }

    @Test
    void asks_for_no_key_of_a_signature_that_does_not_count() {
        HttpMessage.Request message = (HttpMessage.Request) signed(POST, SigningProfile.FEDIVERSE);

        Verdict verdict = RequestVerifier.of(
                        FEDIVERSE.withLabels(LabelRule.labelled("other")), InstantSource.fixed(NOW))
                .verify(message, BODY, Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.POLICY_UNMET);
    }

    @Test
    void demands_further_components() {
        ComponentIdentifier query = ComponentIdentifier.queryParam("page");
        VerificationPolicy policy =
                FEDIVERSE.withCoverage(Coverage.of(Floor.WHOLE_MESSAGE).withRequests(query));
        List<ComponentIdentifier> more = new ArrayList<>(SigningProfile.FEDIVERSE.components());
        more.add(query);

        assertInvalid(
                both(policy, signed(POST, SigningProfile.FEDIVERSE)),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "\"@query-param\";name=\"page\"");
        assertValid(both(policy, signed(POST, SigningProfile.FEDIVERSE.withComponents(more))));
    }

    @Test
    void demands_or_forbids_an_end_and_honours_it() {
        SigningProfile ending = SigningProfile.FEDIVERSE.withLifetime(Duration.ofMinutes(20));
        HttpMessage without = signed(POST, SigningProfile.FEDIVERSE);
        HttpMessage with = signed(POST, ending);
        VerificationPolicy required = FEDIVERSE.withExpires(ExpiresRule.REQUIRED);
        VerificationPolicy forbidden = FEDIVERSE.withExpires(ExpiresRule.FORBIDDEN);

        assertInvalid(both(required, without), Verdict.Reason.POLICY_UNMET, "no expires");
        assertValid(both(required, with));
        assertValid(both(forbidden, without));
        assertInvalid(both(forbidden, with), Verdict.Reason.POLICY_UNMET, "has expires");
    }

    @Test
    void strict_takes_five_minutes_or_what_expires_says_up_to_an_hour() {
        SigningProfile half = SigningProfile.FEDIVERSE.withLifetime(Duration.ofMinutes(30));
        SigningProfile day = SigningProfile.FEDIVERSE.withLifetime(Duration.ofDays(1));

        assertValid(later(Duration.ofMinutes(5), SigningProfile.FEDIVERSE));
        assertInvalid(
                later(Duration.ofSeconds(301), SigningProfile.FEDIVERSE), Verdict.Reason.DATE_OUT_OF_WINDOW, "300 s");
        assertValid(later(Duration.ofMinutes(30), half));
        assertInvalid(later(Duration.ofSeconds(1801), half), Verdict.Reason.EXPIRED);
        assertValid(later(Duration.ofMinutes(60), day));
        assertInvalid(later(Duration.ofSeconds(3601), day), Verdict.Reason.DATE_OUT_OF_WINDOW, "3600 s");
        assertInvalid(later(Duration.ofSeconds(-31), SigningProfile.FEDIVERSE), Verdict.Reason.DATE_OUT_OF_WINDOW);
    }

    private static Verdict later(Duration age, SigningProfile profile) {
        return MessageVerifier.of(VerificationPolicy.STRICT, InstantSource.fixed(NOW.plus(age)))
                .verify(signed(POST, profile), BODY, TestKeys.knowing(TestKeys.ed25519()))
                .overall();
    }

    @Test
    void strict_refuses_draft_cavage_and_unregistered_algorithms() {
        TestRequest cavage = TestRequest.post()
                .cavageCovering(
                        "(request-target) host date digest",
                        "(request-target): post /inbox",
                        "host: relay.example",
                        "date: " + TestRequest.DATE,
                        "digest: SHA-256=" + TestRequest.SHA256);
        TestRequest sha512 = TestRequest.post()
                .key(TestKeys.rsaSigning(), "SHA512withRSA")
                .rfc9421(
                        "s",
                        "(\"@method\" \"@target-uri\" \"content-digest\");created=1788256802;keyid=\"" + TestKeys.KEY_ID
                                + "\";alg=\"rsa-v1_5-sha512\"",
                        "\"@method\": POST",
                        "\"@target-uri\": https://relay.example/inbox",
                        "\"content-digest\": sha-256=:" + TestRequest.SHA256 + ":");
        RequestVerifier strict = RequestVerifier.of(VerificationPolicy.STRICT, InstantSource.fixed(NOW));
        KeyResolver keys = TestKeys.knowing(TestKeys.rsa());

        assertInvalid(
                strict.verify(cavage.message(), Body.of(TestRequest.BODY), keys),
                Verdict.Reason.POLICY_UNMET,
                "CAVAGE",
                "RFC9421");
        assertInvalid(
                strict.verify(sha512.message(), Body.of(TestRequest.BODY), keys),
                Verdict.Reason.ALGORITHM_UNSUPPORTED,
                "rsa-v1_5-sha512");
        assertValid(sha512.verify());
    }

    // Mastodon, app/lib/signed_request.rb, as told in reference/libraries.md
    @Test
    void mastodon_demands_its_own_components_digest_and_window() {
        VerificationPolicy mastodon = VerificationPolicy.MASTODON;
        SigningProfile parts = SigningProfile.covering(
                ComponentIdentifier.method(),
                ComponentIdentifier.authority(),
                ComponentIdentifier.path(),
                ComponentIdentifier.query());
        HttpMessage sha512 = signed(
                POST.with(Fields.of(
                        "Content-Digest",
                        BodyDigest.of(DigestAlgorithm.SHA_512, BODY).contentDigestField())),
                BodyDigest.of(DigestAlgorithm.SHA_512, BODY),
                SigningProfile.FEDIVERSE);
        HttpMessage both = signed(
                POST,
                new BodyDigest(
                        DigestAlgorithm.SHA_256,
                        BodyDigest.of(BODY).base64()
                                + ":, sha-512=:"
                                + BodyDigest.of(DigestAlgorithm.SHA_512, BODY).base64()),
                SigningProfile.FEDIVERSE);

        assertValid(both(mastodon, signed(POST, SigningProfile.FEDIVERSE)));
        assertValid(both(FEDIVERSE, signed(POST, parts)));
        assertInvalid(both(mastodon, signed(POST, parts)), Verdict.Reason.COVERAGE_INSUFFICIENT, "@target-uri");
        assertValid(both(FEDIVERSE, sha512));
        assertInvalid(both(mastodon, sha512), Verdict.Reason.DIGEST_MISSING, "SHA-256");
        assertValid(both(mastodon, both));
        SigningProfile day = SigningProfile.FEDIVERSE.withLifetime(Duration.ofDays(1));
        assertValid(mastodonLater(Duration.ofMinutes(65), SigningProfile.FEDIVERSE));
        assertInvalid(
                mastodonLater(Duration.ofSeconds(3901), SigningProfile.FEDIVERSE), Verdict.Reason.DATE_OUT_OF_WINDOW);
        assertValid(mastodonLater(Duration.ofHours(13), day));
        assertInvalid(mastodonLater(Duration.ofHours(13).plusSeconds(1), day), Verdict.Reason.DATE_OUT_OF_WINDOW);
        SigningProfile hour = SigningProfile.FEDIVERSE.withLifetime(Duration.ofHours(1));
        assertValid(mastodonLater(Duration.ofHours(2), hour));
        assertInvalid(mastodonLater(Duration.ofHours(2).plusSeconds(1), hour), Verdict.Reason.EXPIRED);
    }

    private static Verdict mastodonLater(Duration age, SigningProfile profile) {
        return MessageVerifier.of(VerificationPolicy.MASTODON, InstantSource.fixed(NOW.plus(age)))
                .verify(signed(POST, profile), BODY, TestKeys.knowing(TestKeys.ed25519()))
                .overall();
    }

    // RFC 9421 §7.2.2; attacks: S-16
    @Test
    void accepts_a_nonce_once() {
        VerificationPolicy policy = FEDIVERSE.withNonces(NonceRule.inMemory(InstantSource.fixed(NOW)));
        HttpMessage message = signed(POST, SigningProfile.FEDIVERSE.withNonces(() -> "n1"));

        assertInvalid(
                verify(policy, signed(POST, SigningProfile.FEDIVERSE)).overall(),
                Verdict.Reason.POLICY_UNMET,
                "no nonce");
        HttpMessage forged =
                signed(POST, SigningProfile.FEDIVERSE.withNonces(() -> "n1")).with(Fields.none());
        HttpMessage.Request tampered =
                new HttpMessage.Request("POST", URI.create("https://relay.example/x"), forged.fields());
        assertInvalid(verify(policy, tampered).overall(), Verdict.Reason.SIGNATURE_MISMATCH);
        assertValid(verify(policy, message).overall());
        assertInvalid(verify(policy, message).overall(), Verdict.Reason.REPLAYED, "n1", "used before");
        assertValid(verify(policy, signed(POST, SigningProfile.FEDIVERSE.withNonces(() -> "n2")))
                .overall());
    }

    // S-16: a label that anybody can add must not use up the nonce of the genuine signature
    @Test
    void spends_a_nonce_only_if_the_message_is_accepted() {
        VerificationPolicy policy = FEDIVERSE
                .withLabels(LabelRule.any().andEvery())
                .withNonces(NonceRule.inMemory(InstantSource.fixed(NOW)));
        HttpMessage genuine = signed(POST, SigningProfile.FEDIVERSE.withNonces(() -> "n1"));
        HttpMessage withJunk = genuine.with(Fields.of("Signature-Input", "x=(\"@method\");created=1;keyid=\"k\"")
                .with("Signature", "x=:AAAA:"));

        assertInvalid(verify(policy, withJunk).overall(), Verdict.Reason.POLICY_UNMET, "no nonce");

        assertValid(verify(policy, genuine).overall());
        assertInvalid(verify(policy, genuine).overall(), Verdict.Reason.REPLAYED);
    }

    // S-10: who covers a digest wants the body covered, whatever the policy asks for
    @Test
    void refuses_a_covered_digest_that_cannot_be_computed() {
        VerificationPolicy policy = FEDIVERSE.withCoverage(Coverage.of(Floor.NOTHING)
                .withRequests(ComponentIdentifier.method())
                .withRequests(ComponentIdentifier.targetUri()));
        HttpMessage.Request unknown = POST.with(Fields.of("Content-Digest", "md5=:AAAA:"));
        HttpMessage.Request inTrailers = new HttpMessage.Request(
                "POST", POST.targetUri(), POST.fields(), Fields.of("Content-Digest", contentDigest("evil")));
        HttpMessage.Request right = new HttpMessage.Request(
                "POST", POST.targetUri(), POST.fields(), Fields.of("Content-Digest", contentDigest("{}")));
        ComponentIdentifier digest = ComponentIdentifier.field("content-digest");

        assertInvalid(both(policy, covering(unknown, digest)), Verdict.Reason.DIGEST_MISSING);
        assertInvalid(both(policy, covering(inTrailers, digest.tr())), Verdict.Reason.DIGEST_MISMATCH);
        assertValid(both(policy, covering(right, digest.tr())));
    }

    // RFC 9530 §2: a dictionary, whose members may have parameters and be of kinds that we do not know
    @Test
    void reads_content_digest_as_the_dictionary_that_it_is() {
        ComponentIdentifier digest = ComponentIdentifier.field("content-digest");
        ComponentIdentifier[] all = {ComponentIdentifier.method(), ComponentIdentifier.targetUri(), digest};
        String right = contentDigest("{}");

        for (String field : List.of(right + ";x=1", "foo, " + right, "foo=\"a,b\", " + right)) {
            assertValid(both(VerificationPolicy.STRICT, covering(POST.with(Fields.of("Content-Digest", field)), all)));
        }
        String asInDigest = "SHA-256=" + BodyDigest.of(BODY).base64();
        HttpMessage sloppy = covering(POST.with(Fields.of("Content-Digest", asInDigest)), all);
        assertInvalid(both(VerificationPolicy.STRICT, sloppy), Verdict.Reason.SIGNATURE_MALFORMED, "dictionary");
        assertValid(both(FEDIVERSE, sloppy));
    }

    // What a policy demands besides the floor adds up
    @Test
    void demands_all_components_that_were_added() {
        Coverage coverage = Coverage.of(Floor.NOTHING)
                .withRequests(ComponentIdentifier.method())
                .withRequests(ComponentIdentifier.scheme());

        assertThat(coverage.requests()).containsExactly(ComponentIdentifier.method(), ComponentIdentifier.scheme());
    }

    @Test
    void mastodon_s_floor_leaves_no_response_and_no_other_method_open() {
        HttpMessage.Response response = new HttpMessage.Response(200, Fields.none(), POST);
        HttpMessage bare = response.with(
                MessageSigner.of(SigningProfile.covering()).sign(response, TestKeys.ed25519Signing(), NOW));
        HttpMessage.Request put = new HttpMessage.Request("PUT", POST.targetUri(), POST.fields());

        assertInvalid(verify(VerificationPolicy.MASTODON, bare, BODY), Verdict.Reason.COVERAGE_INSUFFICIENT, "@status");
        assertInvalid(
                both(
                        VerificationPolicy.MASTODON,
                        covering(put, ComponentIdentifier.method(), ComponentIdentifier.targetUri())),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "content-digest");
    }

    // S-18
    @Test
    void takes_a_shared_secret_only_from_the_resolver_and_only_if_the_policy_does() {
        SecretKeySpec secret = new SecretKeySpec(new byte[32], "HmacSHA256");
        SigningKey key = new SigningKey("s", secret, SignatureAlgorithm.HMAC_SHA256);
        VerificationPolicy taking =
                FEDIVERSE.withAlgorithms(SignatureAlgorithm.HMAC_SHA256, SignatureAlgorithm.ED25519);
        for (SigningProfile profile : List.of(SigningProfile.FEDIVERSE, SigningProfile.FEDIVERSE.withoutAlg())) {
            HttpMessage message = POST.with(MessageSigner.of(profile).sign(POST, BodyDigest.of(BODY), key, NOW));

            assertValid(verify(taking, message, secret));
            assertInvalid(
                    verify(FEDIVERSE, message, secret),
                    Verdict.Reason.ALGORITHM_UNSUPPORTED,
                    "does not accept",
                    "hmac");
            assertThat(verify(taking, message, TestKeys.ed25519().key())).isInstanceOf(Verdict.Invalid.class);
        }
    }

    // S-18: the public key's bytes as the secret of an attacker who knows them
    @Test
    void never_takes_a_public_key_for_a_secret() {
        Key publicKey = TestKeys.rsaPublic();
        SecretKeySpec fromPublic = new SecretKeySpec(publicKey.getEncoded(), "HmacSHA256");
        SigningKey attacker = new SigningKey("s", fromPublic, SignatureAlgorithm.HMAC_SHA256);
        HttpMessage message =
                POST.with(MessageSigner.of(SigningProfile.FEDIVERSE).sign(POST, BodyDigest.of(BODY), attacker, NOW));
        VerificationPolicy all = FEDIVERSE.withAlgorithms(SignatureAlgorithm.HMAC_SHA256, SignatureAlgorithm.values());

        assertInvalid(verify(all, message, publicKey), Verdict.Reason.ALGORITHM_UNSUPPORTED, "hmac-sha256", "RSA");
    }

    // RFC 4055 §3.1
    @Test
    void takes_a_key_of_rsassa_pss_for_nothing_else() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        SigningKey key = new SigningKey("s", pair.getPrivate());
        HttpMessage silent = POST.with(
                MessageSigner.of(SigningProfile.FEDIVERSE.withoutAlg()).sign(POST, BodyDigest.of(BODY), key, NOW));
        HttpMessage lying = POST.with(Fields.of(
                "Content-Digest",
                BodyDigest.of(BODY).contentDigestField(),
                "Signature-Input",
                "s=(\"@method\" \"@target-uri\" \"content-digest\");created=1788256802;keyid=\"s\""
                        + ";alg=\"rsa-v1_5-sha256\"",
                "Signature",
                "s=:AAAA:"));

        assertThat(key.algorithm()).isEqualTo(SignatureAlgorithm.RSA_PSS_SHA512);
        assertValid(verify(FEDIVERSE, silent, pair.getPublic()));
        assertInvalid(verify(FEDIVERSE, lying, pair.getPublic()), Verdict.Reason.ALGORITHM_UNSUPPORTED);
    }

    @Test
    void demands_status_and_content_of_a_response() {
        Body body = Body.of("{\"ok\":true}");
        HttpMessage.Response response = new HttpMessage.Response(200, Fields.none(), POST);
        SigningProfile status = SigningProfile.covering(ComponentIdentifier.status());
        HttpMessage withoutDigest =
                response.with(MessageSigner.of(status).sign(response, TestKeys.ed25519Signing(), NOW));
        HttpMessage withoutStatus = response.with(MessageSigner.of(SigningProfile.covering())
                .sign(response, BodyDigest.of(body), TestKeys.ed25519Signing(), NOW));
        HttpMessage whole = response.with(MessageSigner.of(SigningProfile.RESPONSE)
                .sign(response, BodyDigest.of(body), TestKeys.ed25519Signing(), NOW));
        HttpMessage unbound = response.with(
                MessageSigner.of(status).sign(response, BodyDigest.of(body), TestKeys.ed25519Signing(), NOW));

        assertInvalid(verify(FEDIVERSE, withoutDigest, body), Verdict.Reason.COVERAGE_INSUFFICIENT, "content-digest");
        assertInvalid(verify(FEDIVERSE, withoutStatus, body), Verdict.Reason.COVERAGE_INSUFFICIENT, "@status");
        assertValid(verify(FEDIVERSE, whole, body));
        assertValid(verify(VerificationPolicy.STRICT, whole, body));
        assertInvalid(
                verify(VerificationPolicy.STRICT, unbound, body),
                Verdict.Reason.COVERAGE_INSUFFICIENT,
                "@method",
                "req");
        assertInvalid(verify(FEDIVERSE, whole, Body.of("{}")), Verdict.Reason.DIGEST_MISMATCH);
        assertInvalid(verify(FEDIVERSE, response, body), Verdict.Reason.SIGNATURE_MISSING, "Signature-Input");
    }

    // S-33: what a framework has read before us is an empty body, and no digest fits
    @Test
    void refuses_a_body_that_was_consumed_or_written_anew() {
        HttpMessage message = signed(POST, SigningProfile.FEDIVERSE);

        assertInvalid(verify(FEDIVERSE, message, Body.none()), Verdict.Reason.DIGEST_MISMATCH, "0 bytes received");
        assertInvalid(verify(FEDIVERSE, message, Body.of("{ }")), Verdict.Reason.DIGEST_MISMATCH, "3 bytes received");
        assertValid(verify(FEDIVERSE, message, BODY));
    }

    private static HttpMessage signed(HttpMessage.Request message, SigningProfile profile) {
        return signed(message, BodyDigest.of(BODY), profile);
    }

    private static HttpMessage signed(HttpMessage.Request message, BodyDigest digest, SigningProfile profile) {
        return message.with(MessageSigner.of(profile).sign(message, digest, TestKeys.ed25519Signing(), NOW));
    }

    private static HttpMessage covering(HttpMessage.Request message, ComponentIdentifier... components) {
        List<ComponentIdentifier> all =
                new ArrayList<>(List.of(ComponentIdentifier.method(), ComponentIdentifier.targetUri()));
        List.of(components).stream()
                .filter(component -> !all.contains(component))
                .forEach(all::add);
        SigningProfile profile = SigningProfile.FEDIVERSE.withComponents(all);
        return message.with(MessageSigner.of(profile).sign(message, TestKeys.ed25519Signing(), NOW));
    }

    private static String contentDigest(String body) {
        return BodyDigest.of(Body.of(body)).contentDigestField();
    }

    private static MessageVerdict verify(VerificationPolicy policy, HttpMessage message) {
        return MessageVerifier.of(policy, InstantSource.fixed(NOW))
                .verify(message, BODY, TestKeys.knowing(TestKeys.ed25519()));
    }

    private static Verdict verify(VerificationPolicy policy, HttpMessage message, Body body) {
        return MessageVerifier.of(policy, InstantSource.fixed(NOW))
                .verify(message, body, TestKeys.knowing(TestKeys.ed25519()))
                .overall();
    }

    private static Verdict verify(VerificationPolicy policy, HttpMessage message, Key key) {
        return MessageVerifier.of(policy, InstantSource.fixed(NOW))
                .verify(message, BODY, RfcKeys.resolver(Map.of("s", key)))
                .overall();
    }

    /** What both verifiers say, which is the same. */
    private static Verdict both(VerificationPolicy policy, HttpMessage message) {
        Verdict verdict = verify(policy, message).overall();
        Verdict quick = RequestVerifier.of(policy, InstantSource.fixed(NOW))
                .verify((HttpMessage.Request) message, BODY, TestKeys.knowing(TestKeys.ed25519()));
        assertThat(quick).isEqualTo(verdict);
        return verdict;
    }
}
