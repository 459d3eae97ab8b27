package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.SignatureCheck.Subject;
import dev.linkspan.httpsignatures.structured.Member;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets the verifier judge, and examines each signature with the verifier's own steps to tell why. */
final class StandardExplainer implements RequestExplainer {

    private final VerificationPolicy policy;
    private final InstantSource clock;
    private final SignatureProvider provider;
    private final int maxTrials;

    /** Looks for likely causes with at most so many verifications for each signature. */
    StandardExplainer(VerificationPolicy policy, InstantSource clock, SignatureProvider provider, int maxTrials) {
        // A nonce is spent by whoever accepts the request, not by who explains it.
        this.policy = policy.nonces().isEmpty()
                ? policy
                : policy.withNonces((keyId, nonce, until) -> NonceRule.Answer.ACCEPTED);
        this.clock = clock;
        this.provider = provider;
        this.maxTrials = maxTrials;
    }

    /** What is the same for all signatures of a request. */
    record Scene(
            HttpMessage.Request message,
            Body body,
            KeyResolver keys,
            List<VerificationKey> others,
            VerificationPolicy policy,
            Instant now,
            SignatureProvider provider,
            int maxTrials) {}

    @Override
    public SignatureExplanation explain(
            HttpMessage.Request message, Body body, KeyResolver keys, Collection<VerificationKey> others) {
        Instant now = clock.instant();
        KeyResolver remembered = new RememberedKeys(keys);
        Verdict verdict =
                new StandardVerifier(policy, InstantSource.fixed(now), provider).verify(message, body, remembered);
        Scene scene = new Scene(message, body, remembered, List.copyOf(others), policy, now, provider, maxTrials);
        return new SignatureExplanation(verdict, signatures(scene));
    }

    private static List<ExplainedSignature> signatures(Scene scene) {
        return switch (SignatureFields.scheme(scene.message())) {
            case CAVAGE -> List.of(cavage(scene));
            case RFC9421 -> rfc9421(scene);
        };
    }

    private static ExplainedSignature cavage(Scene scene) {
        Examination examination = new Examination(scene, "", SignatureScheme.CAVAGE);
        try {
            CavageSignature signature = SignatureFields.cavage(scene.message());
            examination.passed(
                    Subject.FIELD,
                    scene.message().fields().contains("Signature")
                            ? "Signature, in the grammar of draft-cavage-12"
                            : "Authorization: Signature, in the grammar of draft-cavage-12");
            return examination.examine(signature);
        } catch (Refusal refusal) {
            if (refusal.verdict().reason() == Verdict.Reason.SIGNATURE_MISSING) {
                return examination.broken(Subject.FIELD, refusal);
            }
            examination.passed(Subject.FIELD, "Signature without Signature-Input: draft-cavage-12");
            return examination.broken(Subject.PARAMETERS, refusal);
        }
    }

    private static List<ExplainedSignature> rfc9421(Scene scene) {
        Map<String, Member> signatures;
        Map<String, Member> inputs;
        try {
            inputs = SignatureFields.inputs(scene.message());
            signatures = SignatureFields.signatures(scene.message());
        } catch (Refusal refusal) {
            return List.of(new Examination(scene, "", SignatureScheme.RFC9421).broken(Subject.FIELD, refusal));
        }
        List<ExplainedSignature> explained = new ArrayList<>();
        for (Map.Entry<String, Member> input : inputs.entrySet()) {
            String label = input.getKey();
            Examination examination = new Examination(scene, label, SignatureScheme.RFC9421);
            examination.passed(Subject.FIELD, "Signature-Input and Signature, label " + label + ", RFC 9421");
            try {
                Optional<Member> signature = Optional.ofNullable(signatures.get(label));
                SignatureInput stated = Rfc9421Signature.input(label, input.getValue());
                explained.add(
                        examination.examine(Rfc9421Signature.parse(label, stated, signature, FieldTypes.registered())));
            } catch (Refusal refusal) {
                explained.add(examination.broken(Subject.PARAMETERS, refusal));
            }
        }
        return explained;
    }
}
