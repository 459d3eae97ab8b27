package dev.linkspan.jsonld;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as ECMAScript's {@code Number::toString} writes them, in base ten.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-numeric-types-number-tostring">ECMA-262, Number::toString</a>
 */
final class EcmaScriptNumber {

    /** Up to here every integer is a double. */
    private static final double MAX_SAFE_INTEGER = 9007199254740991.0; // 2^53 - 1

    private EcmaScriptNumber() {}

    /** Writes a finite double. */
    static String write(double value) {
        if (value == Math.rint(value) && Math.abs(value) <= MAX_SAFE_INTEGER) {
            return Long.toString((long) value); // also of -0, which is 0
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale(); // ECMA-262 calls it n, and the number of digits k
        return (value < 0 ? "-" : "") + place(digits, point);
    }

    /**
     * Whether a number, however it is spelled, is an integer to one reader and another one to the next: beyond 2^53, and
     * neither its double's exact value nor what ECMAScript writes for the double.
     */
    static boolean isInexactInteger(BigDecimal number, double value, String written) {
        return Math.abs(value) > MAX_SAFE_INTEGER
                && number.stripTrailingZeros().scale() <= 0
                && number.compareTo(new BigDecimal(value)) != 0
                && number.compareTo(new BigDecimal(written)) != 0;
    }

    /** The decimal of fewest digits that reads as this double; the closest to it if there are several. */
    private static BigDecimal shortest(double value) {
        // Since JDK 19 this is the shortest, but never of one digit only: 4.9E-324, where ECMAScript has 5e-324.
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() != 2) {
            return decimal;
        }
        BigDecimal oneDigit = decimal.round(new MathContext(1, RoundingMode.HALF_UP));
        return oneDigit.doubleValue() == value ? oneDigit.stripTrailingZeros() : decimal;
    }

    private static String place(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
        return count == 1 ? digits + exponent : digits.charAt(0) + "." + digits.substring(1) + exponent;
    }
}
