package dev.linkspan.httpsignatures.structured;

/** A field value that is not the structured field it should be; the message says where and what was expected. */
public final class StructuredFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * A value that a field must not have.
     *
     * @param message what was found and what was expected
     */
    public StructuredFieldException(String message) {
        // No stack trace: a stranger decides how often this happens.
        super(message, null, false, false);
    }
}
