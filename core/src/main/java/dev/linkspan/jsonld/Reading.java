package dev.linkspan.jsonld;

import dev.linkspan.vocab.JsonReading;

/** What reading a document gave. */
public sealed interface Reading permits ReceivedDocument, Reading.Refused {

    /**
     * It cannot be read.
     *
     * @param reason which rule it breaks
     * @param detail what is wrong with it, fit to be sent to the sender
     */
    record Refused(Reason reason, String detail) implements Reading {}

    /** Why a document is refused. */
    enum Reason {
        /** It is not a JSON object in UTF-8. */
        MALFORMED_JSON,
        /** It is larger than the limits allow. */
        TOO_LARGE,
        /** It needs JSON-LD processing, and uses a keyword that moves its nodes about, or that we do not process. */
        FORBIDDEN_KEYWORD,
        /** It needs JSON-LD processing, and that would cost more work than the limits allow. */
        TOO_COMPLEX,
        /** It needs JSON-LD processing, and is not valid JSON-LD. */
        INVALID_JSON_LD;

        static Reason of(JsonReading.Reason reason) {
            return switch (reason) {
                case ENCODING, SYNTAX, NOT_AN_OBJECT, TRAILING_TEXT, LONE_SURROGATE -> MALFORMED_JSON;
                case TOO_LONG, TOO_DEEP, TOO_MANY_VALUES, TOO_MANY_ITEMS, LONG_STRING, LONG_NUMBER -> TOO_LARGE;
            };
        }

        static Reason of(Canonicalization.Reason reason) {
            return switch (reason) {
                case FORBIDDEN_KEYWORD -> FORBIDDEN_KEYWORD;
                case TOO_COMPLEX -> TOO_COMPLEX;
                // Addresses not known here are taken out before, so whatever context is missing is misused.
                case UNKNOWN_CONTEXT, INVALID_JSON_LD -> INVALID_JSON_LD;
            };
        }
    }
}
