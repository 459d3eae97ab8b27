package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertValid;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

/** The forms that servers send: header lists of reference/servers.md §3 and §10. */
class RealServersTest {

    private static final String TARGET = "(request-target): post /inbox";
    private static final String HOST = "host: relay.example";
    private static final String DATE = "date: " + TestRequest.DATE;
    private static final String DIGEST = "digest: SHA-256=" + TestRequest.SHA256;
    private static final String TYPE = "content-type: application/activity+json";
    private static final String LENGTH = "content-length: 17";

    private final TestRequest post =
            TestRequest.post().with("Content-Type", "application/activity+json").with("Content-Length", "17");

    @Test
    void accepts_mastodon() {
        assertValid(
                post.cavageCovering("host date digest content-type (request-target)", HOST, DATE, DIGEST, TYPE, TARGET)
                        .verify());
    }

    @Test
    void accepts_misskey() {
        assertValid(post.cavageCovering("(request-target) date host digest", TARGET, DATE, HOST, DIGEST)
                .verify());
    }

    @Test
    void accepts_pleroma() {
        assertValid(post.cavageCovering(
                        "(request-target) content-length date digest host", TARGET, LENGTH, DATE, DIGEST, HOST)
                .verify());
    }

    @Test
    void accepts_pleromas_other_name_for_the_request_target() {
        assertValid(post.cavageCovering(
                        "@request-target host date digest", "@request-target: post /inbox", HOST, DATE, DIGEST)
                .verify());
    }

    @Test
    void accepts_gotosocial_with_hs2019() {
        assertValid(post.cavage(
                        "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"hs2019\","
                                + "headers=\"(request-target) host date digest\",signature=\"%s\"",
                        TARGET,
                        HOST,
                        DATE,
                        DIGEST)
                .verify());
    }

    @Test
    void accepts_lemmy_with_created_and_expires_and_without_date() {
        assertValid(post.without("Date")
                .cavage(
                        "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"hs2019\",created=1788256802,expires=1788256812,"
                                + "headers=\"(request-target) (created) (expires) host digest\",signature=\"%s\"",
                        TARGET,
                        "(created): 1788256802",
                        "(expires): 1788256812",
                        HOST,
                        DIGEST)
                .verify());
    }

    @Test
    void accepts_friendica() {
        assertValid(post.cavageCovering(
                        "(request-target) date content-length digest host", TARGET, DATE, LENGTH, DIGEST, HOST)
                .verify());
    }

    @Test
    void accepts_wafrn_which_signs_a_header_called_algorithm() {
        assertValid(post.with("algorithm", "rsa-sha256")
                .cavageCovering(
                        "(request-target) host date algorithm digest",
                        TARGET,
                        HOST,
                        DATE,
                        "algorithm: rsa-sha256",
                        DIGEST)
                .verify());
    }

    @Test
    void accepts_parameters_in_any_order_with_blanks_and_quoted_numbers_and_no_algorithm() {
        assertValid(post.cavage(
                        "signature = \"%s\" , created=\"1788256802\",\theaders=\"(created) (request-target) host digest\","
                                + " keyId=\"" + TestKeys.KEY_ID + "\"",
                        "(created): 1788256802",
                        TARGET,
                        HOST,
                        DIGEST)
                .verify());
    }

    @Test
    void accepts_wordpress_hs2019_by_size_of_key() throws Exception {
        for (int bits : new int[] {3072, 4096}) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            VerificationKey key = new VerificationKey(TestKeys.KEY_ID, pair.getPublic(), TestKeys.OWNER);

            Verdict verdict = TestRequest.post()
                    .key(
                            new SigningKey(TestKeys.KEY_ID, pair.getPrivate()),
                            bits == 3072 ? "SHA384withRSA" : "SHA512withRSA")
                    .cavage(
                            "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"hs2019\","
                                    + "headers=\"(request-target) host date digest\",signature=\"%s\"",
                            TARGET,
                            HOST,
                            DATE,
                            DIGEST)
                    .verify(TestKeys.knowing(key));

            assertValid(verdict);
        }
    }

    @Test
    void accepts_ed25519_whatever_the_algorithm_parameter_says() {
        assertValid(post.key(TestKeys.ed25519Signing(), "Ed25519")
                .cavageCovering("(request-target) host date digest", TARGET, HOST, DATE, DIGEST)
                .verify(TestKeys.knowing(TestKeys.ed25519())));
    }

    @Test
    void accepts_the_authorization_field() {
        assertValid(post.cavageCovering("(request-target) host date digest", TARGET, HOST, DATE, DIGEST)
                .renamingSignatureToAuthorization()
                .verify());
    }

    @Test
    void accepts_rfc9421_from_mastodon_fedify_wordpress_and_nodebb() {
        String method = "\"@method\": POST";
        String uri = "\"@target-uri\": https://relay.example/inbox";
        String authority = "\"@authority\": relay.example";
        String digest = "\"content-digest\": sha-256=:" + TestRequest.SHA256 + ":";
        String parameters = ";created=1788256802;keyid=\"" + TestKeys.KEY_ID + "\"";

        assertValid(TestRequest.post()
                .rfc9421("sig1", "(\"@method\" \"@target-uri\" \"content-digest\")" + parameters, method, uri, digest)
                .verify());
        assertValid(TestRequest.post()
                .rfc9421(
                        "sig1",
                        "(\"@method\" \"@target-uri\" \"@authority\" \"host\" \"date\" \"content-digest\")"
                                + ";alg=\"rsa-v1_5-sha256\";keyid=\"" + TestKeys.KEY_ID + "\";created=1788256802",
                        method,
                        uri,
                        authority,
                        "\"host\": relay.example",
                        "\"date\": " + TestRequest.DATE,
                        digest)
                .verify());
        assertValid(TestRequest.post()
                .rfc9421(
                        "wp",
                        "(\"@method\" \"@target-uri\" \"@authority\" \"content-digest\")" + parameters,
                        method,
                        uri,
                        authority,
                        digest)
                .verify());
        assertValid(TestRequest.post()
                .rfc9421(
                        "activitypub",
                        "(\"@method\" \"@authority\" \"@path\" \"content-digest\")" + parameters
                                + ";tag=\"activitypub\";nonce=\"n\"",
                        method,
                        authority,
                        "\"@path\": /inbox",
                        digest)
                .verify());
    }
}
