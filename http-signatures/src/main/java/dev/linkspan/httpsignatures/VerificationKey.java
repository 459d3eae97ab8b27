package dev.linkspan.httpsignatures;

import java.security.PublicKey;

/**
 * A public key, and whom it speaks for.
 *
 * @param keyId the id under which the key was asked for
 * @param publicKey the key
 * @param controller the id of the actor that lists this key as its own; whoever made this record has checked that
 */
public record VerificationKey(String keyId, PublicKey publicKey, String controller) {}
