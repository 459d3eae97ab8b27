package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.Coverage.Floor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Signing requests and responses by RFC 9421 §3.1, §2.4 and §4.3. */
class MessageSignerTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:02Z");
    private static final Body BODY = Body.of("{}");
    private static final BodyDigest DIGEST = BodyDigest.of(BODY);
    private static final HttpMessage.Request REQUEST = new HttpMessage.Request(
            "POST", URI.create("https://relay.example/inbox"), Fields.of("Host", "relay.example"));

    @Test
    void says_of_a_signature_what_its_profile_says() {
        SigningProfile profile = SigningProfile.FEDIVERSE
                .withLabel("activitypub")
                .withTag("activitypub")
                .withLifetime(Duration.ofMinutes(5))
                .withNonces(new Random(1)); // in a test only: this generator can be guessed

        Fields added = MessageSigner.of(profile).sign(REQUEST, DIGEST, TestKeys.ed25519Signing(), NOW);

        assertThat(added.lines())
                .extracting(Fields.Line::name)
                .containsExactly("Content-Digest", "Signature-Input", "Signature");
        assertThat(added.first("Signature-Input").orElseThrow())
                .matches("activitypub=\\(\"@method\" \"@target-uri\" \"content-digest\"\\);created=1788256802"
                        + ";expires=1788257102;keyid=\"https://origin.example/users/a#main-key\";alg=\"ed25519\""
                        + ";nonce=\"[A-Za-z0-9_-]{24}\";tag=\"activitypub\"");
        assertThat(verify(REQUEST.with(added), BODY).overall()).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void gives_each_signature_its_own_nonce() {
        MessageSigner signer = MessageSigner.of(
                SigningProfile.covering(ComponentIdentifier.method()).withNonces(new Random(1)));

        assertThat(signer.sign(REQUEST, TestKeys.ed25519Signing(), NOW))
                .isNotEqualTo(signer.sign(REQUEST, TestKeys.ed25519Signing(), NOW));
    }

    @Test
    void signs_a_response_with_its_request() {
        HttpMessage.Response response =
                new HttpMessage.Response(200, Fields.of("Content-Type", "application/json"), REQUEST);

        Fields added = MessageSigner.of(SigningProfile.RESPONSE).sign(response, DIGEST, TestKeys.rsaSigning(), NOW);

        assertThat(added.first("Signature-Input").orElseThrow())
                .startsWith("sig1=(\"@status\" \"content-digest\" \"@method\";req \"@target-uri\";req)");
        HttpMessage.Response signed = response.with(added);
        assertThat(verify(signed, BODY, TestKeys.rsa()).overall()).isInstanceOf(Verdict.Valid.class);
        HttpMessage.Response toAnother = new HttpMessage.Response(
                200,
                signed.fields(),
                new HttpMessage.Request("POST", URI.create("https://relay.example/other"), Fields.none()));
        assertThat(verify(toAnother, BODY, TestKeys.rsa()).overall()).isInstanceOf(Verdict.Invalid.class);
        HttpMessage.Response otherStatus = new HttpMessage.Response(404, signed.fields(), REQUEST);
        assertThat(verify(otherStatus, BODY, TestKeys.rsa()).overall()).isInstanceOf(Verdict.Invalid.class);
    }

    // §4.3
    @Test
    void adds_a_signature_that_covers_another() {
        Fields first = MessageSigner.of(SigningProfile.FEDIVERSE).sign(REQUEST, DIGEST, TestKeys.ed25519Signing(), NOW);
        HttpMessage once = REQUEST.with(first).with(Fields.of("Forwarded", "for=192.0.2.123"));
        SigningProfile proxy = SigningProfile.covering(
                        ComponentIdentifier.field("signature").key("sig1"),
                        ComponentIdentifier.field("signature-input").key("sig1"),
                        ComponentIdentifier.field("forwarded"))
                .withLabel("proxy");

        Fields second = MessageSigner.of(proxy).sign(once, TestKeys.ed25519Signing(), NOW);

        HttpMessage twice = once.with(second);
        assertThat(twice.fields().all("Signature"))
                .hasSize(2)
                .first()
                .isEqualTo(first.first("Signature").orElseThrow());
        MessageVerdict verdict = verify(
                VerificationPolicy.FEDIVERSE.withCoverage(Coverage.of(Floor.NOTHING)), twice, BODY, TestKeys.ed25519());
        assertThat(verdict.signatures()).extracting(LabelledVerdict::label).containsExactly("sig1", "proxy");
        assertThat(verdict.signatures()).allMatch(signature -> signature.verdict() instanceof Verdict.Valid);
    }

    @Test
    void adds_host_and_date_to_a_request_that_lacks_them_and_no_digest_without_a_body() {
        RequestSigner signer = RequestSigner.rfc9421(
                ComponentIdentifier.method(),
                ComponentIdentifier.targetUri(),
                ComponentIdentifier.field("host"),
                ComponentIdentifier.field("date"));
        HttpMessage.Request bare = new HttpMessage.Request("GET", REQUEST.targetUri(), Fields.none());

        Fields get = signer.sign(bare, TestKeys.ed25519Signing(), NOW);
        Fields post = signer.sign(REQUEST, DIGEST, TestKeys.ed25519Signing(), NOW);

        assertThat(get.lines())
                .extracting(Fields.Line::name)
                .containsExactly("Host", "Date", "Signature-Input", "Signature");
        assertThat(get.first("Date")).contains("Tue, 01 Sep 2026 10:00:02 GMT");
        assertThat(verify(bare.with(get), Body.none()).overall()).isInstanceOf(Verdict.Valid.class);
        assertThat(post.lines())
                .extracting(Fields.Line::name)
                .containsExactly("Date", "Content-Digest", "Signature-Input", "Signature");
        assertThat(post.first("Signature-Input").orElseThrow()).contains("\"date\" \"content-digest\")");
        assertThat(verify(REQUEST.with(post), BODY).overall()).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void signs_with_a_digest_in_sha_512_and_keeps_one_that_is_there() {
        BodyDigest digest = BodyDigest.of(DigestAlgorithm.SHA_512, BODY);
        HttpMessage.Request request = REQUEST.with(Fields.of("Content-Digest", digest.contentDigestField()));

        Fields added = RequestSigner.rfc9421().sign(request, digest, TestKeys.ed25519Signing(), NOW);

        assertThat(added.contains("Content-Digest")).isFalse();
        assertThat(verify(request.with(added), BODY).overall()).isInstanceOf(Verdict.Valid.class);
        assertThatThrownBy(() -> RequestSigner.rfc9421().sign(request, DIGEST, TestKeys.ed25519Signing(), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Content-Digest");
    }

    @Test
    void refuses_a_label_that_is_taken_and_a_component_that_is_missing() {
        Fields first = RequestSigner.rfc9421().sign(REQUEST, DIGEST, TestKeys.ed25519Signing(), NOW);
        MessageSigner again = MessageSigner.of(SigningProfile.covering(ComponentIdentifier.method()));
        MessageSigner status = MessageSigner.of(SigningProfile.covering(ComponentIdentifier.status()));

        assertThatThrownBy(() -> again.sign(REQUEST.with(first), TestKeys.ed25519Signing(), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sig1");
        assertThatThrownBy(() -> status.sign(REQUEST, TestKeys.ed25519Signing(), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@status");
        for (String label : List.of("", "Sig", "a b", "a=")) {
            assertThatThrownBy(() -> SigningProfile.FEDIVERSE.withLabel(label))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SigningProfile.FEDIVERSE.withTag("\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SigningProfile.FEDIVERSE.withLifetime(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knows_structured_fields_of_ones_own() {
        FieldTypes types = FieldTypes.registered().with("X-Dict", FieldTypes.Type.DICTIONARY);
        SigningProfile profile =
                SigningProfile.covering(ComponentIdentifier.field("x-dict").key("a"));
        HttpMessage message = REQUEST.with(Fields.of("X-Dict", "b=1,  a=(1   2)"));

        Fields added = MessageSigner.of(profile, types).sign(message, TestKeys.ed25519Signing(), NOW);

        VerificationPolicy policy = VerificationPolicy.FEDIVERSE.withCoverage(Coverage.of(Floor.NOTHING));
        HttpMessage signed = message.with(added);
        assertThat(MessageVerifier.of(policy, InstantSource.fixed(NOW), types)
                        .verify(signed, Body.none(), TestKeys.knowing(TestKeys.ed25519()))
                        .overall())
                .isInstanceOf(Verdict.Valid.class);
        Verdicts.assertInvalid(
                verify(policy, signed, Body.none(), TestKeys.ed25519()).overall(),
                Verdict.Reason.SIGNATURE_MALFORMED,
                "x-dict",
                "not known");
    }

    @Test
    void covers_trailers() {
        HttpMessage.Response response = new HttpMessage.Response(
                200, Fields.none(), Fields.of("Expires", "Wed, 9 Nov 2022 07:28:00 GMT"), Optional.empty());
        SigningProfile profile = SigningProfile.covering(
                ComponentIdentifier.status(),
                ComponentIdentifier.field("expires").tr());

        Fields added = MessageSigner.of(profile).sign(response, TestKeys.ed25519Signing(), NOW);

        assertThat(verify(response.with(added), Body.none()).overall()).isInstanceOf(Verdict.Valid.class);
        HttpMessage moved =
                new HttpMessage.Response(200, response.trailers().with(added), Fields.none(), Optional.empty());
        assertThat(verify(moved, Body.none()).overall()).isInstanceOf(Verdict.Invalid.class);
    }

    private static MessageVerdict verify(HttpMessage message, Body body) {
        return verify(message, body, TestKeys.ed25519());
    }

    private static MessageVerdict verify(HttpMessage message, Body body, VerificationKey key) {
        return verify(VerificationPolicy.FEDIVERSE, message, body, key);
    }

    private static MessageVerdict verify(
            VerificationPolicy policy, HttpMessage message, Body body, VerificationKey key) {
        return MessageVerifier.of(policy, InstantSource.fixed(NOW)).verify(message, body, TestKeys.knowing(key));
    }
}
