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
 * @param base what is signed
 */
record CavageSignature(
        String keyId,
        Body signature,
        List<String> covered,
        String algorithm,
        Optional<Instant> created,
        Optional<Instant> expires,
        CavageBase base)
        implements ParsedSignature<HttpMessage.Request> {

    private static final String SHARED_SECRET = "hmac-sha256";

    /** ecdsa-sha384 and rsa-sha384 are in no registry, but mean one thing only. */
    private static final Set<String> KNOWN_ALGORITHMS = Set.of(
            "hs2019",
            "rsa-sha256",
            "rsa-sha384",
            "rsa-sha512",
            "ecdsa-sha256",
            "ecdsa-sha384",
            "ed25519",
            "ed25519-sha512",
            SHARED_SECRET);

    private static final List<SignatureAlgorithm> OF_OTHER_KEYS = List.of(
            SignatureAlgorithm.ED25519,
            SignatureAlgorithm.ECDSA_P256_SHA256,
            SignatureAlgorithm.ECDSA_P384_SHA384,
            SignatureAlgorithm.HMAC_SHA256);

    /** hs2019 hides the hash: nearly all mean RSA-SHA256, the draft means PSS. */
    private static final List<SignatureAlgorithm> RSA_HS2019 = List.of(
            SignatureAlgorithm.RSA_V1_5_SHA256, SignatureAlgorithm.RSA_V1_5_SHA512, SignatureAlgorithm.RSA_PSS_SHA512);

    /** WordPress chooses the hash by the size of the key. */
    private static final List<SignatureAlgorithm> LARGE_RSA_HS2019 = List.of(
            SignatureAlgorithm.RSA_V1_5_SHA256,
            SignatureAlgorithm.RSA_V1_5_SHA512,
            SignatureAlgorithm.RSA_V1_5_SHA384,
            SignatureAlgorithm.RSA_PSS_SHA512);

    static CavageSignature parse(String field) throws Refusal {
        CavageParameters parameters = CavageParameters.parse(field);
        String keyId = CoveredFields.printable("keyId", parameters.require("keyId"));
        if (keyId.length() > MAX_KEY_ID_CHARS) {
            throw Refusal.malformed("keyId has " + keyId.length() + " characters (expected: at most 2048)");
        }
        Body signature = base64(parameters.require("signature"));
        // The draft's default, which no policy accepts: it leaves out the host.
        List<String> covered = covered(parameters.get("headers").orElse(CavageBase.CREATED));
        String algorithm = parameters.get("algorithm").orElse("hs2019").toLowerCase(Locale.ROOT);
        if (!KNOWN_ALGORITHMS.contains(algorithm)) {
            throw new Refusal(
                    Verdict.Reason.ALGORITHM_UNSUPPORTED,
                    "algorithm " + Quoted.of(algorithm) + " (expected: rsa-sha256 or hs2019)");
        }
        boolean namesTimes = parameters.get("headers").isPresent()
                && (covered.contains(CavageBase.CREATED) || covered.contains(CavageBase.EXPIRES));
        if (namesTimes && forbidsTimes(algorithm)) {
            throw Refusal.malformed("headers names (created) or (expires), which draft-cavage-12 §2.3 forbids with "
                    + Quoted.of(algorithm) + " (expected: hs2019)");
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
                new CavageBase(covered, created.orElse(""), expires.orElse("")));
    }

    /** Whether {@code (created)} and {@code (expires)} must not be covered with this {@code algorithm} parameter. */
    static boolean forbidsTimes(String algorithm) {
        return algorithm.startsWith("rsa") || algorithm.startsWith("hmac") || algorithm.startsWith("ecdsa");
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
            if (name.startsWith("(") && !CavageBase.PSEUDO_FIELDS.contains(name)) {
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
    public Optional<String> nonce() {
        return Optional.empty();
    }

    @Override
    public String statedAlgorithm() {
        return algorithm;
    }

    @Override
    public void checkCoverage(VerificationPolicy policy, HttpMessage.Request message, Body body) throws Refusal {
        if (algorithm.equals(SHARED_SECRET) && !policy.algorithms().contains(SignatureAlgorithm.HMAC_SHA256)) {
            throw new Refusal(
                    Verdict.Reason.ALGORITHM_UNSUPPORTED,
                    "our policy does not accept the shared secret of hmac-sha256");
        }
        switch (policy.coverage().floor()) {
            case WHOLE_MESSAGE -> checkWholeMessage(message, body);
            case MASTODON -> checkAsMastodon(message, body);
            case NOTHING -> {}
        }
        // Whatever else a policy leaves open: a signature without a time counts for ever.
        require(covered.contains("date") || covered.contains(CavageBase.CREATED), "date or (created)");
    }

    private void checkWholeMessage(HttpMessage.Request message, Body body) throws Refusal {
        require(covered.contains("host"), "host");
        boolean needsDigest = BodyRule.mustCoverDigest(Coverage.Floor.WHOLE_MESSAGE, message, body);
        if (needsDigest) {
            require(covered.contains("digest") || covered.contains("content-digest"), "digest");
        }
        // Mastodon's floor: with the digest covered, a POST may leave out the request target. Other methods may not, or
        // what was posted could be turned into a deletion.
        if (!needsDigest || !BodyRule.isPost(message)) {
            require(base.coversTarget(), CavageBase.TARGET);
        }
    }

    // Mastodon knows neither Pleroma's name for the target nor Content-Digest here, and asks for Host on a GET only.
    private void checkAsMastodon(HttpMessage.Request message, Body body) throws Refusal {
        boolean digest = covered.contains("digest");
        require(digest || covered.contains(CavageBase.TARGET), "(request-target) or digest");
        require(covered.contains("host") || !message.method().equalsIgnoreCase("GET"), "host");
        require(digest || !BodyRule.mustCoverDigest(Coverage.Floor.MASTODON, message, body), "digest");
    }

    private void require(boolean isCovered, String what) throws Refusal {
        if (!isCovered) {
            throw new Refusal(
                    Verdict.Reason.COVERAGE_INSUFFICIENT,
                    "the signature covers " + Quoted.of(String.join(" ", covered)) + " (expected also: " + what + ")");
        }
    }

    @Override
    public boolean coversExpires() {
        return covered.contains(CavageBase.EXPIRES);
    }

    @Override
    public List<Anchor> anchors(HttpMessage.Request message) throws Refusal {
        List<Anchor> anchors = new ArrayList<>();
        if (covered.contains(CavageBase.CREATED)) {
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
        String signed = base.of(message, message.requestTarget());
        if (!base.coversTarget() || message.targetUri().getRawQuery() == null) {
            return List.of(signed);
        }
        // Some senders sign the path without the query; Mastodon and Pleroma try both, and so do we.
        return List.of(signed, base.of(message, message.path()));
    }

    @Override
    public List<SignatureAlgorithm> algorithms(Key key) {
        if (key instanceof RSAKey rsa) {
            return rsaAlgorithms(rsa, key);
        }
        for (SignatureAlgorithm other : OF_OTHER_KEYS) {
            if (other.fits(key)) {
                return List.of(other);
            }
        }
        return List.of();
    }

    private List<SignatureAlgorithm> rsaAlgorithms(RSAKey rsa, Key key) {
        if (!SignatureAlgorithm.RSA_V1_5_SHA256.fits(key)) {
            return List.of(SignatureAlgorithm.RSA_PSS_SHA512);
        }
        return switch (algorithm) {
            case "rsa-sha256" -> List.of(SignatureAlgorithm.RSA_V1_5_SHA256);
            case "rsa-sha384" -> List.of(SignatureAlgorithm.RSA_V1_5_SHA384);
            case "rsa-sha512" -> List.of(SignatureAlgorithm.RSA_V1_5_SHA512);
            default -> rsa.getModulus().bitLength() < 3072 ? RSA_HS2019 : LARGE_RSA_HS2019;
        };
    }
}
