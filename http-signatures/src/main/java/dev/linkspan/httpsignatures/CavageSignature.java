package dev.linkspan.httpsignatures;

import java.security.Key;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * A signature in the draft-cavage-12 grammar.
 *
 * @param covered names of the {@code headers} parameter in lower case, or its default
 * @param algorithm the {@code algorithm} parameter in lower case, {@code hs2019} if absent; the key decides in the end
 * @param created the {@code created} parameter
 * @param expires the {@code expires} parameter
 * @param expiresText the same as it stands in the field, which is what {@code (expires)} covers
 */
record CavageSignature(
        String keyId,
        Body signature,
        List<String> covered,
        String algorithm,
        Optional<Instant> created,
        Optional<Instant> expires,
        String expiresText)
        implements ParsedSignature {

    /** Pleroma's second name for the request target. */
    private static final String TARGET_ALIAS = "@request-target";

    private static final String TARGET = "(request-target)";
    private static final String CREATED = "(created)";
    private static final String EXPIRES = "(expires)";
    private static final Set<String> PSEUDO = Set.of(TARGET, CREATED, EXPIRES);
    private static final Set<String> KNOWN_ALGORITHMS =
            Set.of("hs2019", "rsa-sha256", "rsa-sha384", "rsa-sha512", "ecdsa-sha256", "ed25519", "ed25519-sha512");

    static CavageSignature parse(String field) throws Refusal {
        CavageParameters parameters = CavageParameters.parse(field);
        String keyId = CoveredFields.printable("keyId", parameters.require("keyId"));
        if (keyId.length() > MAX_KEY_ID_CHARS) {
            throw Refusal.malformed("keyId has " + keyId.length() + " characters (expected: at most 2048)");
        }
        Body signature = base64(parameters.require("signature"));
        // The draft's default, which no policy accepts: it leaves out the host.
        List<String> covered = covered(parameters.get("headers").orElse(CREATED));
        String algorithm = parameters.get("algorithm").orElse("hs2019").toLowerCase(Locale.ROOT);
        if (!KNOWN_ALGORITHMS.contains(algorithm)) {
            throw new Refusal(
                    Verdict.Reason.ALGORITHM_UNSUPPORTED,
                    "algorithm " + Quoted.of(algorithm) + " (expected: rsa-sha256 or hs2019)");
        }
        Optional<String> created = parameters.get("created");
        Optional<String> expires = parameters.get("expires");
        return new CavageSignature(
                keyId,
                signature,
                covered,
                algorithm,
                created.isPresent() ? Optional.of(seconds("created", created.get())) : Optional.empty(),
                expires.isPresent() ? Optional.of(seconds("expires", expires.get())) : Optional.empty(),
                expires.orElse(""));
    }

    private static Body base64(String text) throws Refusal {
        try {
            return Body.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed("signature is not base64: " + Quoted.of(text));
        }
    }

    private static List<String> covered(String headers) throws Refusal {
        List<String> names = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(headers.toLowerCase(Locale.ROOT), " \t");
        while (words.hasMoreTokens()) {
            String name = words.nextToken();
            if (name.startsWith("(") && !PSEUDO.contains(name)) {
                throw Refusal.malformed("headers names the unknown " + Quoted.of(name));
            }
            if (names.contains(name)) {
                throw Refusal.malformed("headers names " + Quoted.of(name) + " twice");
            }
            names.add(CoveredFields.printable("headers", name));
            if (names.size() > MAX_COMPONENTS) {
                throw Refusal.malformed("headers names more than " + MAX_COMPONENTS + " fields");
            }
        }
        if (names.isEmpty()) {
            throw Refusal.malformed("headers is empty");
        }
        return List.copyOf(names);
    }

    // The draft allows a fraction for expires only; whole seconds are enough to judge it.
    private static Instant seconds(String name, String value) throws Refusal {
        int point = name.equals("expires") ? value.indexOf('.') : -1;
        String whole = point < 0 ? value : value.substring(0, point);
        String fraction = point < 0 ? "0" : value.substring(point + 1);
        if (whole.length() > 12 || !isNumber(whole) || !isNumber(fraction)) {
            throw Refusal.malformed(name + " is " + Quoted.of(value) + " (expected: seconds since 1970)");
        }
        return Instant.ofEpochSecond(Long.parseLong(whole));
    }

    private static boolean isNumber(String digits) {
        return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public SignatureScheme scheme() {
        return SignatureScheme.CAVAGE;
    }

    @Override
    public String statedAlgorithm() {
        return algorithm;
    }

    @Override
    public void checkCoverage(HttpMessage.Request message, Body body) throws Refusal {
        require(covered.contains("host"), "host");
        require(covered.contains("date") || covered.contains(CREATED), "date or (created)");
        boolean digest = covered.contains("digest") || covered.contains("content-digest");
        if (BodyRule.mustCoverDigest(message, body)) {
            // Mastodon's floor: with the digest covered, a POST may leave out the request target.
            require(digest, "digest");
        } else {
            require(covered.contains(TARGET) || covered.contains(TARGET_ALIAS), TARGET);
        }
    }

    private void require(boolean isCovered, String what) throws Refusal {
        if (!isCovered) {
            throw new Refusal(
                    Verdict.Reason.COVERAGE_INSUFFICIENT,
                    "the signature covers " + Quoted.of(String.join(" ", covered)) + " (expected also: " + what + ")");
        }
    }

    @Override
    public List<Anchor> anchors(HttpMessage.Request message) throws Refusal {
        List<Anchor> anchors = new ArrayList<>();
        if (covered.contains(CREATED)) {
            anchors.add(new Anchor(
                    "created",
                    created.orElseThrow(() -> dateMissing("(created) is covered, but" + " Signature has no created"))));
        }
        if (covered.contains("date")) {
            anchors.add(new Anchor("Date", date(message.fields().all("date"))));
        }
        return anchors;
    }

    private static Instant date(List<String> lines) throws Refusal {
        if (lines.size() != 1) {
            throw dateMissing("the request has " + lines.size() + " Date fields (expected: 1)");
        }
        return HttpDate.parse(lines.get(0))
                .orElseThrow(() -> dateMissing(
                        "Date is " + Quoted.of(lines.get(0)) + " (expected: as in Sun, 06 Nov 1994 08:49:37 GMT)"));
    }

    private static Refusal dateMissing(String detail) {
        return new Refusal(Verdict.Reason.DATE_MISSING, detail);
    }

    @Override
    public List<String> bases(HttpMessage.Request message) throws Refusal {
        String signed = base(message, message.requestTarget());
        boolean targetMatters = covered.contains(TARGET) || covered.contains(TARGET_ALIAS);
        if (!targetMatters || message.targetUri().getRawQuery() == null) {
            return List.of(signed);
        }
        // Some senders sign the path without the query; Mastodon and Pleroma try both, and so do we.
        return List.of(signed, base(message, message.path()));
    }

    private String base(HttpMessage.Request message, String target) throws Refusal {
        StringBuilder base = new StringBuilder();
        for (String name : covered) {
            base.append(base.isEmpty() ? "" : "\n").append(name).append(": ").append(value(message, name, target));
        }
        return base.toString();
    }

    private String value(HttpMessage.Request message, String name, String target) throws Refusal {
        return switch (name) {
            case TARGET, TARGET_ALIAS ->
                CoveredFields.printable(name, message.method().toLowerCase(Locale.ROOT) + " " + target);
            case CREATED ->
                created.map(instant -> Long.toString(instant.getEpochSecond())).orElse("");
            case EXPIRES -> {
                if (expires.isEmpty()) {
                    throw Refusal.malformed("(expires) is covered, but Signature has no expires");
                }
                yield expiresText;
            }
            default -> CoveredFields.value(message, name);
        };
    }

    @Override
    public List<SignatureAlgorithm> algorithms(Key key) {
        if (SignatureAlgorithm.ED25519.fits(key)) {
            return List.of(SignatureAlgorithm.ED25519);
        }
        if (SignatureAlgorithm.ECDSA_P256_SHA256.fits(key)) {
            return List.of(SignatureAlgorithm.ECDSA_P256_SHA256);
        }
        if (SignatureAlgorithm.ECDSA_P384_SHA384.fits(key)) {
            return List.of(SignatureAlgorithm.ECDSA_P384_SHA384);
        }
        if (!(key instanceof RSAKey rsa)) {
            return List.of();
        }
        return switch (algorithm) {
            case "rsa-sha256" -> List.of(SignatureAlgorithm.RSA_V1_5_SHA256);
            case "rsa-sha384" -> List.of(SignatureAlgorithm.RSA_V1_5_SHA384);
            case "rsa-sha512" -> List.of(SignatureAlgorithm.RSA_V1_5_SHA512);
            // hs2019 hides the hash: nearly all mean SHA-256, WordPress chooses by the size of the key.
            default ->
                rsa.getModulus().bitLength() < 3072
                        ? List.of(SignatureAlgorithm.RSA_V1_5_SHA256, SignatureAlgorithm.RSA_V1_5_SHA512)
                        : List.of(
                                SignatureAlgorithm.RSA_V1_5_SHA256,
                                SignatureAlgorithm.RSA_V1_5_SHA512,
                                SignatureAlgorithm.RSA_V1_5_SHA384);
        };
    }
}
