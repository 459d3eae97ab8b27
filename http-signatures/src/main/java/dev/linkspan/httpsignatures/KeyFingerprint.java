package dev.linkspan.httpsignatures;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A short name of a public key for people to compare: SHA-256 over its SubjectPublicKeyInfo, as in HTTP public key pins.
 *
 * @param sha256 the 32 bytes
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7469#section-2.4">RFC 7469 §2.4</a>
 */
public record KeyFingerprint(Body sha256) {

    /** The fingerprint of a key. */
    public static KeyFingerprint of(PublicKey key) {
        try {
            return new KeyFingerprint(
                    Body.of(MessageDigest.getInstance("SHA-256").digest(key.getEncoded())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** 44 characters of base64. */
    public String base64() {
        return Base64.getEncoder().encodeToString(sha256.bytes());
    }

    /** 64 small hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.bytes());
    }

    /** {@code SHA256:} and the base64. */
    @Override
    public String toString() {
        return "SHA256:" + base64();
    }
}
