package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static dev.linkspan.httpsignatures.Verdicts.assertValid;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code Content-Digest} by the examples of RFC 9530 §2 and appendix B. */
class DigestCheckTest {

    private static final String HELLO = "{\"hello\": \"world\"}\n";
    private static final String SHA256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    private static final String SHA512 =
            "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8M" + "jkM7iw7yZ/WkppmM44T3qg==:";

    @Test
    void accepts_the_digests_of_rfc_9530() {
        for (String digest : List.of(
                SHA256,
                SHA512,
                SHA256 + ", " + SHA512,
                SHA256.replace("sha-256", "SHA-256"),
                "md5=:AAAA:, " + SHA256)) {
            assertValid(verify(digest, HELLO));
        }
        assertValid(verify("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", "")); // appendix B.2
    }

    @Test
    void refuses_the_digest_of_another_body() {
        assertInvalid(verify(SHA256, HELLO.strip()), Verdict.Reason.DIGEST_MISMATCH, "18 bytes");
        assertInvalid(verify(SHA512, HELLO.strip()), Verdict.Reason.DIGEST_MISMATCH, "SHA-512");
        assertInvalid(verify(SHA512 + "," + SHA256, ""), Verdict.Reason.DIGEST_MISMATCH);
    }

    @Test
    void refuses_digests_that_are_none() {
        assertInvalid(verify("sha-256=:???:", HELLO), Verdict.Reason.DIGEST_MISMATCH);
        assertInvalid(verify("sha-256=", HELLO), Verdict.Reason.DIGEST_MISMATCH);
        assertInvalid(verify("sha-256", HELLO), Verdict.Reason.SIGNATURE_MALFORMED, "no bytes");
        assertInvalid(verify("md5=:AAAA:", HELLO), Verdict.Reason.DIGEST_MISSING);
        assertInvalid(verify("", HELLO), Verdict.Reason.DIGEST_MISSING);
        // Of several members of one name the last counts (RFC 9651 §4.2.2): five cost no more than one.
        assertValid(verify(String.join(",", List.of(SHA256, SHA256, SHA256, SHA256, SHA256)), HELLO));
    }

    private static Verdict verify(String contentDigest, String body) {
        return TestRequest.post()
                .without("Digest")
                .replacing("Content-Digest", contentDigest)
                .body(body)
                .rfc9421(
                        "s",
                        "(\"@method\" \"@target-uri\" \"content-digest\");created=1788256802;keyid=\"" + TestKeys.KEY_ID
                                + "\"",
                        "\"@method\": POST",
                        "\"@target-uri\": https://relay.example/inbox",
                        "\"content-digest\": " + contentDigest)
                .verify();
    }
}
