package dev.linkspan.client;

import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;

/**
 * One way to sign a request. Every request is signed in exactly one: Mastodon picks RFC 9421 as soon as it sees
 * {@code Signature-Input}, so two in one request are not twice the chance. Thread-safe.
 *
 * @param scheme the grammar
 * @param signer signs in it
 */
public record Knock(SignatureScheme scheme, RequestSigner signer) {

    /** What people call it. */
    @Override
    public String toString() {
        return switch (scheme) {
            case CAVAGE -> "cavage";
            case RFC9421 -> "RFC 9421";
        };
    }
}
