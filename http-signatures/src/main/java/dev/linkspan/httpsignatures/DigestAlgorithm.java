package dev.linkspan.httpsignatures;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/**
 * The digests that are worth computing: the active ones of the registry.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9530#section-7.2">RFC 9530 §7.2</a>
 */
public enum DigestAlgorithm {
    /** SHA-256: what everybody computes. */
    SHA_256("sha-256", "SHA-256"),
    /** SHA-512. */
    SHA_512("sha-512", "SHA-512");

    private final String registeredName;
    private final String jdkName;

    DigestAlgorithm(String registeredName, String jdkName) {
        this.registeredName = registeredName;
        this.jdkName = jdkName;
    }

    /** The algorithm of this name; case does not matter, since {@code Digest} writes it in upper case. */
    public static Optional<DigestAlgorithm> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sha-256" -> Optional.of(SHA_256);
            case "sha-512" -> Optional.of(SHA_512);
            default -> Optional.empty();
        };
    }

    /** The key in {@code Content-Digest} and its kin. */
    public String registeredName() {
        return registeredName;
    }

    /** The name in upper case, as in {@code Digest} (RFC 3230) and in the JDK. */
    String upperCaseName() {
        return jdkName;
    }

    byte[] digest(Body body) {
        try {
            return MessageDigest.getInstance(jdkName).digest(body.bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(jdkName + " is part of every JDK", e);
        }
    }
}
