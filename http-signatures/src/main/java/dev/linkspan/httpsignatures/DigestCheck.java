package dev.linkspan.httpsignatures;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Recomputes what {@code Digest} (RFC 3230) and {@code Content-Digest} (RFC 9530) say of a body. Both fields list
 * {@code algorithm=value}; the newer one puts colons around the value. Every digest in an algorithm we know must match.
 */
final class DigestCheck {

    private static final Map<String, String> ALGORITHMS = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    /** More digests than anyone sends; each costs a hash of the body. */
    private static final int MAX_DIGESTS = 4;

    private DigestCheck() {}

    static void check(HttpMessage.Request message, Body body, ParsedSignature signature) throws Refusal {
        boolean confirmed = false;
        for (String name : List.of("digest", "content-digest")) {
            boolean matches = checkField(name, message.fields().all(name), body);
            confirmed |= matches && signature.covered().contains(name);
        }
        if (!confirmed && BodyRule.mustCoverDigest(message, body)) {
            throw new Refusal(
                    Verdict.Reason.DIGEST_MISSING,
                    "the covered digest field is absent or in no known algorithm (expected: SHA-256 or SHA-512)");
        }
    }

    /** Whether the field holds at least one digest that we know. */
    private static boolean checkField(String name, List<String> lines, Body body) throws Refusal {
        StringTokenizer digests = new StringTokenizer(String.join(",", lines), ",");
        if (digests.countTokens() > MAX_DIGESTS) {
            throw Refusal.malformed(name + " lists more than " + MAX_DIGESTS + " digests");
        }
        boolean known = false;
        while (digests.hasMoreTokens()) {
            String digest = digests.nextToken().strip();
            int equals = digest.indexOf('=');
            if (equals < 0) {
                throw Refusal.malformed(name + " is " + Quoted.of(digest) + " (expected: algorithm=value)");
            }
            String algorithm =
                    ALGORITHMS.get(digest.substring(0, equals).strip().toLowerCase(Locale.ROOT));
            if (algorithm != null) {
                compare(name, algorithm, digest.substring(equals + 1).strip(), body);
                known = true;
            }
        }
        return known;
    }

    private static void compare(String name, String algorithm, String stated, Body body) throws Refusal {
        byte[] computed = digest(algorithm, body);
        if (!MessageDigest.isEqual(computed, decode(stated))) {
            throw new Refusal(
                    Verdict.Reason.DIGEST_MISMATCH,
                    name + " says " + algorithm + " " + Quoted.of(stated) + ", the " + body.length()
                            + " bytes received have " + Base64.getEncoder().encodeToString(computed));
        }
    }

    private static byte[] digest(String algorithm, Body body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(body.bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every JDK", e);
        }
    }

    // What is not base64 is no digest of anything, and compares as such.
    private static byte[] decode(String stated) {
        boolean wrapped = stated.length() >= 2 && stated.startsWith(":") && stated.endsWith(":");
        try {
            return Base64.getDecoder().decode(wrapped ? stated.substring(1, stated.length() - 1) : stated);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
