package dev.linkspan.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a signature or proof that we make says beside who made it. All of it is signed. Immutable.
 *
 * @param created when it was made, to the second
 * @param expires when it ends to be good, to the second; never unless set
 * @param domain whom it is for, if not for everyone
 * @param nonce a value that is used once
 */
public record ProofOptions(
        Instant created, Optional<Instant> expires, Optional<String> domain, Optional<String> nonce) {

    /** How long Mastodon 4.7 lets its Linked Data signatures be good. */
    public static final Duration MASTODON_LIFETIME = Duration.ofDays(2);

    /** Made at this time, and good for ever. */
    public static ProofOptions createdAt(Instant created) {
        return new ProofOptions(created, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** As Mastodon 4.7 signs: good for {@link #MASTODON_LIFETIME}. */
    public static ProofOptions asMastodon(Instant created) {
        return createdAt(created).expiringAt(created.plus(MASTODON_LIFETIME));
    }

    /** The same, but expiring. */
    public ProofOptions expiringAt(Instant end) {
        return new ProofOptions(created, Optional.of(end), domain, nonce);
    }

    /** The same, but for this domain. */
    public ProofOptions forDomain(String name) {
        return new ProofOptions(created, expires, Optional.of(name), nonce);
    }

    /** The same, but with this nonce. */
    public ProofOptions withNonce(String value) {
        return new ProofOptions(created, expires, domain, Optional.of(value));
    }
}
