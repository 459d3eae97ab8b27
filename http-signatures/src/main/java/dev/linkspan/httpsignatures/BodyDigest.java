package dev.linkspan.httpsignatures;

import java.util.Base64;

/**
 * The digest of a body, computed once and used for every request that carries the body. Immutable, thread-safe.
 *
 * @param algorithm how it was computed
 * @param base64 the digest in base64 with padding
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9530">RFC 9530</a>
 */
public record BodyDigest(DigestAlgorithm algorithm, String base64) {

    /** The SHA-256 digest of these bytes, which every receiver understands. */
    public static BodyDigest of(Body body) {
        return of(DigestAlgorithm.SHA_256, body);
    }

    /** The digest of these bytes. */
    public static BodyDigest of(DigestAlgorithm algorithm, Body body) {
        return new BodyDigest(algorithm, Base64.getEncoder().encodeToString(algorithm.digest(body)));
    }

    /** The value of a {@code Digest} field (RFC 3230), in upper case as most receivers insist. */
    public String digestField() {
        return algorithm.upperCaseName() + "=" + base64;
    }

    /**
     * The value of a {@code Content-Digest} field (RFC 9530 §2), or of {@code Repr-Digest} (§3) if the bytes are the
     * whole representation.
     */
    public String contentDigestField() {
        return algorithm.registeredName() + "=:" + base64 + ":";
    }
}
