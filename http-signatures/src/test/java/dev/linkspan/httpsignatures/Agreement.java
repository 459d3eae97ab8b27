package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.SignatureCheck.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies a request, and insists that its explanation says the same: every test request proves it. */
final class Agreement {

    /** Likely causes are somebody else's test. */
    private static final int FEW_TRIALS = 5;

    private Agreement() {}

    static Verdict verify(
            VerificationPolicy policy, Instant now, HttpMessage.Request message, Body body, KeyResolver keys) {
        Map<List<Object>, KeyResolution> answers = new HashMap<>();
        Verdict verdict = RequestVerifier.of(policy, InstantSource.fixed(now))
                .verify(message, body, (keyId, freshness) -> {
                    KeyResolution answer = keys.resolve(keyId, freshness);
                    answers.put(List.of(keyId, freshness), answer);
                    return answer;
                });
        KeyResolver again = (keyId, freshness) -> answers.getOrDefault(
                List.of(keyId, freshness),
                new KeyResolution.Missing(KeyResolution.Reason.UNAVAILABLE, "nobody asked for it"));
        SignatureExplanation explanation = new StandardExplainer(
                        policy, InstantSource.fixed(now), SignatureProvider.fastest(), FEW_TRIALS)
                .explain(message, body, again);
        assertThat(explanation.verdict()).isEqualTo(verdict);
        assertAgrees(explanation, verdict);
        return verdict;
    }

    private static void assertAgrees(SignatureExplanation explanation, Verdict verdict) {
        boolean anyValid = explanation.signatures().stream().anyMatch(ExplainedSignature::isValid);
        assertThat(anyValid).as(explanation.toString()).isEqualTo(verdict instanceof Verdict.Valid);
        Optional<SignatureCheck> failure = explanation.signatures().getFirst().firstFailure();
        switch (verdict) {
            case Verdict.Valid valid -> assertThat(valid.covered()).isNotEmpty();
            case Verdict.Invalid invalid ->
                assertThat(failure.flatMap(SignatureCheck::reason)).contains(invalid.reason());
            case Verdict.KeyMissing missing -> {
                assertThat(failure.map(SignatureCheck::subject)).contains(Subject.KEY);
                assertThat(failure.map(SignatureCheck::detail))
                        .contains(missing.missing().detail());
            }
        }
    }
}
