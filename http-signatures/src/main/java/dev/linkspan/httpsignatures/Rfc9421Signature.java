package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.security.Key;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A signature in the RFC 9421 grammar: one label's members of {@code Signature-Input} and {@code Signature}.
 *
 * @param algorithm the {@code alg} parameter; the key decides if absent
 */
record Rfc9421Signature(
        String keyId,
        Body signature,
        InnerList input,
        Optional<SignatureAlgorithm> algorithm,
        Instant created,
        Optional<Instant> expires)
        implements ParsedSignature {

    static Rfc9421Signature parse(String label, Member input, Optional<Member> signature) throws Refusal {
        if (!(input instanceof InnerList components)) {
            throw Refusal.malformed("Signature-Input " + label + " is not a list of components in parentheses");
        }
        if (components.items().size() > MAX_COMPONENTS) {
            throw Refusal.malformed("Signature-Input " + label + " covers more than " + MAX_COMPONENTS + " components");
        }
        if (!(signature.orElse(null) instanceof Item item) || !(item.value() instanceof BareItem.ByteSequence bytes)) {
            throw Refusal.malformed("Signature has no bytes for the label " + label + " of Signature-Input");
        }
        return new Rfc9421Signature(
                keyId(label, components),
                Body.of(Base64.getDecoder().decode(bytes.base64())),
                components,
                algorithm(label, components),
                time(label, components, "created")
                        .orElseThrow(() -> new Refusal(
                                Verdict.Reason.DATE_MISSING, "Signature-Input " + label + " has no created")),
                time(label, components, "expires"));
    }

    /** The {@code keyid} parameter of one label. */
    static String keyId(String label, InnerList components) throws Refusal {
        if (!(components.parameters().get("keyid").orElse(null) instanceof BareItem.StringItem keyId)
                || keyId.value().isEmpty()
                || keyId.value().length() > MAX_KEY_ID_CHARS) {
            throw Refusal.malformed("Signature-Input " + label + " has no keyid as a string of at most "
                    + MAX_KEY_ID_CHARS + " characters");
        }
        return keyId.value();
    }

    private static Optional<SignatureAlgorithm> algorithm(String label, InnerList components) throws Refusal {
        Optional<BareItem> alg = components.parameters().get("alg");
        if (alg.isEmpty()) {
            return Optional.empty();
        }
        if (!(alg.get() instanceof BareItem.StringItem name)) {
            throw Refusal.malformed("alg of Signature-Input " + label + " is not a string");
        }
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.named(name.value());
        if (algorithm.isEmpty()) {
            throw new Refusal(
                    Verdict.Reason.ALGORITHM_UNSUPPORTED,
                    "alg " + Quoted.of(name.value()) + " (expected: rsa-v1_5-sha256 or ed25519)");
        }
        return algorithm;
    }

    private static Optional<Instant> time(String label, InnerList components, String name) throws Refusal {
        Optional<BareItem> value = components.parameters().get(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof BareItem.IntegerItem seconds)) {
            throw Refusal.malformed(name + " of Signature-Input " + label + " is not an integer");
        }
        return Optional.of(Instant.ofEpochSecond(seconds.value()));
    }

    @Override
    public SignatureScheme scheme() {
        return SignatureScheme.RFC9421;
    }

    /** Plain names; a component with parameters in its full form, so that it cannot be taken for the plain one. */
    @Override
    public List<String> covered() {
        List<String> covered = new ArrayList<>();
        for (Item item : input.items()) {
            boolean plain = item.parameters().isEmpty();
            covered.add(
                    plain && item.value() instanceof BareItem.StringItem name
                            ? name.value()
                            : StructuredFieldSerializer.serialize(item));
        }
        return covered;
    }

    @Override
    public String statedAlgorithm() {
        return algorithm.map(SignatureAlgorithm::registeredName).orElse("none");
    }

    @Override
    public void checkCoverage(HttpMessage.Request message, Body body) throws Refusal {
        List<String> covered = covered();
        require(covered, covered.contains("@method"), "@method");
        require(covered, coversTarget(covered, message), "@target-uri");
        if (BodyRule.mustCoverDigest(message, body)) {
            require(covered, covered.contains("content-digest"), "content-digest");
        }
    }

    private static boolean coversTarget(List<String> covered, HttpMessage.Request message) {
        if (covered.contains("@target-uri")) {
            return true;
        }
        boolean authority = covered.contains("@authority") || covered.contains("host");
        boolean query = covered.contains("@query") || message.targetUri().getRawQuery() == null;
        return authority && (covered.contains("@request-target") || (covered.contains("@path") && query));
    }

    private static void require(List<String> covered, boolean isCovered, String what) throws Refusal {
        if (!isCovered) {
            throw new Refusal(
                    Verdict.Reason.COVERAGE_INSUFFICIENT,
                    "the signature covers " + Quoted.of(String.join(" ", covered)) + " (expected also: " + what + ")");
        }
    }

    @Override
    public List<Anchor> anchors(HttpMessage.Request message) {
        return List.of(new Anchor("created", created));
    }

    @Override
    public List<String> bases(HttpMessage.Request message) throws Refusal {
        return List.of(SignatureBase.of(message, input));
    }

    @Override
    public List<SignatureAlgorithm> algorithms(Key key) {
        if (algorithm.isPresent()) {
            return algorithm.get().fits(key) ? List.of(algorithm.get()) : List.of();
        }
        if (SignatureAlgorithm.ED25519.fits(key)) {
            return List.of(SignatureAlgorithm.ED25519);
        }
        if (SignatureAlgorithm.ECDSA_P256_SHA256.fits(key)) {
            return List.of(SignatureAlgorithm.ECDSA_P256_SHA256);
        }
        if (SignatureAlgorithm.ECDSA_P384_SHA384.fits(key)) {
            return List.of(SignatureAlgorithm.ECDSA_P384_SHA384);
        }
        // An RSA key does not tell the padding; WordPress takes SHA-512 for keys of 4096 bits and says nothing.
        return key instanceof RSAKey
                ? List.of(
                        SignatureAlgorithm.RSA_V1_5_SHA256,
                        SignatureAlgorithm.RSA_V1_5_SHA512,
                        SignatureAlgorithm.RSA_PSS_SHA512)
                : List.of();
    }
}
