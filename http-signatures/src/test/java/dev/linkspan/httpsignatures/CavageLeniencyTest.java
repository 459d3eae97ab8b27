package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static dev.linkspan.httpsignatures.Verdicts.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where the verifier bends for real senders, and beside each the step that it does not take. See reference/servers.md §3;
 * the header lists of the servers stand in {@link RealServersTest}.
 */
class CavageLeniencyTest {

    private static final String KEY = "keyId=\"" + TestKeys.KEY_ID + "\"";
    private static final String ALL = "(request-target) host date digest";
    private static final String TARGET = "(request-target): post /inbox";
    private static final String HOST = "host: relay.example";
    private static final String DATE = "date: " + TestRequest.DATE;
    private static final String DIGEST = "digest: SHA-256=" + TestRequest.SHA256;
    private static final String[] LINES = {TARGET, HOST, DATE, DIGEST};

    @Test
    void reads_parameters_without_quotes_and_with_blanks_and_tabs_around_them() {
        assertValid(TestRequest.post()
                .cavage(
                        "  keyId = " + TestKeys.KEY_ID + " ,\talgorithm=rsa-sha256 , headers=\"" + ALL
                                + "\" ,signature= %s ",
                        LINES)
                .verify());
    }

    @Test
    void reads_the_scheme_name_that_old_versions_of_node_http_signature_put_first() {
        assertValid(TestRequest.post()
                .cavage(
                        "Signature " + KEY + ",algorithm=\"rsa-sha256\",headers=\"" + ALL + "\",signature=\"%s\"",
                        LINES)
                .verify());
        assertInvalid(
                TestRequest.post().with("Signature", "Bearer " + KEY).verify(Verdicts::noKeyWanted),
                Verdict.Reason.SIGNATURE_MALFORMED);
    }

    // draft-cavage-12 §2.2: what is not recognised is ignored.
    @Test
    void ignores_parameters_that_it_does_not_know() {
        assertValid(TestRequest.post()
                .cavage(
                        "version=\"1\"," + KEY + ",opaque=\"a,b=\\\"c\\\"\",ext=,headers=\"" + ALL
                                + "\",signature=\"%s\"",
                        LINES)
                .verify());
    }

    // S-14
    @Test
    void refuses_a_parameter_that_comes_twice_even_with_the_same_value() {
        for (String twice : List.of(KEY, "headers=\"" + ALL + "\"", "Headers=\"date\"", "opaque=1,OPAQUE=1")) {
            assertInvalid(
                    TestRequest.post()
                            .cavage(KEY + ",headers=\"" + ALL + "\"," + twice + ",signature=\"%s\"", LINES)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED,
                    "twice");
        }
    }

    // S-10
    @Test
    void reads_a_signature_without_padding_but_not_in_another_alphabet() {
        String signature = TestRequest.post()
                .cavageCovering(ALL, LINES)
                .message()
                .fields()
                .first("Signature")
                .orElseThrow();
        String base64 = signature.substring(signature.indexOf("signature=\"") + 11, signature.length() - 1);

        assertThat(base64).endsWith("==").containsAnyOf("+", "/");
        assertValid(withSignature(base64.replace("=", "")).verify());
        for (String other : List.of(
                base64.replace('+', '-').replace('/', '_'),
                base64.replace("==", "="),
                base64.substring(0, 60) + " " + base64.substring(60),
                "")) {
            assertInvalid(
                    withSignature(other).verify(Verdicts::noKeyWanted),
                    Verdict.Reason.SIGNATURE_MALFORMED,
                    "signature");
        }
    }

    // S-10
    @Test
    void reads_a_digest_field_in_each_spelling_that_is_certain() {
        for (String digest : List.of(
                "sha-256=" + TestRequest.SHA256,
                "Sha-256=" + TestRequest.SHA256,
                "SHA-256=" + TestRequest.SHA256.replace("=", ""),
                "MD5=AAAA, SHA-256=" + TestRequest.SHA256,
                "SHA-256=" + TestRequest.SHA256 + ",SHA-512=" + TestRequest.SHA512)) {
            assertValid(TestRequest.post()
                    .replacing("Digest", digest)
                    .cavageCovering(ALL, TARGET, HOST, DATE, "digest: " + digest)
                    .verify());
        }
    }

