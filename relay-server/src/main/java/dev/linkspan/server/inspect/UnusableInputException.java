package dev.linkspan.server.inspect;

/** What was given to a command cannot be read as what it should be. The message is one sentence for whoever gave it. */
public final class UnusableInputException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a sentence that says what is wrong and what was expected. */
    public UnusableInputException(String message) {
        super(message);
    }
}
