package dev.linkspan.federation;

/** What a received activity needs cannot be had just now; it comes again. */
final class RetryLaterException extends Exception {

    private static final long serialVersionUID = 1;

    RetryLaterException(String reason) {
        super(reason);
    }
}
