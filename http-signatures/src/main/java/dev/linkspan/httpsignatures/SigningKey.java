package dev.linkspan.httpsignatures;

import java.security.PrivateKey;

/**
 * A private key and the name under which others find its public half. Thread-safe.
 *
 * @param keyId what goes into {@code keyId}, usually an actor's id with a fragment
 * @param privateKey the key; never printed
 */
public record SigningKey(String keyId, PrivateKey privateKey) {

    /** The key id only: a private key must not reach a log. */
    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
