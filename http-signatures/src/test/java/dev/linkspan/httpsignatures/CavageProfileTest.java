package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertValid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.CavageProfile.AlgorithmParameter;
import dev.linkspan.httpsignatures.CavageProfile.DigestSpelling;
import dev.linkspan.httpsignatures.CavageProfile.Placement;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What each profile writes, letter by letter: header lists of reference/servers.md §2, §3 and §10, Fedify's from
 * {@code vectors/captures}. RSASSA-PKCS1-v1_5 is deterministic, so the JDK's signature over the spelled-out string is the
 * one expected.
 */
class CavageProfileTest {

    private static final String KEY_ID = "https://origin.example/users/a#main-key";
    private static final String TARGET = "(request-target): post /inbox";
    private static final String HOST = "host: relay.example";
    private static final String DATE = "date: Tue, 01 Sep 2026 10:00:02 GMT";
    private static final String DIGEST = "digest: SHA-256=" + TestRequest.SHA256;
    private static final String TYPE = "content-type: application/activity+json";
    private static final String LENGTH = "content-length: 17";
    private static final String ACCEPT = "accept: application/activity+json";

    private final Body body = Body.of(TestRequest.BODY);
    private final HttpMessage.Request post = new HttpMessage.Request(
            "POST",
            URI.create("https://relay.example/inbox"),
            Fields.of(
                    "Content-Type", "application/activity+json",
                    "Content-Length", "17",
                    "Accept", "application/activity+json",
                    "User-Agent", "fedify-peer"));
    private final HttpMessage.Request get = new HttpMessage.Request(
            "GET",
            URI.create("https://relay.example/users/b?page=1"),
            Fields.of("Accept", "application/activity+json", "Content-Type", "application/activity+json"));

    @Test
    void writes_the_universal_form() {
        assertThat(posted(CavageProfile.UNIVERSAL))
                .isEqualTo(Fields.of(
                        "Host", "relay.example",
                        "Date", "Tue, 01 Sep 2026 10:00:02 GMT",
                        "Digest", "SHA-256=JeE18werLvQnEoHViKDam+ZK1D8E27TBC2kIISI7pIY=",
                        "Signature",
                                "keyId=\"https://origin.example/users/a#main-key\",algorithm=\"rsa-sha256\","
                                        + "headers=\"(request-target) host date digest\",signature=\""
                                        + rsa(TARGET, HOST, DATE, DIGEST) + "\""));
    }

    @Test
    void writes_what_the_servers_write_on_a_post() {
        assertPosts(
                CavageProfile.MASTODON,
                "keyId=\"" + KEY_ID + "\",algorithm=\"rsa-sha256\","
                        + "headers=\"host date digest content-type (request-target)\",signature=\"%s\"",
                HOST,
                DATE,
                DIGEST,
                TYPE,
                TARGET);
        assertPosts(
                CavageProfile.MISSKEY,
                "keyId=\"" + KEY_ID + "\",algorithm=\"rsa-sha256\","
                        + "headers=\"(request-target) date host digest\",signature=\"%s\"",
                TARGET,
                DATE,
                HOST,
                DIGEST);
        assertPosts(
                CavageProfile.PLEROMA,
                "keyId=\"" + KEY_ID + "\",algorithm=\"rsa-sha256\","
                        + "headers=\"(request-target) content-length date digest host\",signature=\"%s\"",
                TARGET,
                LENGTH,
                DATE,
                DIGEST,
                HOST);
        assertPosts(
                CavageProfile.GOTOSOCIAL,
                "keyId=\"" + KEY_ID + "\",algorithm=\"hs2019\","
                        + "headers=\"(request-target) host date digest\",signature=\"%s\"",
                TARGET,
                HOST,
                DATE,
                DIGEST);
        assertPosts(
                CavageProfile.LEMMY,
                "keyId=\"" + KEY_ID + "\",algorithm=\"hs2019\",created=1788256802,expires=1788260402,"
                        + "headers=\"(request-target) (created) (expires) content-type date digest host\","
                        + "signature=\"%s\"",
                TARGET,
                "(created): 1788256802",
                "(expires): 1788260402",
                TYPE,
                DATE,
                DIGEST,
                HOST);
        assertPosts(
                CavageProfile.FRIENDICA,
                "keyId=\"" + KEY_ID + "\",algorithm=\"rsa-sha256\","
                        + "headers=\"(request-target) date content-length digest host\",signature=\"%s\"",
                TARGET,
                DATE,
                LENGTH,
                DIGEST,
                HOST);
        assertPosts(
                CavageProfile.PEERTUBE,
                "keyId=\"" + KEY_ID + "\",algorithm=\"rsa-sha256\","
                        + "headers=\"(request-target) host date digest\",signature=\"%s\"",
                TARGET,
                HOST,
                DATE,
                DIGEST);
        assertPosts(
                CavageProfile.WAFRN,
                "keyId=\"" + KEY_ID + "\",algorithm=\"rsa-sha256\","
                        + "headers=\"(request-target) host date algorithm digest\",signature=\"%s\"",
                TARGET,
                HOST,
                DATE,
                "algorithm: rsa-sha256",
                DIGEST);
        assertPosts(
                CavageProfile.FEDIFY,
                "keyId=\"" + KEY_ID + "\",algorithm=\"rsa-sha256\","
                        + "headers=\"(request-target) accept content-type date digest host user-agent\","
                        + "signature=\"%s\"",
                TARGET,
                ACCEPT,
                TYPE,
                DATE,
                DIGEST,
                HOST,
                "user-agent: fedify-peer");
    }

