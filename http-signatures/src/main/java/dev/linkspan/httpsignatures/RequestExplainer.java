package dev.linkspan.httpsignatures;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * Answers "why 401?": goes through the rules by which a {@link RequestVerifier} of the same policy judges, tells of each
 * what it saw, does not stop at the first that is broken, and tries which change would make a signature verify. For people
 * and tools; costs up to some thousand verifications, so do not call it for every request. Spends no nonce, so it cannot
 * tell of one that was used before. Thread-safe.
 */
public interface RequestExplainer {

    /** How many verifications are spent on the likely causes of one signature: some hundred milliseconds at most. */
    int MAX_TRIALS = 3_000;

    /** An explainer of this policy's verdicts. */
    static RequestExplainer of(VerificationPolicy policy, InstantSource clock) {
        return new StandardExplainer(policy, clock, SignatureProvider.fastest(), MAX_TRIALS);
    }

    /**
     * Explains a request.
     *
     * @param message the request as received
     * @param body the exact bytes of its body, empty if none
     * @param keys where to find keys; asked at most once for each key id and freshness
     * @param others keys that may have signed by mistake: of other actors, or earlier ones
     */
    SignatureExplanation explain(
            HttpMessage.Request message, Body body, KeyResolver keys, Collection<VerificationKey> others);

    /** The same without any other key in mind. */
    default SignatureExplanation explain(HttpMessage.Request message, Body body, KeyResolver keys) {
        return explain(message, body, keys, List.of());
    }
}
