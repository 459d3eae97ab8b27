package dev.linkspan.vocab;

/**
 * What is wrong at one place of a document that could be read all the same. Accessors answer for that place as if the value
 * were absent.
 *
 * @param pointer the place, as a JSON Pointer (RFC 6901) into the document as received; empty for the document as a whole
 * @param kind what sort of fault it is
 * @param detail what was found and what was expected, fit to be sent to the sender; holds at most a shortened value
 */
public record Problem(String pointer, Kind kind, String detail) {

    /** The sorts of faults. */
    public enum Kind {
        /** Not a strict JSON text: a byte order mark, a member named twice. */
        JSON,
        /** A context that is not known here; the terms that only it defines have no meaning. */
        UNKNOWN_CONTEXT,
        /** A {@code @context} that is not one. */
        CONTEXT,
        /** A type that is not in the vocabulary, or none at all. */
        TYPE,
        /** An id that is no absolute IRI. */
        ID,
        /** A value of the wrong JSON type. */
        RANGE,
        /** A text that is not what its property asks for: a date, a duration, a language tag, a number, an IRI. */
        FORMAT,
        /** More values than the property may have. */
        CARDINALITY,
        /** Members that contradict each other, or do not belong to the type. */
        STRUCTURE
    }
}
