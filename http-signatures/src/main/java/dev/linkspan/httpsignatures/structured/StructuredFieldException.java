package dev.linkspan.httpsignatures.structured;

/** A field value that is not the structured field it should be; the message says where and what was expected. */
public final class StructuredFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    StructuredFieldException(String message) {
        super(message);
    }
}
