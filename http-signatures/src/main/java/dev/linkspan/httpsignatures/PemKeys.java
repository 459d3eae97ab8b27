package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;

/**
 * Keys as PEM text. Reads what is found in actor documents: line breaks lost, turned into blanks or into the two
 * characters {@code \n}. Writes only the common forms. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
public final class PemKeys {

    /** Larger than any key that we accept; an RSA key of 16384 bits takes 13 KiB as a private key. */
    private static final int LIMIT_CHARS = 20_000;

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private PemKeys() {}

    private record Block(String label, Body content) {}

    /**
     * Reads a public key: SubjectPublicKeyInfo ({@code PUBLIC KEY}) or PKCS#1 ({@code RSA PUBLIC KEY}). Whether the key is
     * strong enough is for {@link VerificationPolicy#weakness} to say.
     *
     * @throws KeyFormatException if there is no such key in the text
     */
    public static PublicKey readPublic(String pem) throws KeyFormatException {
        Block block = block(pem);
        return switch (block.label()) {
            case "PUBLIC KEY" -> KeyCodec.spki(block.content().bytes());
            case "RSA PUBLIC KEY" -> KeyCodec.pkcs1Public(block.content().bytes());
            default -> throw unexpected(block, "PUBLIC KEY or RSA PUBLIC KEY");
        };
    }

    /**
     * Reads a private key: PKCS#8 ({@code PRIVATE KEY}) or PKCS#1 ({@code RSA PRIVATE KEY}), unencrypted.
     *
     * @throws KeyFormatException if there is no such key in the text
     */
    public static PrivateKey readPrivate(String pem) throws KeyFormatException {
        Block block = block(pem);
        return switch (block.label()) {
            case "PRIVATE KEY" -> KeyCodec.pkcs8(block.content().bytes());
            case "RSA PRIVATE KEY" -> KeyCodec.pkcs1Private(block.content().bytes());
            default -> throw unexpected(block, "PRIVATE KEY or RSA PRIVATE KEY");
        };
    }

    /** The key as SubjectPublicKeyInfo, the only form that every server reads; 64 columns, newline at the end. */
    public static String write(PublicKey key) {
        return text("PUBLIC KEY", key.getEncoded());
    }

    /** The key as PKCS#8; 64 columns, newline at the end. */
    public static String write(PrivateKey key) {
        return text("PRIVATE KEY", key.getEncoded());
    }

    private static String text(String label, byte[] der) {
        Base64.Encoder columns = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return BEGIN + label + DASHES + "\n" + columns.encodeToString(der) + "\n" + END + label + DASHES + "\n";
    }

    private static Block block(String pem) throws KeyFormatException {
        if (pem.length() > LIMIT_CHARS) {
            throw new KeyFormatException("PEM of " + pem.length() + " characters (expected: at most 20000)");
        }
        int begin = pem.indexOf(BEGIN);
        int labelEnd = begin < 0 ? -1 : pem.indexOf(DASHES, begin + BEGIN.length());
        if (labelEnd < 0) {
            throw new KeyFormatException("no -----BEGIN …----- line");
        }
        String label = pem.substring(begin + BEGIN.length(), labelEnd);
        int start = labelEnd + DASHES.length();
        int end = pem.indexOf(END + label + DASHES, start);
        if (end < 0) {
            throw new KeyFormatException("no -----END …----- line for " + Quoted.of(label));
        }
        return new Block(label, Body.of(decode(pem.substring(start, end))));
    }

    private static byte[] decode(String lines) throws KeyFormatException {
        String base64 = lines.replace("\\r", "")
                .replace("\\n", "")
                .chars()
                .filter(c -> c > ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new KeyFormatException("PEM body is not base64", e);
        }
    }

    private static KeyFormatException unexpected(Block block, String expected) {
        return new KeyFormatException("PEM label " + Quoted.of(block.label()) + " (expected: " + expected + ")");
    }
}