    @Test
    void writes_what_the_servers_write_on_a_get() {
        String target = "(request-target): get /users/b?page=1";

        assertGets(CavageProfile.UNIVERSAL, "(request-target) host date", target, HOST, DATE);
        assertGets(CavageProfile.MASTODON, "host date (request-target)", HOST, DATE, target);
        assertGets(CavageProfile.MISSKEY, "(request-target) date host accept", target, DATE, HOST, ACCEPT);
        assertGets(CavageProfile.PLEROMA, "(request-target) date host", target, DATE, HOST);
        assertGets(CavageProfile.FRIENDICA, "(request-target) date host", target, DATE, HOST);
        assertGets(CavageProfile.PEERTUBE, "(request-target) host date", target, HOST, DATE);
    }

    @Test
    void verifies_all_that_it_writes() {
        for (CavageProfile profile : List.of(
                CavageProfile.UNIVERSAL,
                CavageProfile.MASTODON,
                CavageProfile.MISSKEY,
                CavageProfile.PLEROMA,
                CavageProfile.GOTOSOCIAL,
                CavageProfile.LEMMY,
                CavageProfile.FRIENDICA,
                CavageProfile.PEERTUBE,
                CavageProfile.WAFRN,
                CavageProfile.FEDIFY,
                CavageProfile.UNIVERSAL.with(AlgorithmParameter.ABSENT),
                CavageProfile.UNIVERSAL.with(DigestSpelling.LOWER_CASE),
                CavageProfile.UNIVERSAL.with(Placement.AUTHORIZATION),
                CavageProfile.LEMMY.withQuotedTimes(),
                CavageProfile.covering("(request-target) host date content-digest"))) {
            assertValid(verify(post.withFields(post.fields().with(posted(profile))), TestKeys.rsa()));
        }
    }

    @Test
    void names_the_algorithm_as_the_profile_says() {
        CavageProfile named = CavageProfile.UNIVERSAL.with(AlgorithmParameter.NAMED);
        PrivateKey rsa = (PrivateKey) TestKeys.rsaSigning().key();
        Map<SigningKey, String> names = Map.of(
                new SigningKey(KEY_ID, rsa, SignatureAlgorithm.RSA_V1_5_SHA256),
                "rsa-sha256",
                new SigningKey(KEY_ID, rsa, SignatureAlgorithm.RSA_V1_5_SHA384),
                "rsa-sha384",
                new SigningKey(KEY_ID, rsa, SignatureAlgorithm.RSA_V1_5_SHA512),
                "rsa-sha512",
                new SigningKey(KEY_ID, rsa, SignatureAlgorithm.RSA_PSS_SHA512),
                "hs2019",
                TestKeys.ed25519Signing(),
                "ed25519");

        names.forEach((key, name) -> {
            Fields signed = post.fields().with(sign(named, key));

            assertThat(signed.first("Signature").orElseThrow()).contains(",algorithm=\"" + name + "\",");
            assertValid(verify(post.withFields(signed), name.equals("ed25519") ? TestKeys.ed25519() : TestKeys.rsa()));
        });
        assertThat(posted(CavageProfile.UNIVERSAL.with(AlgorithmParameter.ABSENT))
                        .first("Signature")
                        .orElseThrow())
                .startsWith("keyId=\"" + KEY_ID + "\",headers=\"");
        assertThat(sign(CavageProfile.UNIVERSAL, TestKeys.ed25519Signing()).first("Signature"))
                .get()
                .asString()
                .contains(",algorithm=\"hs2019\",");
    }

