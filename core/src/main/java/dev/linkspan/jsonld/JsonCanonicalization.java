package dev.linkspan.jsonld;

import dev.linkspan.httpsignatures.Body;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JSON Canonicalization Scheme: one text for all spellings of a JSON value. Member names are sorted by their UTF-16
 * code units, strings are escaped as little as possible, and numbers are IEEE 754 doubles written as ECMAScript writes
 * them. Whatever a stranger's value holds, the answer is a value. Thread-safe.
 *
 * <p>An integer that no double holds, such as 9007199254740993, is rounded, since the scheme takes numbers for doubles.
 * Where the value's reader may see more digits than that, {@link #canonicalizeExactly} refuses it instead.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
public final class JsonCanonicalization {

    /** How deep arrays and objects may nest. */
    public static final int MAX_DEPTH = 64;

    private final StringBuilder out = new StringBuilder(1024);
    private final boolean exact;

    private JsonCanonicalization(boolean exact) {
        this.exact = exact;
    }

    /** What canonicalising gave. */
    public sealed interface Result {
        /**
         * The canonical form.
         *
         * @param text its UTF-8 bytes
         */
        record Canonical(Body text) implements Result {}

        /**
         * The value has no canonical form.
         *
         * @param reason which rule it breaks
         * @param detail what is wrong with it, fit to be sent to the sender
         */
        record Refused(Reason reason, String detail) implements Result {}
    }

    /** Why a value has no canonical form. */
    public enum Reason {
        /** A number is larger than the largest double (RFC 8785 §3.2.2.3). */
        NUMBER_TOO_LARGE,
        /** An integer would be rounded to another one; only of {@link #canonicalizeExactly}. */
        NUMBER_INEXACT,
        /** A string holds half of a surrogate pair, so it has no UTF-8 form (RFC 8785 §3.2.2.2). */
        LONE_SURROGATE,
        /** It nests deeper than {@value #MAX_DEPTH} levels. */
        TOO_DEEP
    }

    /** The canonical form as the RFC has it: integers beyond 2^53 are rounded to the nearest double. */
    public static Result canonicalize(JsonValue value) {
        return new JsonCanonicalization(false).run(value);
    }

    /**
     * The canonical form of a value whose integers are all doubles, however they are spelled: 9007199254740993.0 is refused
     * as 9007199254740993 is. For signatures: readers with larger integers must not find another number under the same
     * signature. Fractions are rounded, as every reader does.
     */
    public static Result canonicalizeExactly(JsonValue value) {
        return new JsonCanonicalization(true).run(value);
    }

    private Result run(JsonValue value) {
        try {
            append(value, 0);
            return new Result.Canonical(Body.of(out.toString()));
        } catch (RefusedException e) {
            return e.refused;
        }
    }

    private void append(JsonValue value, int depth) throws RefusedException {
        switch (value.getValueType()) {
            case OBJECT -> appendObject(value.asJsonObject(), deeper(depth));
            case ARRAY -> appendArray(value.asJsonArray(), deeper(depth));
            case STRING -> appendString(((JsonString) value).getString());
            case NUMBER -> appendNumber((JsonNumber) value);
            case TRUE -> out.append("true");
            case FALSE -> out.append("false");
            case NULL -> out.append("null");
        }
    }

    private static int deeper(int depth) throws RefusedException {
        if (depth == MAX_DEPTH) {
            throw new RefusedException(Reason.TOO_DEEP, "it nests deeper than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    private void appendObject(JsonObject object, int depth) throws RefusedException {
        List<Map.Entry<String, JsonValue>> members = new ArrayList<>(object.entrySet());
        members.sort(Map.Entry.comparingByKey()); // 3.2.3: String compares by UTF-16 code units
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonValue> member : members) {
            out.append(separator);
            appendString(member.getKey());
            out.append(':');
            append(member.getValue(), depth);
            separator = ",";
        }
        out.append('}');
    }

    private void appendArray(JsonArray array, int depth) throws RefusedException {
        out.append('[');
        String separator = "";
        for (JsonValue element : array) {
            out.append(separator);
            append(element, depth);
            separator = ",";
        }
        out.append(']');
    }

    // 3.2.2.2
    private void appendString(String text) throws RefusedException {
        out.append('"');
        int start = 0; // of what needs no escape
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, start, i);
                appendEscaped(c);
                start = i + 1;
            } else if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new RefusedException(Reason.LONE_SURROGATE, "a string holds half of a surrogate pair");
                }
                i++;
            }
        }
        out.append(text, start, text.length()).append('"');
    }

    private void appendEscaped(char c) {
        switch (c) {
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            case '"', '\\' -> out.append('\\').append(c);
            default ->
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        }
    }

    private void appendNumber(JsonNumber number) throws RefusedException {
        double value = number.doubleValue();
        if (Double.isInfinite(value)) {
            throw new RefusedException(
                    Reason.NUMBER_TOO_LARGE, "a number is larger than a double can be: " + shorten(number));
        }
        String written = EcmaScriptNumber.write(value);
        if (exact && EcmaScriptNumber.isInexactInteger(number.bigDecimalValue(), value, written)) {
            throw new RefusedException(Reason.NUMBER_INEXACT, "an integer is not a double: " + shorten(number));
        }
        out.append(written);
    }

    private static String shorten(JsonNumber number) {
        String text = number.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /** Ends the walk; never leaves this class. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Result.Refused refused;

        RefusedException(Reason reason, String detail) {
            super(detail, null, false, false);
            this.refused = new Result.Refused(reason, detail);
        }
    }
}
