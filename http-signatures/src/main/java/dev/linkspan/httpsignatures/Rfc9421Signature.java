package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import java.security.Key;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A signature in the RFC 9421 grammar: one label's members of {@code Signature-Input} and {@code Signature}.
 *
 * @param covered plain names; a component with parameters in its full form, so that it cannot be taken for the plain one
 * @param algorithm the {@code alg} parameter; the key decides if absent
 * @param types the structured fields that the verifier knows
 */
record Rfc9421Signature(
        String keyId,
        Body signature,
        SignatureInput input,
        List<String> covered,
        Optional<SignatureAlgorithm> algorithm,
        Instant created,
        FieldTypes types)
        implements ParsedSignature<HttpMessage> {

    private static final List<SignatureAlgorithm> BY_KEY = List.of(
            SignatureAlgorithm.ED25519,
            SignatureAlgorithm.ECDSA_P256_SHA256,
            SignatureAlgorithm.ECDSA_P384_SHA384,
            SignatureAlgorithm.HMAC_SHA256,
            SignatureAlgorithm.RSA_PSS_SHA512); // left for keys of its own kind

    // An RSA key does not tell the padding; WordPress takes SHA-512 for keys of 4096 bits and says nothing.
    private static final List<SignatureAlgorithm> BY_RSA_KEY = List.of(
            SignatureAlgorithm.RSA_V1_5_SHA256, SignatureAlgorithm.RSA_V1_5_SHA512, SignatureAlgorithm.RSA_PSS_SHA512);

    /** What one label of {@code Signature-Input} says. */
    static SignatureInput input(String label, Member member) throws Refusal {
        if (member instanceof InnerList list && list.items().size() > MAX_COMPONENTS) {
            throw Refusal.malformed(
                    "Signature-Input " + Quoted.label(label) + " covers more than " + MAX_COMPONENTS + " components");
        }
        try {
            return SignatureInput.of(member);
        } catch (StructuredFieldException e) {
            throw Refusal.malformed("Signature-Input " + Quoted.label(label) + " " + e.getMessage());
        }
    }

    static Rfc9421Signature parse(String label, SignatureInput input, Optional<Member> signature, FieldTypes types)
            throws Refusal {
        if (!(signature.orElse(null) instanceof Item item) || !(item.value() instanceof BareItem.ByteSequence bytes)) {
            throw Refusal.malformed(
                    "Signature has no bytes for the label " + Quoted.label(label) + " of Signature-Input");
        }
        String keyId = keyId(label, input);
        Optional<SignatureAlgorithm> algorithm = algorithm(input);
        Instant created = input.created()
                .orElseThrow(() -> new Refusal(
                        Verdict.Reason.DATE_MISSING, "Signature-Input " + Quoted.label(label) + " has no created"));
        return new Rfc9421Signature(keyId, Body.of(bytes.decoded()), input, covered(input), algorithm, created, types);
    }

    /** The {@code keyid} parameter of one label. */
    static String keyId(String label, SignatureInput input) throws Refusal {
        Optional<String> keyId = input.keyid();
        if (keyId.isEmpty() || keyId.get().isEmpty() || keyId.get().length() > MAX_KEY_ID_CHARS) {
            throw Refusal.malformed("Signature-Input " + Quoted.label(label) + " has no keyid as a string of at most "
                    + MAX_KEY_ID_CHARS + " characters");
        }
        return keyId.get();
    }

    private static Optional<SignatureAlgorithm> algorithm(SignatureInput input) throws Refusal {
        Optional<String> name = input.alg();
        Optional<SignatureAlgorithm> algorithm = name.flatMap(SignatureAlgorithm::named);
        if (name.isPresent() && algorithm.isEmpty()) {
            throw new Refusal(
                    Verdict.Reason.ALGORITHM_UNSUPPORTED,
                    "alg " + Quoted.of(name.get()) + " (expected: rsa-v1_5-sha256 or ed25519)");
        }
        return algorithm;
    }

    private static List<String> covered(SignatureInput input) {
        List<String> covered = new ArrayList<>(input.components().size());
        for (ComponentIdentifier component : input.components()) {
            covered.add(component.parameters().isEmpty() ? component.name() : component.toString());
        }
        return List.copyOf(covered);
    }

    @Override
    public SignatureScheme scheme() {
        return SignatureScheme.RFC9421;
    }

    @Override
    public String statedAlgorithm() {
        return algorithm.map(SignatureAlgorithm::registeredName).orElse("none");
    }

    @Override
    public void checkCoverage(VerificationPolicy policy, HttpMessage message, Body body) throws Refusal {
        new CoverageCheck(policy.coverage(), covered).check(message, body);
    }

    @Override
    public List<Anchor> anchors(HttpMessage message) {
        return List.of(new Anchor("created", created));
    }

    @Override
    public Optional<Instant> expires() {
        return input.expires();
    }

    /** Always: the parameters are part of what is signed (RFC 9421 §2.3). */
    @Override
    public boolean coversExpires() {
        return true;
    }

    @Override
    public Optional<String> nonce() {
        return input.nonce();
    }

    @Override
    public List<String> bases(HttpMessage message) throws Refusal {
        return switch (SignatureBase.of(message, input, types)) {
            case SignatureBase.Complete complete -> List.of(complete.text());
            case SignatureBase.Incomplete incomplete -> throw Refusal.malformed(incomplete.reason());
        };
    }

    @Override
    public List<SignatureAlgorithm> algorithms(Key key) {
        if (algorithm.isPresent()) {
            return algorithm.get().fits(key) ? List.of(algorithm.get()) : List.of();
        }
        if (key instanceof RSAKey && SignatureAlgorithm.RSA_V1_5_SHA256.fits(key)) {
            return BY_RSA_KEY;
        }
        for (SignatureAlgorithm candidate : BY_KEY) {
            if (candidate.fits(key)) {
                return List.of(candidate);
            }
        }
        return List.of();
    }
}
