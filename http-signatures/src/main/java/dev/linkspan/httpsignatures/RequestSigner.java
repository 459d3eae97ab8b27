package dev.linkspan.httpsignatures;

import java.time.Instant;
import java.util.Collection;

/**
 * Signs requests. Given a message it returns the fields to add; the message's own fields may be covered too.
 * Implementations are immutable and thread-safe.
 */
public interface RequestSigner {

    /**
     * Signs by draft-cavage-12 in the one form that every known server accepts: {@code Host}, {@code Date},
     * {@code Digest} with a body, and {@code Signature} over {@code (request-target) host date digest}. RSA keys give
     * {@code rsa-sha256}; Ed25519 and P-256 keys {@code hs2019}, which few servers verify.
     */
    static RequestSigner cavage() {
        return cavage(CavageProfile.UNIVERSAL);
    }

    /**
     * Signs by draft-cavage-12 in another form. Of the covered fields, {@code Host}, {@code Date}, {@code Digest} and
     * {@code Content-Digest} are added unless the request has them; any other must be among its fields.
     */
    static RequestSigner cavage(CavageProfile profile) {
        return new CavageSigner(profile, SignatureProvider.fastest());
    }

    /**
     * Signs by RFC 9421 with the components that Mastodon demands: {@code Content-Digest} with a body,
     * {@code Signature-Input} and {@code Signature} with the label {@code sig1}.
     */
    static RequestSigner rfc9421() {
        return rfc9421(SigningProfile.FEDIVERSE);
    }

    /** Signs by RFC 9421 and covers these components, with {@code content-digest} if there is a body. */
    static RequestSigner rfc9421(ComponentIdentifier... components) {
        return rfc9421(SigningProfile.covering(components));
    }

    /**
     * Signs by RFC 9421 as a profile says. {@code content-digest} is covered if and only if there is a body;
     * {@code Host}, {@code Date} and {@code Content-Digest} are added if they are covered and not there yet.
     *
     * @see MessageSigner
     */
    static RequestSigner rfc9421(SigningProfile profile) {
        return new Rfc9421RequestSigner(profile, SignatureProvider.fastest());
    }

    /**
     * This signer, covering these fields, too; the requests that it signs must have them.
     *
     * @param fieldNames their names, in any case; those that are covered anyway make no difference
     */
    RequestSigner alsoCovering(Collection<String> fieldNames);

    /** The fields to add to a request without a body. */
    Fields sign(HttpMessage.Request message, SigningKey key, Instant now);

    /** The fields to add to a request with a body of this digest. */
    Fields sign(HttpMessage.Request message, BodyDigest digest, SigningKey key, Instant now);
}
