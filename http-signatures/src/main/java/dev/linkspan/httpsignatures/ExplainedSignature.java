package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.SignatureCheck.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One signature of a request, rule by rule.
 *
 * @param label the label in RFC 9421; empty in draft-cavage, which has none
 * @param scheme the grammar, if a signature was found
 * @param keyId the key that it names, if it parses
 * @param covered the covered components in their order, if it parses
 * @param algorithm the algorithm that it states, if it parses; {@code none} if it states none
 * @param made when it was made, by its own account
 * @param checks the rules in the order in which a verifier asks; after a failure it goes on wherever it can
 * @param signatureBase the string that was verified against, if it could be made
 * @param key the key, if it was to be had
 * @param likelyCauses with which changes it would verify, most likely first; none if it verifies
 */
public record ExplainedSignature(
        String label,
        Optional<SignatureScheme> scheme,
        Optional<String> keyId,
        List<String> covered,
        Optional<String> algorithm,
        Optional<Instant> made,
        List<SignatureCheck> checks,
        Optional<String> signatureBase,
        Optional<VerificationKey> key,
        List<LikelyCause> likelyCauses) {

    /** Copies the lists. */
    public ExplainedSignature {
        covered = List.copyOf(covered);
        checks = List.copyOf(checks);
        likelyCauses = List.copyOf(likelyCauses);
    }

    /** Whether every rule is kept. */
    public boolean isValid() {
        return checks.stream().allMatch(check -> check.outcome() == Outcome.PASSED || check.outcome() == Outcome.NOTE);
    }

    /** The first broken rule, which is the one that a verifier names. */
    public Optional<SignatureCheck> firstFailure() {
        return checks.stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .findFirst();
    }

    /** The lines of the signature base, with white space and whatever else hides made visible; none without a base. */
    public List<String> visibleBase() {
        return signatureBase.map(VisibleText::lines).orElse(List.of());
    }
}
