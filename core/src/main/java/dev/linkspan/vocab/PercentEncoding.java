package dev.linkspan.vocab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Percent-encoding of one part of a URI. Each text has exactly one encoding here, so that what is built from an id and what
 * an id is read from are the same characters.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986 §2.1</a>
 */
public final class PercentEncoding {

    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /**
     * The text with all but unreserved characters encoded, in upper case.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair, which has no encoding
     */
    public static String encode(String text) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text: half a surrogate pair (expected: Unicode)", e);
        }
        StringBuilder encoded = new StringBuilder(text.length());
        while (bytes.hasRemaining()) {
            int octet = bytes.get() & 0xFF;
            if (isUnreserved(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xF));
            }
        }
        return encoded.toString();
    }

    /**
     * The text that is encoded so; characters that stand there unencoded are taken as they are. Empty if a percent sign is
     * not followed by two digits, or what they encode is not UTF-8. Linear time.
     */
    public static Optional<String> decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return Optional.of(encoded);
        }
        byte[] given = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream octets = new ByteArrayOutputStream(given.length);
        for (int i = 0; i < given.length; i++) {
            if (given[i] != '%') {
                octets.write(given[i]);
                continue;
            }
            int octet = i + 2 < given.length ? octet(given[i + 1], given[i + 2]) : -1;
            if (octet < 0) {
                return Optional.empty();
            }
            octets.write(octet);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether a character never needs to be encoded: a letter, a digit, or one of {@code - . _ ~}. */
    public static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static int octet(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
