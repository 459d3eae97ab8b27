package dev.linkspan.httpsignatures;

import java.time.Duration;

/**
 * What a verified request must satisfy. Immutable, thread-safe.
 *
 * @param maxAge how long a signature is accepted after its creation; 1 hour in the preset: long enough for a sender's
 *     delivery queue, short enough to bound replay
 * @param clockSkew how far a sender's clock may be ahead; 1 hour in the preset, as Mastodon's
 * @param minRsaBits the smallest RSA modulus, in bits; 2048 in the preset
 */
public record VerificationPolicy(Duration maxAge, Duration clockSkew, int minRsaBits) {

    /** What the fediverse's servers send, and no less than Mastodon demands. */
    public static final VerificationPolicy FEDIVERSE =
            new VerificationPolicy(Duration.ofHours(1), Duration.ofHours(1), 2048);
}
