package dev.linkspan.httpsignatures;

import java.util.Optional;

/** Ends the verification of one signature at the rule that fails. Never leaves the package. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Verdict.Invalid verdict;

    Refusal(Verdict.Reason reason, String detail) {
        this(new Verdict.Invalid(reason, detail, Optional.empty()));
    }

    Refusal(Verdict.Invalid verdict) {
        // No stack trace: a stranger decides how often this happens.
        super(verdict.detail(), null, false, false);
        this.verdict = verdict;
    }

    static Refusal malformed(String detail) {
        return new Refusal(Verdict.Reason.SIGNATURE_MALFORMED, detail);
    }

    Verdict.Invalid verdict() {
        return verdict;
    }
}
