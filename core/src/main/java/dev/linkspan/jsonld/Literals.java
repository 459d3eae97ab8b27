package dev.linkspan.jsonld;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/*
 * Literals as the other implementations write them into RDF; Titanium 1.7.0 differs in two points.
 *
 * Numbers: it writes a whole number typed xsd:float as a double, and formats with an object that threads must not share.
 * So before the conversion every number in the expanded tree becomes the typed string that it stands for [1][2]. What
 * jsonld.js 8.3.3 and Ruby's json-ld 3.3 emit agrees with the specification but for: whole numbers that a double cannot
 * hold (Ruby keeps every digit, as we do; JavaScript cannot), and jsonld.js writing 1e-7 or 5e-324, which JavaScript
 * prints without a point, as 0.
 *
 * Languages: it keeps the case of a context's default language, where it lowers all others and jsonld.js lowers all.
 *
 * [1] https://www.w3.org/TR/json-ld11-api/#object-to-rdf-conversion (steps 10 and 11)
 * [2] https://www.w3.org/TR/json-ld11-api/#data-round-tripping
 */
final class Literals {

    private static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    private static final String XSD_DOUBLE = XSD + "double";
    private static final String XSD_INTEGER = XSD + "integer";

    private static final BigDecimal LARGEST_INTEGER = BigDecimal.ONE.scaleByPowerOfTen(21);

    // The 16 digits of %1.15E, rounded as C's printf does.
    private static final MathContext SIGNIFICANT = new MathContext(16, RoundingMode.HALF_EVEN);

    // Past any double, and small enough for exact arithmetic to stay cheap.
    private static final int EXPONENT_BOUND = 400;

    private Literals() {}

    /** A number that no double holds. */
    static final class OutOfRangeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfRangeException() {
            super("a number beyond the range of a double");
        }
    }

    static JsonArray written(JsonArray expanded) {
        JsonArrayBuilder copy = Trees.array();
        expanded.forEach(item -> copy.add(written(item)));
        return copy.build();
    }

    private static JsonValue written(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY -> written(value.asJsonArray());
            case OBJECT -> written(value.asJsonObject());
            case STRING, NUMBER, TRUE, FALSE, NULL -> value;
        };
    }

    private static JsonObject written(JsonObject object) {
        if (object.get("@value") instanceof JsonNumber number) {
            String datatype = object.get("@type") instanceof JsonString type ? type.getString() : "";
            return number(number, datatype);
        }
        if (object.get("@language") instanceof JsonString language) {
            return Trees.object(object)
                    .add("@language", language.getString().toLowerCase(Locale.ROOT))
                    .build();
        }
        JsonObjectBuilder copy = Trees.object();
        object.forEach((name, member) -> copy.add(name, written(member)));
        return copy.build();
    }

    private static JsonObject number(JsonNumber number, String datatype) {
        BigDecimal exact = number.bigDecimalValue();
        long exponent = (long) exact.precision() - exact.scale();
        if (exact.signum() != 0 && exponent > EXPONENT_BOUND) {
            throw new OutOfRangeException();
        }
        // Read as the others read it: digits alone are an integer, a point or an exponent makes a double.
        boolean digitsOnly = exact.scale() == 0;
        BigDecimal value = exact;
        if (!digitsOnly) {
            double read = exponent < -EXPONENT_BOUND ? 0 : exact.doubleValue();
            if (Double.isInfinite(read)) {
                throw new OutOfRangeException();
            }
            value = new BigDecimal(read);
        }
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        // 10.
        if (!whole || value.abs().compareTo(LARGEST_INTEGER) >= 0 || datatype.equals(XSD_DOUBLE)) {
            return typed(canonicalDouble(value), datatype.isEmpty() ? XSD_DOUBLE : datatype);
        }
        // 11.
        BigInteger integer = value.toBigInteger();
        return typed(integer.toString(), datatype.isEmpty() ? XSD_INTEGER : datatype);
    }

    private static String canonicalDouble(BigDecimal value) {
        if (value.signum() == 0) {
            return "0.0E0";
        }
        BigDecimal rounded =
                new BigDecimal(value.doubleValue()).round(SIGNIFICANT).stripTrailingZeros();
        String digits = rounded.unscaledValue().abs().toString();
        int exponent = rounded.precision() - rounded.scale() - 1;
        String fraction = digits.length() == 1 ? "0" : digits.substring(1);
        return (rounded.signum() < 0 ? "-" : "") + digits.charAt(0) + "." + fraction + "E" + exponent;
    }

    private static JsonObject typed(String lexical, String datatype) {
        return Trees.object().add("@type", datatype).add("@value", lexical).build();
    }
}
