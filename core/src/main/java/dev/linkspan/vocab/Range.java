package dev.linkspan.vocab;

/** What sort of values a property has. */
public enum Range {
    /** Plain text. */
    TEXT,
    /** Text for people, which may come in several languages by a partner property. */
    LANGUAGE_TEXT,
    /** An IRI that JSON-LD knows to be one. */
    IRI,
    /** An IRI that is written as a plain string. */
    URL,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A whole number, not negative. */
    INTEGER,
    /** A number. */
    NUMBER,
    /** A list of numbers. */
    NUMBERS,
    /** An {@code xsd:dateTime}. */
    DATE_TIME,
    /** An {@code xsd:duration}. */
    DURATION,
    /** The name of a type. */
    TYPE,
    /** Any JSON, kept as it is. */
    JSON,
    /** An object or a link, embedded or by id. */
    VIEW
}