    // S-10
    @Test
    void refuses_a_digest_field_that_says_something_else_or_nothing() {
        for (String digest : List.of(
                "SHA-256=" + TestRequest.SHA256.replace('+', '-'),
                "SHA-256=" + TestRequest.SHA256.replace('J', 'K'),
                "SHA-256=",
                "SHA-256=:" + TestRequest.SHA256,
                "SHA-256=" + TestRequest.SHA256 + ",sha-256=AAAA")) {
            assertInvalid(
                    TestRequest.post()
                            .replacing("Digest", digest)
                            .cavageCovering(ALL, TARGET, HOST, DATE, "digest: " + digest)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.DIGEST_MISMATCH);
        }
        for (String digest : List.of("SHA256=" + TestRequest.SHA256, "MD5=AAAA", "SHA-1=AAAA")) {
            assertInvalid(
                    TestRequest.post()
                            .replacing("Digest", digest)
                            .cavageCovering(ALL, TARGET, HOST, DATE, "digest: " + digest)
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.DIGEST_MISSING);
        }
    }

    // S-10
    @Test
    void takes_a_covered_content_digest_for_the_digest() {
        String headers = "(request-target) host date content-digest";
        String[] lines = {TARGET, HOST, DATE, "content-digest: sha-256=:" + TestRequest.SHA256 + ":"};

        assertValid(TestRequest.post()
                .without("Digest")
                .cavageCovering(headers, lines)
                .verify());
        assertInvalid(
                TestRequest.post()
                        .replacing("Digest", "SHA-256=AAAA")
                        .cavageCovering(headers, lines)
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.DIGEST_MISMATCH,
                "digest says");
    }

    // S-10
    @Test
    void does_not_take_an_uncovered_digest_for_a_covered_one_that_it_cannot_read() {
        assertInvalid(
                TestRequest.post()
                        .replacing("Digest", "MD5=AAAA")
                        .cavageCovering(ALL, TARGET, HOST, DATE, "digest: MD5=AAAA")
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.DIGEST_MISSING);
    }

    @Test
    void takes_a_get_without_digest_and_with_the_digest_of_nothing() {
        String empty = "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        String target = "(request-target): get /users/b";
        String uri = "https://relay.example/users/b";

        assertValid(TestRequest.get(uri)
                .cavageCovering("(request-target) host date", target, HOST, DATE)
                .verify());
        assertValid(TestRequest.get(uri)
                .with("Digest", empty)
                .cavageCovering(ALL, target, HOST, DATE, "digest: " + empty)
                .verify());
        assertInvalid(
                TestRequest.get(uri)
                        .with("Digest", "SHA-256=" + TestRequest.SHA256)
                        .cavageCovering("(request-target) host date", target, HOST, DATE)
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.DIGEST_MISMATCH);
    }

    // draft-cavage-12 §2.3
    @Test
    void joins_the_lines_of_a_covered_field_and_covers_empty_ones() {
        assertValid(TestRequest.post()
                .with("X-List", "a")
                .with("x-list", " b ")
                .with("X-Empty", "")
                .cavageCovering(ALL + " x-list x-empty", TARGET, HOST, DATE, DIGEST, "x-list: a, b", "x-empty: ")
                .verify());
    }

    @Test
    void reads_the_obsolete_forms_of_date() {
        for (String date : List.of("Tuesday, 01-Sep-26 10:00:02 GMT", "Tue Sep  1 10:00:02 2026")) {
            assertValid(TestRequest.post()
                    .replacing("Date", date)
                    .cavageCovering(ALL, TARGET, HOST, "date: " + date, DIGEST)
                    .verify());
        }
    }

    @Test
    void takes_the_times_of_the_parameters_as_they_are_written() {
        for (String times : List.of(
                "created=1788256802,expires=1788256812",
                "expires=\"1788256812\",created=\"1788256802\"",
                "created=01788256802,expires=1788256812.25")) {
            String created = times.contains("=0") ? "01788256802" : "1788256802";
            String expires = times.contains(".") ? "1788256812.25" : "1788256812";
            assertValid(TestRequest.post()
                    .cavage(
                            KEY + ",algorithm=\"hs2019\"," + times
                                    + ",headers=\"(request-target) (created) (expires) host digest\",signature=\"%s\"",
                            TARGET,
                            "(created): " + created,
                            "(expires): " + expires,
                            HOST,
                            DIGEST)
                    .verify());
        }
    }