    @Test
    void writes_the_draft_s_other_spellings() {
        assertThat(posted(CavageProfile.LEMMY.withQuotedTimes().with(Duration.ofMinutes(5)))
                        .first("Signature")
                        .orElseThrow())
                .contains(",created=\"1788256802\",expires=\"1788257102\",");
        assertThat(posted(CavageProfile.UNIVERSAL.with(Placement.AUTHORIZATION)).lines())
                .last()
                .isEqualTo(new Fields.Line(
                        "Authorization",
                        "Signature keyId=\"" + KEY_ID + "\",algorithm=\"rsa-sha256\","
                                + "headers=\"(request-target) host date digest\",signature=\""
                                + rsa(TARGET, HOST, DATE, DIGEST) + "\""));
        assertThat(posted(CavageProfile.UNIVERSAL.with(DigestSpelling.LOWER_CASE))
                        .first("Digest"))
                .contains("sha-256=" + TestRequest.SHA256);
        assertThat(posted(CavageProfile.covering("(request-target) host date content-digest"))
                        .first("Content-Digest"))
                .contains("sha-256=:" + TestRequest.SHA256 + ":");
    }

    @Test
    void digests_the_empty_body_of_a_get_if_asked_to() {
        CavageProfile profile =
                CavageProfile.UNIVERSAL.withoutBody("(request-target) host date digest"); // as Lemmy's fetches want

        Fields added = RequestSigner.cavage(profile).sign(get, TestKeys.rsaSigning(), TestRequest.NOW);

        // openssl dgst -sha256 -binary /dev/null | base64
        assertThat(added.first("Digest")).contains("SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertValid(RequestVerifier.of(VerificationPolicy.FEDIVERSE, () -> TestRequest.NOW)
                .verify(get.withFields(get.fields().with(added)), Body.none(), TestKeys.knowing(TestKeys.rsa())));
    }

    @Test
    void covers_the_request_s_own_fields_instead_of_adding_others() {
        HttpMessage.Request own =
                post.withFields(post.fields().with("Host", "Relay.Example").with("Date", TestRequest.DATE));

        Fields added = RequestSigner.cavage()
                .sign(own, BodyDigest.of(body), TestKeys.rsaSigning(), TestRequest.NOW.plusSeconds(60));

        assertThat(added.lines()).extracting(Fields.Line::name).containsExactly("Digest", "Signature");
        assertThat(added.first("Signature").orElseThrow()).contains(rsa(TARGET, "host: Relay.Example", DATE, DIGEST));
    }

    @Test
    void refuses_to_sign_what_is_not_there_or_not_allowed() {
        HttpMessage.Request bare = new HttpMessage.Request("POST", post.targetUri(), Fields.none());

        assertThatThrownBy(() -> RequestSigner.cavage(CavageProfile.PLEROMA)
                        .sign(bare, BodyDigest.of(body), TestKeys.rsaSigning(), TestRequest.NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("content-length");
        // draft-cavage-12 §2.3: an error if the algorithm starts with rsa, hmac or ecdsa.
        assertThatThrownBy(() -> posted(CavageProfile.LEMMY.with(AlgorithmParameter.NAMED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rsa-sha256");
        assertThatThrownBy(() -> sign(CavageProfile.UNIVERSAL, new SigningKey("a\",headers=\"date", (PrivateKey)
                        TestKeys.rsaSigning().key())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keyId");
    }

    @Test
    void refuses_profiles_that_no_verifier_could_read() {
        for (String headers : List.of("", " ", "host date host", "host (request-method)")) {
            assertThatThrownBy(() -> CavageProfile.covering(headers))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("covered");
        }
        assertThatThrownBy(() -> CavageProfile.LEMMY.with(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lifetime");
    }

    private void assertPosts(CavageProfile profile, String parameters, String... baseLines) {
        assertThat(posted(profile).first("Signature")).contains(parameters.formatted(rsa(baseLines)));
    }

    private void assertGets(CavageProfile profile, String headers, String... baseLines) {
        Fields added = RequestSigner.cavage(profile).sign(get, TestKeys.rsaSigning(), TestRequest.NOW);

        assertThat(added.lines()).extracting(Fields.Line::name).containsExactly("Host", "Date", "Signature");
        assertThat(added.first("Signature"))
                .contains("keyId=\"" + KEY_ID + "\",algorithm=\"rsa-sha256\",headers=\"" + headers + "\",signature=\""
                        + rsa(baseLines) + "\"");
    }

    private Fields posted(CavageProfile profile) {
        return sign(profile, TestKeys.rsaSigning());
    }

    private Fields sign(CavageProfile profile, SigningKey key) {
        return RequestSigner.cavage(profile).sign(post, BodyDigest.of(body), key, TestRequest.NOW);
    }

    private Verdict verify(HttpMessage.Request message, VerificationKey key) {
        return RequestVerifier.of(VerificationPolicy.FEDIVERSE, () -> TestRequest.NOW)
                .verify(message, body, TestKeys.knowing(key));
    }

    private static String rsa(String... baseLines) {
        byte[] signature = TestRequest.sign(
                "SHA256withRSA", (PrivateKey) TestKeys.rsaSigning().key(), String.join("\n", baseLines));
        return Base64.getEncoder().encodeToString(signature);
    }
}
