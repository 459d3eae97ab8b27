package dev.linkspan.relay;

import dev.linkspan.httpsignatures.KeyFingerprint;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.SigningKey;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Objects;

/**
 * A key of the relay's actor.
 *
 * @param fragment what tells its id from the actor's id, without {@code #}; never given to another key
 * @param pair the key; never printed
 * @param since when it was made
 */
public record ActorKey(String fragment, KeyPair pair, Instant since) {

    /** The fragment of the first key; what every server of the fediverse calls it. */
    public static final String FIRST = "main-key";

    /** Enough of a fingerprint that no two keys share it. */
    private static final int FINGERPRINT_DIGITS = 16;

    /** Checks that the fragment can stand in an id. */
    public ActorKey {
        if (fragment.isEmpty()
                || !fragment.chars().allMatch(c -> c == '-' || (Character.isLetterOrDigit(c) && c < 0x80))) {
            throw new IllegalArgumentException("fragment: '" + fragment + "' (expected: letters, digits and -)");
        }
    }

    /**
     * A new RSA key of 2048 bits. Its id follows from the key itself: an id that stands for other material than before
     * would be refused wherever the old one is remembered by its id.
     */
    static ActorKey fresh(Instant now) {
        KeyPair pair = KeyPairs.rsa2048();
        String fingerprint = KeyFingerprint.of(pair.getPublic()).hex();
        return new ActorKey("key-" + fingerprint.substring(0, FINGERPRINT_DIGITS), pair, now);
    }

    /** Its id. */
    public String id(RelayIdentity identity) {
        return identity.actor() + "#" + fragment;
    }

    SigningKey signing(RelayIdentity identity) {
        return new SigningKey(id(identity), pair.getPrivate());
    }

    /** The same under the same name; the private half follows from the public one. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ActorKey key
                && key.fragment.equals(fragment)
                && key.since.equals(since)
                && key.pair.getPublic().equals(pair.getPublic());
    }

    @Override
    public int hashCode() {
        return Objects.hash(fragment, since);
    }

    /** Its public half only. */
    @Override
    public String toString() {
        return "ActorKey[" + fragment + ", " + KeyFingerprint.of(pair.getPublic()) + "]";
    }
}
