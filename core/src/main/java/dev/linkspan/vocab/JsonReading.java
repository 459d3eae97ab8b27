package dev.linkspan.vocab;

import jakarta.json.JsonObject;
import java.util.List;

/** What reading a text as JSON found. */
public sealed interface JsonReading {

    /**
     * A document.
     *
     * @param object its root
     * @param problems what a strict reader would have refused; mostly empty
     */
    record Document(JsonObject object, List<Problem> problems) implements JsonReading {

        /** Copies the list. */
        public Document {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Not a JSON object, or one beyond the limits.
     *
     * @param reason why
     * @param detail what is wrong, fit to be sent to the sender
     */
    record Malformed(Reason reason, String detail) implements JsonReading {}

    /** Why a text is not read. */
    enum Reason {
        /** More bytes than the limit. */
        TOO_LONG,
        /** Not UTF-8. */
        ENCODING,
        /** Not JSON. */
        SYNTAX,
        /** JSON, but an array, a text, a number or a literal. */
        NOT_AN_OBJECT,
        /** Something stands behind the object. */
        TRAILING_TEXT,
        /** Half of a surrogate pair, which no UTF-8 can hold. */
        LONE_SURROGATE,
        /** Arrays and objects nest deeper than the limit. */
        TOO_DEEP,
        /** More values in all than the limit. */
        TOO_MANY_VALUES,
        /** More items in an array, or members in an object, than the limit. */
        TOO_MANY_ITEMS,
        /** A text or a name that is longer than the limit. */
        LONG_STRING,
        /** A number with more characters or a larger exponent than the limit. */
        LONG_NUMBER
    }
}
