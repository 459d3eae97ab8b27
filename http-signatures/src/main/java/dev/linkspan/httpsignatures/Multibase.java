package dev.linkspan.httpsignatures;

import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes as self-describing text: the first character names the base. Reads and writes base58btc ({@code z}) and base64url
 * without padding ({@code u}), the two that Controlled Identifiers 1.0 knows; refuses the others by their names.
 * Thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/cid-1.0/#multibase-0">Controlled Identifiers 1.0, Multibase</a>
 */
public final class Multibase {

    /** Room for an RSA key of 8192 bits; decoding base58 takes quadratic time. */
    private static final int LIMIT_CHARS = 1500;

    private Multibase() {}

    /** The bases that we only know by name, from the multibase table. */
    private enum OtherBase {
        BASE2('0'),
        BASE8('7'),
        BASE10('9'),
        BASE16('f'),
        BASE16UPPER('F'),
        BASE32HEX('v'),
        BASE32HEXUPPER('V'),
        BASE32HEXPAD('t'),
        BASE32HEXPADUPPER('T'),
        BASE32('b'),
        BASE32UPPER('B'),
        BASE32PAD('c'),
        BASE32PADUPPER('C'),
        BASE32Z('h'),
        BASE36('k'),
        BASE36UPPER('K'),
        BASE45('R'),
        BASE58FLICKR('Z'),
        BASE64('m'),
        BASE64PAD('M'),
        BASE64URLPAD('U'),
        BASE256EMOJI('\ud83d');

        private final char prefix;

        OtherBase(char prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * The bytes that a text stands for.
     *
     * @throws KeyFormatException if the text is longer than 1500 characters, of another base or damaged; the message does
     *     not show the text, which may be a secret
     */
    public static byte[] decode(String text) throws KeyFormatException {
        if (text.length() > LIMIT_CHARS) {
            throw new KeyFormatException("multibase of " + text.length() + " characters (expected: at most 1500)");
        }
        if (text.startsWith("z")) {
            return Base58.decode(text.substring(1));
        }
        if (text.startsWith("u")) {
            return base64url(text.substring(1));
        }
        throw new KeyFormatException("multibase " + name(text) + " (expected: z for base58btc, or u for base64url)");
    }

    /** The text in base58btc: {@code z} and what follows. Takes quadratic time. */
    public static String encode(byte[] bytes) {
        return "z" + Base58.encode(bytes);
    }

    /** The text in base64url without padding: {@code u} and what follows. */
    public static String encodeBase64Url(byte[] bytes) {
        return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] base64url(String digits) throws KeyFormatException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(digits);
            // One text for one value: no padding, no bits set that stand for nothing.
            if (Arrays.equals(encodeBase64Url(bytes).substring(1).toCharArray(), digits.toCharArray())) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // told below, without the cause: it shows a character
        }
        throw new KeyFormatException("multibase base64url is damaged");
    }

    private static String name(String text) {
        if (text.isEmpty()) {
            return "empty";
        }
        for (OtherBase base : OtherBase.values()) {
            if (text.charAt(0) == base.prefix) {
                return base.name().toLowerCase(java.util.Locale.ROOT);
            }
        }
        return "with an unknown first character";
    }
}
