package dev.linkspan.httpsignatures;

import java.util.Optional;

/**
 * One rule of verification, and how a signature fared by it.
 *
 * @param subject what was looked at
 * @param outcome how it ended
 * @param detail a sentence with what was seen and what was expected
 * @param reason the reason that a verifier would give; only if the check failed, and not if the key was not to be had
 */
public record SignatureCheck(Subject subject, Outcome outcome, String detail, Optional<Verdict.Reason> reason) {

    /** What a check looks at, in the order in which a verifier asks. */
    public enum Subject {
        /** Whether there is a signature, and in which grammar. */
        FIELD,
        /** Whether the signature's parameters parse. */
        PARAMETERS,
        /** Whether all is covered that must be. */
        COVERAGE,
        /** Whether the request was meant for this host. */
        HOST,
        /** Whether the signature is neither too old nor from the future nor expired. */
        CLOCK,
        /** Whether the digest is that of the body. */
        DIGEST,
        /** Whether all that is covered is there, so that the signature base can be made. */
        BASE,
        /** Whether the key is to be had. */
        KEY,
        /** Whether the key is strong enough. */
        STRENGTH,
        /** Whether the stated algorithm fits the key. */
        ALGORITHM,
        /** Whether the key signed the signature base. */
        SIGNATURE
    }

    /** How a check ended. */
    public enum Outcome {
        /** The rule is kept. */
        PASSED,
        /** The rule is broken. */
        FAILED,
        /** Something before it failed without which it cannot be asked. */
        NOT_REACHED,
        /** Not a rule: something worth knowing. */
        NOTE
    }

    static SignatureCheck passed(Subject subject, String detail) {
        return new SignatureCheck(subject, Outcome.PASSED, detail, Optional.empty());
    }

    static SignatureCheck failed(Subject subject, Verdict.Invalid invalid) {
        return new SignatureCheck(subject, Outcome.FAILED, invalid.detail(), Optional.of(invalid.reason()));
    }

    static SignatureCheck notReached(Subject subject, String detail) {
        return new SignatureCheck(subject, Outcome.NOT_REACHED, detail, Optional.empty());
    }

    static SignatureCheck note(Subject subject, String detail) {
        return new SignatureCheck(subject, Outcome.NOTE, detail, Optional.empty());
    }
}
