package dev.linkspan.httpsignatures;

import java.time.Duration;

/**
 * How old a signature may be. Immutable.
 *
 * @param maxAge how long a signature without {@code expires} is accepted after its creation
 * @param maxAgeWithExpires the same for one that says itself when it ends, if that comes later
 * @param clockSkew how far a sender's clock may be ahead
 * @param expiryLeeway how long after {@code expires} a signature is still accepted, for clocks that are a little off
 * @param expires whether a signature has to say when it ends
 */
public record TimeLimits(
        Duration maxAge, Duration maxAgeWithExpires, Duration clockSkew, Duration expiryLeeway, ExpiresRule expires) {

    /** Whether a signature has to say when it ends. */
    public enum ExpiresRule {
        /** It may or may not. */
        OPTIONAL,
        /** It must. */
        REQUIRED,
        /** It must not. */
        FORBIDDEN
    }

    /** Checks that nothing is negative. */
    public TimeLimits {
        requirePositive("maxAge", maxAge);
        requirePositive("maxAgeWithExpires", maxAgeWithExpires);
        requirePositive("clockSkew", clockSkew);
        requirePositive("expiryLeeway", expiryLeeway);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0 or more)");
        }
    }

    /** These limits with another age, whether a signature has {@code expires} or not. */
    public TimeLimits withMaxAge(Duration age) {
        return new TimeLimits(age, age, clockSkew, expiryLeeway, expires);
    }

    /** These limits with another age for signatures that have {@code expires}. */
    public TimeLimits withMaxAgeWithExpires(Duration age) {
        return new TimeLimits(maxAge, age, clockSkew, expiryLeeway, expires);
    }

    /** These limits with another clock skew. */
    public TimeLimits withClockSkew(Duration skew) {
        return new TimeLimits(maxAge, maxAgeWithExpires, skew, expiryLeeway, expires);
    }

    /** These limits with another leeway after {@code expires}. */
    public TimeLimits withExpiryLeeway(Duration leeway) {
        return new TimeLimits(maxAge, maxAgeWithExpires, clockSkew, leeway, expires);
    }

    /** These limits with another demand on {@code expires}. */
    public TimeLimits withExpires(ExpiresRule rule) {
        return new TimeLimits(maxAge, maxAgeWithExpires, clockSkew, expiryLeeway, rule);
    }

    /** How long a signature counts at most after its creation. */
    Duration longest() {
        Duration age = maxAge.compareTo(maxAgeWithExpires) > 0 ? maxAge : maxAgeWithExpires;
        return age.plus(expiryLeeway);
    }
}
