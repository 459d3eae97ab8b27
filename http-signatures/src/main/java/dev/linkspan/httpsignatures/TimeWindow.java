package dev.linkspan.httpsignatures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a signature is neither too old nor from the future nor expired, by our clock. */
record TimeWindow(VerificationPolicy policy, Instant now) {

    /**
     * Checks the times of a signature. An {@code expires} that is not covered can only shorten its life: whoever caught
     * the request may have written it.
     */
    void check(List<ParsedSignature.Anchor> anchors, Optional<Instant> expires, boolean isCovered) throws Refusal {
        checkRule(expires.isPresent(), isCovered);
        Duration maxAge = expires.isPresent() && isCovered ? policy.time().maxAgeWithExpires() : policy.maxAge();
        for (ParsedSignature.Anchor anchor : anchors) {
            check(anchor, maxAge);
        }
        if (expires.isPresent() && now.isAfter(expires.get().plus(policy.time().expiryLeeway()))) {
            throw new Refusal(
                    Verdict.Reason.EXPIRED,
                    "the signature expired at " + expires.get() + ", " + seconds(expires.get(), now)
                            + " s before our clock's " + now);
        }
    }

    /** How far an instant is from our clock, for people. */
    String distance(Instant instant) {
        return instant.isAfter(now)
                ? seconds(now, instant) + " s ahead of our clock's " + now
                : seconds(instant, now) + " s before our clock's " + now;
    }

    private void checkRule(boolean expires, boolean isCovered) throws Refusal {
        TimeLimits.ExpiresRule rule = policy.time().expires();
        if (rule == TimeLimits.ExpiresRule.REQUIRED && !(expires && isCovered)) {
            throw new Refusal(Verdict.Reason.POLICY_UNMET, "the signature covers no expires, which we demand");
        }
        if (rule == TimeLimits.ExpiresRule.FORBIDDEN && expires) {
            throw new Refusal(Verdict.Reason.POLICY_UNMET, "the signature has expires, which we do not accept");
        }
    }

    private void check(ParsedSignature.Anchor anchor, Duration maxAge) throws Refusal {
        Instant made = anchor.instant();
        if (made.isBefore(now.minus(maxAge))) {
            throw outOfWindow(anchor, seconds(made, now) + " s before", maxAge);
        }
        if (made.isAfter(now.plus(policy.clockSkew()))) {
            throw outOfWindow(anchor, seconds(now, made) + " s ahead of", policy.clockSkew());
        }
    }

    private Refusal outOfWindow(ParsedSignature.Anchor anchor, String difference, Duration limit) {
        return new Refusal(
                Verdict.Reason.DATE_OUT_OF_WINDOW,
                anchor.source() + " says " + anchor.instant() + ", " + difference + " our clock's " + now
                        + " (expected: at most " + limit.toSeconds() + " s)");
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }
}