    // S-12
    @Test
    void judges_every_time_that_is_covered() {
        String headers = "(request-target) (created) host date digest";
        String[] lines = {TARGET, "(created): 1788250000", HOST, DATE, DIGEST};

        assertInvalid(
                TestRequest.post()
                        .cavage(KEY + ",created=1788250000,headers=\"" + headers + "\",signature=\"%s\"", lines)
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.DATE_OUT_OF_WINDOW,
                "created says");
    }

    // S-12
    @Test
    void does_not_let_expires_stretch_the_window() {
        Verdict verdict = TestRequest.post()
                .cavage(
                        KEY + ",algorithm=\"hs2019\",expires=1788299999,headers=\"" + ALL + "\",signature=\"%s\"",
                        LINES)
                .verify(TestRequest.NOW.plusSeconds(3601), Verdicts::noKeyWanted);

        assertInvalid(verdict, Verdict.Reason.DATE_OUT_OF_WINDOW, "at most 3600 s");
    }

    // S-12
    @Test
    void refuses_a_covered_time_that_is_not_stated() {
        assertInvalid(
                TestRequest.post()
                        .cavage(
                                KEY + ",headers=\"(request-target) (created) host digest\",signature=\"%s\"",
                                TARGET,
                                "(created): ",
                                HOST,
                                DIGEST)
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.DATE_MISSING,
                "(created)");
        assertInvalid(
                TestRequest.post()
                        .cavage(
                                KEY + ",headers=\"" + ALL + " (expires)\",signature=\"%s\"",
                                TARGET,
                                HOST,
                                DATE,
                                DIGEST,
                                "(expires): ")
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.SIGNATURE_MALFORMED,
                "(expires)");
    }

    // draft-cavage-12 §2.3 demands an error, and so do Mastodon and @peertube/http-signature: nobody sends it.
    @Test
    void refuses_covered_times_with_the_algorithms_that_are_older_than_them() {
        for (String algorithm : List.of("rsa-sha256", "RSA-SHA512", "ecdsa-sha256")) {
            for (String time : List.of("(created)", "(expires)")) {
                assertInvalid(
                        TestRequest.post()
                                .cavage(
                                        KEY + ",algorithm=\"" + algorithm
                                                + "\",created=1788256802,expires=1788256812,headers=\"" + ALL + " "
                                                + time + "\",signature=\"%s\"",
                                        LINES)
                                .verify(Verdicts::noKeyWanted),
                        Verdict.Reason.SIGNATURE_MALFORMED,
                        "§2.3");
            }
        }
    }

    // S-14
    @Test
    void refuses_the_default_of_an_absent_header_list() {
        for (String algorithm : List.of("", ",algorithm=\"rsa-sha256\"", ",algorithm=\"hs2019\"")) {
            assertInvalid(
                    TestRequest.post()
                            .cavage(KEY + algorithm + ",created=1788256802,signature=\"%s\"", "(created): 1788256802")
                            .verify(Verdicts::noKeyWanted),
                    Verdict.Reason.COVERAGE_INSUFFICIENT,
                    "\"(created)\"");
        }
    }

    // S-14
    @Test
    void refuses_components_of_the_other_grammar() {
        assertInvalid(
                TestRequest.post()
                        .cavageCovering(ALL + " @method", TARGET, HOST, DATE, DIGEST, "@method: POST")
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.SIGNATURE_MALFORMED,
                "@method");
    }

    @Test
    void refuses_wafrn_s_form_if_the_field_algorithm_is_gone() {
        TestRequest request = TestRequest.post()
                .with("Algorithm", "rsa-sha256")
                .cavageCovering(
                        "(request-target) host date algorithm digest",
                        TARGET,
                        HOST,
                        DATE,
                        "algorithm: rsa-sha256",
                        DIGEST);

        assertValid(request.verify());
        assertInvalid(
                request.without("Algorithm").verify(Verdicts::noKeyWanted),
                Verdict.Reason.SIGNATURE_MALFORMED,
                "algorithm");
    }

