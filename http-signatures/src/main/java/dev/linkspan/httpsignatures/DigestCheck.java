package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/**
 * Recomputes what {@code Digest} (RFC 3230) and {@code Content-Digest} (RFC 9530) say of a body. Both fields list
 * {@code algorithm=value}; the newer one puts colons around the value. Every digest in an algorithm we know must match.
 */
final class DigestCheck {

    private static final List<String> FIELDS = List.of("digest", "content-digest");

    /** More digests than anyone sends; each costs a hash of the body. */
    private static final int MAX_DIGESTS = 4;

    private DigestCheck() {}

    static void check(VerificationPolicy policy, HttpMessage message, Body body, List<String> covered) throws Refusal {
        boolean confirmed = false;
        for (String name : FIELDS) {
            boolean inFields = matches(policy, name, message.fields(), body);
            boolean inTrailers = matches(policy, name, message.trailers(), body);
            confirmed |= inFields && covered.contains(name);
            confirmed |= inTrailers && covered.contains(inTrailers(name));
        }
        // Whoever covers a digest, or has to, wants the body covered: then it must be one that we can compute.
        if (!confirmed
                && (coversDigest(covered)
                        || BodyRule.mustCoverDigest(policy.coverage().floor(), message, body))) {
            throw new Refusal(
                    Verdict.Reason.DIGEST_MISSING,
                    "the covered digest field is absent or in no known algorithm (expected: " + names(policy) + ")");
        }
    }

    private static boolean coversDigest(List<String> covered) {
        return FIELDS.stream().anyMatch(name -> covered.contains(name) || covered.contains(inTrailers(name)));
    }

    private static String inTrailers(String name) {
        return ComponentIdentifier.field(name).tr().toString();
    }

    private static boolean matches(VerificationPolicy policy, String name, Fields fields, Body body) throws Refusal {
        List<String> lines = fields.all(name);
        if (lines.isEmpty()) {
            return false;
        }
        return name.equals("content-digest")
                ? checkStructured(policy, lines, body)
                : checkField(policy, name, lines, body);
    }

    // A request in the older grammar may come from a server that writes Content-Digest like Digest.
    private static boolean checkStructured(VerificationPolicy policy, List<String> lines, Body body) throws Refusal {
        Map<String, Member> members;
        try {
            members = StructuredFieldParser.parseDictionary(lines);
        } catch (StructuredFieldException e) {
            if (policy.schemes().contains(SignatureScheme.CAVAGE)) {
                return checkField(policy, "content-digest", lines, body);
            }
            throw Refusal.malformed("content-digest is not a structured dictionary " + e.getMessage());
        }
        boolean known = false;
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            Member member = members.get(algorithm.registeredName());
            if (member != null && policy.digests().contains(algorithm)) {
                if (!(member instanceof Item item) || !(item.value() instanceof BareItem.ByteSequence bytes)) {
                    throw Refusal.malformed(
                            "content-digest has no bytes between colons for " + algorithm.registeredName());
                }
                compare("content-digest", algorithm, bytes.base64(), body);
                known = true;
            }
        }
        return known;
    }

    private static String names(VerificationPolicy policy) {
        return policy.digests().stream()
                .map(DigestAlgorithm::upperCaseName)
                .sorted()
                .collect(Collectors.joining(" or "));
    }

    /** Whether the field holds at least one digest that the policy knows. */
    private static boolean checkField(VerificationPolicy policy, String name, List<String> lines, Body body)
            throws Refusal {
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
            Optional<DigestAlgorithm> algorithm =
                    DigestAlgorithm.named(digest.substring(0, equals).strip());
            if (algorithm.isPresent() && policy.digests().contains(algorithm.get())) {
                compare(name, algorithm.get(), digest.substring(equals + 1).strip(), body);
                known = true;
            }
        }
        return known;
    }

    private static void compare(String name, DigestAlgorithm algorithm, String stated, Body body) throws Refusal {
        byte[] computed = algorithm.digest(body);
        if (!MessageDigest.isEqual(computed, decode(stated))) {
            throw new Refusal(
                    Verdict.Reason.DIGEST_MISMATCH,
                    name + " says " + algorithm.upperCaseName() + " " + Quoted.of(stated) + ", the " + body.length()
                            + " bytes received have " + Base64.getEncoder().encodeToString(computed));
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
