package dev.linkspan.httpsignatures;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The SHA-256 digest of a body, computed once and used for every request that carries the body. Immutable, thread-safe.
 *
 * @param base64 the digest in base64 with padding
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9530">RFC 9530</a>
 */
public record BodyDigest(String base64) {

    /** The digest of these bytes. */
    public static BodyDigest of(Body body) {
        try {
            return new BodyDigest(Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body.bytes())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /** The value of a {@code Digest} field (RFC 3230), in upper case as most receivers insist. */
    public String digestField() {
        return "SHA-256=" + base64;
    }

    /** The value of a {@code Content-Digest} field (RFC 9530 §2). */
    public String contentDigestField() {
        return "sha-256=:" + base64 + ":";
    }
}
