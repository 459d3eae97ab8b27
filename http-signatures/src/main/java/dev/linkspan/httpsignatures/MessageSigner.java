package dev.linkspan.httpsignatures;

import java.time.Instant;

/**
 * Signs requests and responses by RFC 9421. Given a message it returns the field lines to add; signatures that the
 * message carries already stay as they are, and may be covered ({@code "signature";key="sig1"}). Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-4.3">RFC 9421 §4.3</a>
 */
public interface MessageSigner {

    /** A signer that knows the registered structured fields. */
    static MessageSigner of(SigningProfile profile) {
        return of(profile, FieldTypes.registered());
    }

    /** A signer that knows structured fields of one's own, for {@code sf} and {@code key}. */
    static MessageSigner of(SigningProfile profile, FieldTypes types) {
        return new Rfc9421Signer(profile, types, SignatureProvider.fastest());
    }

    /**
     * The {@code Signature-Input} and {@code Signature} lines to add.
     *
     * @throws IllegalArgumentException if the message lacks a component, or has a signature of the profile's label
     */
    Fields sign(HttpMessage message, SigningKey key, Instant now);

    /**
     * The same with a {@code Content-Digest} line, which is covered whether or not the profile says so. A message that
     * has the field already is not given another.
     *
     * @throws IllegalArgumentException as above, or if the message has another {@code Content-Digest}
     */
    Fields sign(HttpMessage message, BodyDigest digest, SigningKey key, Instant now);
}
