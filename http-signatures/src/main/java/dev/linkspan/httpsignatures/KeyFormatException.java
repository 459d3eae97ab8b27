package dev.linkspan.httpsignatures;

/** A key that cannot be read: not the format it claims, damaged, or of a kind that we do not use. Never holds the key. */
public final class KeyFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    KeyFormatException(String message) {
        super(message);
    }

    KeyFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
