package dev.linkspan.httpsignatures;

import java.util.List;

/**
 * Why a request's signature verifies or not. The verdict is a verifier's own; the rest tells how it came about.
 *
 * @param verdict what a {@link RequestVerifier} of the same policy and clock says
 * @param signatures every signature of the request; one with nothing but its first check if there is none
 */
public record SignatureExplanation(Verdict verdict, List<ExplainedSignature> signatures) {

    /** Copies the list. */
    public SignatureExplanation {
        signatures = List.copyOf(signatures);
    }

    /** Whether the request is verified. */
    public boolean isVerified() {
        return verdict instanceof Verdict.Valid;
    }
}