    // S-14
    @Test
    void goes_by_the_signature_field_if_authorization_carries_one_too() {
        TestRequest inAuthorization =
                TestRequest.post().cavageCovering(ALL, LINES).renamingSignatureToAuthorization();

        assertValid(inAuthorization.verify());
        assertInvalid(
                inAuthorization
                        .with("Signature", "keyId=\"k\",headers=\"date\",signature=\"AAAA\"")
                        .verify(Verdicts::noKeyWanted),
                Verdict.Reason.COVERAGE_INSUFFICIENT);
        assertInvalid(
                TestRequest.post().with("Authorization", "Bearer abc").verify(Verdicts::noKeyWanted),
                Verdict.Reason.SIGNATURE_MISSING);
    }

    // S-22
    @Test
    void tries_the_target_without_query_and_no_other_change_of_it() {
        TestRequest request =
                TestRequest.post().target("https://relay.example/inbox?a=1").cavageCovering(ALL, LINES);

        assertValid(request.verify());
        for (String target : List.of("/inbox/", "/Inbox", "/inbox%2F", "/", "/inbox/../inbox")) {
            assertInvalid(request.target("https://relay.example" + target).verify(), Verdict.Reason.SIGNATURE_MISMATCH);
        }
    }

    @Test
    void takes_hs2019_for_each_hash_of_rsa_and_for_pss_as_the_draft_means_it() throws Exception {
        for (String algorithm : List.of("SHA256withRSA", "SHA512withRSA", "RSASSA-PSS")) {
            byte[] signature =
                    sign(algorithm, (PrivateKey) TestKeys.rsaSigning().key());

            assertValid(withParameters("algorithm=\"hs2019\"", signature).verify());
            assertValid(withParameters("opaque=\"no algorithm\"", signature).verify());
        }
    }

    // S-19
    @Test
    void takes_only_the_hash_that_a_name_of_rsa_names() throws Exception {
        byte[] sha512 = sign("SHA512withRSA", (PrivateKey) TestKeys.rsaSigning().key());

        assertValid(withParameters("algorithm=\"rsa-sha512\"", sha512).verify());
        assertInvalid(withParameters("algorithm=\"rsa-sha256\"", sha512).verify(), Verdict.Reason.SIGNATURE_MISMATCH);
    }

    // S-19
    @Test
    void takes_ecdsa_in_both_encodings_whatever_the_algorithm_parameter_says() throws Exception {
        for (String curve : List.of("secp256r1", "secp384r1")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            KeyPair pair = generator.generateKeyPair();
            VerificationKey key = new VerificationKey(TestKeys.KEY_ID, pair.getPublic(), TestKeys.OWNER);
            String hash = curve.contains("256") ? "SHA256" : "SHA384";

            for (String encoding : List.of("", "inP1363Format")) {
                byte[] signature = sign(hash + "withECDSA" + encoding, pair.getPrivate());
                for (String algorithm : List.of("ecdsa-sha256", "ecdsa-sha384", "hs2019", "rsa-sha256")) {
                    assertValid(withParameters("algorithm=\"" + algorithm + "\"", signature)
                            .verify(TestKeys.knowing(key)));
                }
            }
        }
    }

    private static byte[] sign(String algorithm, PrivateKey key) throws GeneralSecurityException {
        String base = String.join("\n", LINES);
        if (!algorithm.equals("RSASSA-PSS")) {
            return TestRequest.sign(algorithm, key, base);
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.setParameter(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
        signature.initSign(key);
        signature.update(base.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return signature.sign();
    }

    private static TestRequest withSignature(String base64) {
        return TestRequest.post().with("Signature", KEY + ",headers=\"" + ALL + "\",signature=\"" + base64 + "\"");
    }

    private static TestRequest withParameters(String more, byte[] signature) {
        return TestRequest.post()
                .with(
                        "Signature",
                        KEY + "," + more + ",headers=\"" + ALL + "\",signature=\""
                                + Base64.getEncoder().encodeToString(signature) + "\"");
    }
}
