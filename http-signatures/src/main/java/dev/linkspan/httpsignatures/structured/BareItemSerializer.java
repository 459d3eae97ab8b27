package dev.linkspan.httpsignatures.structured;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Writes keys and values without parameters (RFC 9651 §4.1.1.3, §4.1.3.1 to §4.1.11). */
final class BareItemSerializer {

    private static final long MAX_INTEGER = 999_999_999_999_999L;
    private static final int MAX_WHOLE_DIGITS = 12;

    private BareItemSerializer() {}

    static void appendKey(StringBuilder out, String key) {
        boolean fits = !key.isEmpty() && (key.charAt(0) == '*' || Cursor.isLowerAlpha(key.charAt(0)));
        for (int i = 0; fits && i < key.length(); i++) {
            fits = Cursor.isKeyCharacter(key.charAt(i));
        }
        if (!fits) {
            throw new UnserializableException("key", key, "a lower-case letter or *, then a-z 0-9 _ - . *");
        }
        out.append(key);
    }

    static void append(StringBuilder out, BareItem value) {
        switch (value) {
            case BareItem.IntegerItem integer -> out.append(inRange("integer", integer.value()));
            case BareItem.DecimalItem decimal -> out.append(decimal(decimal.value()));
            case BareItem.StringItem string -> append(out, string);
            case BareItem.TokenItem token -> out.append(token(token.value()));
            case BareItem.ByteSequence bytes ->
                out.append(':').append(base64(bytes.base64())).append(':');
            case BareItem.BooleanItem bool -> out.append(bool.value() ? "?1" : "?0");
            case BareItem.DateItem date -> out.append('@').append(seconds(date.value()));
            case BareItem.DisplayString text -> append(out, text);
        }
    }

    private static long inRange(String what, long value) {
        if (value < -MAX_INTEGER || value > MAX_INTEGER) {
            throw new UnserializableException(what, value, "at most 15 digits");
        }
        return value;
    }

    // §4.1.5: rounded to three places, half to even, at least one place shown.
    private static String decimal(BigDecimal value) {
        BigDecimal rounded = value.setScale(3, RoundingMode.HALF_EVEN);
        if (rounded.precision() - rounded.scale() > MAX_WHOLE_DIGITS) {
            throw new UnserializableException("decimal", value, "at most 12 digits before the point");
        }
        BigDecimal shortest = rounded.stripTrailingZeros();
        return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
    }

    private static void append(StringBuilder out, BareItem.StringItem string) {
        String value = string.value();
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                throw new UnserializableException("string", value, "printable ASCII");
            }
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }

    private static String token(String value) {
        boolean fits = !value.isEmpty() && (value.charAt(0) == '*' || Cursor.isAlpha(value.charAt(0)));
        for (int i = 0; fits && i < value.length(); i++) {
            fits = Cursor.isTokenCharacter(value.charAt(i));
        }
        if (!fits) {
            throw new UnserializableException("token", value, "a letter or *, then letters, digits and symbols");
        }
        return value;
    }

    private static String base64(String value) {
        try {
            return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            throw new UnserializableException("byte sequence", value, "base64");
        }
    }

    private static long seconds(Instant instant) {
        if (instant.getNano() != 0) {
            throw new UnserializableException("date", instant, "whole seconds");
        }
        return inRange("date", instant.getEpochSecond());
    }

    private static void append(StringBuilder out, BareItem.DisplayString text) {
        out.append("%\"");
        ByteBuffer utf8 = utf8(text.value());
        while (utf8.hasRemaining()) {
            byte b = utf8.get();
            boolean escaped = b < 0x20 || b == 0x7f || b == '%' || b == '"'; // bytes above 7f are negative
            if (escaped) {
                out.append('%').append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
            } else {
                out.append((char) b);
            }
        }
        out.append('"');
    }

    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new UnserializableException("display string", text, "Unicode without lone surrogates");
        }
    }
}
