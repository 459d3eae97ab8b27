package dev.linkspan.httpsignatures.structured;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;

/**
 * A value without parameters. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9651#section-3.3">RFC 9651 §3.3</a>
 */
public sealed interface BareItem {

    /**
     * An integer of at most 15 digits.
     *
     * @param value the number
     */
    record IntegerItem(long value) implements BareItem {}

    /**
     * A number with at most 12 digits before and 3 after the point.
     *
     * @param value the number
     */
    record DecimalItem(BigDecimal value) implements BareItem {
        /** Drops zeros at the end but one: 3.50 and 3.5 are one number, and equal. */
        public DecimalItem {
            BigDecimal shortest = value.stripTrailingZeros();
            value = shortest.scale() < 1 ? shortest.setScale(1) : shortest;
        }
    }

    /**
     * Printable ASCII characters.
     *
     * @param value the characters, unescaped
     */
    record StringItem(String value) implements BareItem {}

    /**
     * A short textual word.
     *
     * @param value the word
     */
    record TokenItem(String value) implements BareItem {}

    /**
     * Bytes, kept as their base64 so that the record compares by content.
     *
     * @param base64 the bytes in canonical base64 with padding
     */
    record ByteSequence(String base64) implements BareItem {

        /** A byte sequence of these bytes. */
        public static ByteSequence of(byte[] bytes) {
            return new ByteSequence(Base64.getEncoder().encodeToString(bytes));
        }

        /**
         * The bytes, decoded anew at each call.
         *
         * @throws IllegalArgumentException if this was not made by the parser and is no base64
         */
        public byte[] decoded() {
            return Base64.getDecoder().decode(base64);
        }
    }

    /**
     * A truth value.
     *
     * @param value the value
     */
    record BooleanItem(boolean value) implements BareItem {}

    /**
     * A point in time, to the second.
     *
     * @param value the instant
     */
    record DateItem(Instant value) implements BareItem {}

    /**
     * Unicode text.
     *
     * @param value the text, decoded
     */
    record DisplayString(String value) implements BareItem {}
}
