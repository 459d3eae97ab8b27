package dev.linkspan.vocab;

import dev.linkspan.vocab.JsonReading.Malformed;
import dev.linkspan.vocab.JsonReading.Reason;
import org.jspecify.annotations.Nullable;

/*
 * One look over a text before it is parsed: whether it keeps the limits, begins as an object and ends with it. It jumps over
 * texts and knows only as much grammar as it takes to count; what is JSON is the parser's to say. Looking first means that
 * nothing is built of a document beyond the limits, and that the reason does not depend on the parser's wording.
 */
final class JsonScan {

    private final String text;
    private final ReadingLimits limits;

    // How many commas each open array or object has had so far.
    private final int[] commas;
    private int depth;
    private int values;
    private @Nullable Malformed fault;

    private JsonScan(String text, ReadingLimits limits) {
        this.text = text;
        this.limits = limits;
        this.commas = new int[limits.depth() + 1];
    }

    /** What is wrong with a text; null in the usual case, for which this is on the way of every document. */
    static @Nullable Malformed fault(String text, ReadingLimits limits) {
        JsonScan scan = new JsonScan(text, limits);
        int start = scan.skipSpace(0);
        Malformed wrong = scan.wrongStart(start);
        if (wrong != null) {
            return wrong;
        }
        scan.run(start);
        return scan.fault == null && EscapedSurrogates.hasLone(text)
                ? new Malformed(Reason.LONE_SURROGATE, "an escape stands for half of a surrogate pair")
                : scan.fault;
    }

    private @Nullable Malformed wrongStart(int start) {
        if (start == text.length()) {
            return new Malformed(Reason.SYNTAX, "the body is empty");
        }
        return switch (text.charAt(start)) {
            case '{' -> null;
            case '[' -> notAnObject("an array");
            case '"' -> notAnObject("a text");
            case 't', 'f', 'n' -> notAnObject("a literal");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> notAnObject("a number");
            case '<' -> new Malformed(Reason.SYNTAX, "the body is no JSON: it begins as HTML or XML do");
            default -> new Malformed(Reason.SYNTAX, "the body is no JSON: it does not begin with a brace");
        };
    }

    private static Malformed notAnObject(String what) {
        return new Malformed(Reason.NOT_AN_OBJECT, "the body is not a JSON object but " + what);
    }

    private void run(int start) {
        int at = start;
        while (at < text.length() && fault == null) {
            at = switch (text.charAt(at)) {
                case '"' -> string(at);
                case ',' -> comma(at);
                case ':' -> colon(at);
                case '{', '[' -> open(at);
                case '}', ']' -> close(at);
                case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
                case 't', 'f', 'n' -> literal(at);
                default -> at + 1;
            };
        }
    }

    private int string(int start) {
        countValue(start);
        int end = text.indexOf('"', start + 1);
        while (end >= 0 && isEscaped(end, start)) {
            end = text.indexOf('"', end + 1);
        }
        // Without an end it is the parser's to refuse.
        int next = end < 0 ? text.length() : end + 1;
        if (next - start - 2 > limits.stringChars()) {
            refuse(Reason.LONG_STRING, "a text of more than " + limits.stringChars() + " characters", start);
        }
        return next;
    }

    private boolean isEscaped(int at, int start) {
        int from = at;
        while (from > start + 1 && text.charAt(from - 1) == '\\') {
            from--;
        }
        return (at - from) % 2 == 1;
    }

    private int comma(int at) {
        if (++commas[depth] >= limits.items()) {
            refuse(Reason.TOO_MANY_ITEMS, "an array or object of more than " + limits.items() + " items", at);
        }
        return at + 1;
    }

    private int colon(int at) {
        // What was counted before it was a name.
        values--;
        return at + 1;
    }

    private int open(int at) {
        countValue(at);
        if (depth == limits.depth()) {
            refuse(Reason.TOO_DEEP, "more than " + limits.depth() + " arrays and objects inside each other", at);
            return at;
        }
        commas[++depth] = 0;
        return at + 1;
    }

    private int close(int at) {
        if (--depth > 0) {
            return at + 1;
        }
        int rest = skipSpace(at + 1);
        if (rest < text.length()) {
            refuse(Reason.TRAILING_TEXT, "something behind the JSON object", rest);
        }
        return text.length();
    }

    private int number(int start) {
        countValue(start);
        int end = start + 1;
        int exponent = -1;
        while (end < text.length() && isOfNumber(text.charAt(end))) {
            if ((text.charAt(end) | 0x20) == 'e') {
                exponent = end + 1;
            }
            end++;
        }
        if (end - start > limits.numberChars()) {
            refuse(Reason.LONG_NUMBER, "a number of more than " + limits.numberChars() + " characters", start);
        } else if (exponent >= 0 && magnitude(exponent, end) > limits.exponent()) {
            refuse(Reason.LONG_NUMBER, "a number with an exponent beyond " + limits.exponent(), start);
        }
        return end;
    }

    private static boolean isOfNumber(char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E' || c == '-' || c == '+';
    }

    private int magnitude(int start, int end) {
        int magnitude = 0;
        for (int i = start; i < end && magnitude <= limits.exponent(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                magnitude = 10 * magnitude + digit;
            }
        }
        return magnitude;
    }

    private int literal(int start) {
        countValue(start);
        int end = start + 1;
        while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
            end++;
        }
        return end;
    }

    private void countValue(int at) {
        if (++values > limits.values()) {
            refuse(Reason.TOO_MANY_VALUES, "more than " + limits.values() + " values", at);
        }
    }

    private int skipSpace(int start) {
        int at = start;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private void refuse(Reason reason, String found, int at) {
        fault = new Malformed(reason, "the body has " + found + ", at character " + (at + 1));
    }
}
