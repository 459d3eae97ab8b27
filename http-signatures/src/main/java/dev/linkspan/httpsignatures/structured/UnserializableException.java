package dev.linkspan.httpsignatures.structured;

/**
 * A value of ours that has no form as a structured field; the message names the value and what was expected.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9651#section-4.1">RFC 9651 §4.1</a>
 */
public final class UnserializableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnserializableException(String what, Object value, String expected) {
        super(what + ": " + value + " (expected: " + expected + ")");
    }
}
