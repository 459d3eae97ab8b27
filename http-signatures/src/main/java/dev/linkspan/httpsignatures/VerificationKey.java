package dev.linkspan.httpsignatures;

import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;

/**
 * A key to verify with, and whom it speaks for.
 *
 * @param keyId the id under which the key was asked for
 * @param key the public key, or the shared secret of {@code hmac-sha256}; a secret is never printed
 * @param controller the id of the actor that lists this key as its own; whoever made this record has checked that
 */
public record VerificationKey(String keyId, Key key, String controller) {

    /** Refuses a private key, which nobody needs to verify with. */
    public VerificationKey {
        if (key instanceof PrivateKey) {
            throw new IllegalArgumentException("key: private (expected: public, or a shared secret)");
        }
    }

    /** The public key; empty if the key is a shared secret. */
    public Optional<PublicKey> publicKey() {
        return key instanceof PublicKey publicKey ? Optional.of(publicKey) : Optional.empty();
    }

    /** Whose key it is, not the key itself: it may be a secret. */
    @Override
    public String toString() {
        return "VerificationKey[" + keyId + " of " + controller + "]";
    }
}
