package dev.linkspan.delivery;

import java.time.Instant;

/** What became of one attempt to deliver one entry to one destination. */
public sealed interface Outcome {

    /**
     * The destination took it.
     *
     * @param status the 2xx status
     */
    record Delivered(int status) implements Outcome {}

    /**
     * It is tried again.
     *
     * @param when not before this
     * @param cause whose fault it was
     * @param reason a sentence for the log
     */
    record RetryAt(Instant when, Cause cause, String reason) implements Outcome {}

    /**
     * The destination does not want this entry; the next ones go on.
     *
     * @param status the status; 0 if our own address rules forbid the destination
     * @param reason a sentence for the log
     */
    record Refused(int status, String reason) implements Outcome {}

    /**
     * The inbox is gone for good (410).
     *
     * @param status the status
     */
    record Gone(int status) implements Outcome {}

    /**
     * It is not tried any more.
     *
     * @param reason a sentence for the log
     */
    record GaveUp(String reason) implements Outcome {}

    /** Why an attempt is repeated. */
    enum Cause {
        /** No answer came: no connection, no name, no TLS, no time. */
        NO_ANSWER,
        /** The destination answered that it cannot take it now. */
        ERROR,
        /** The destination asked for a pause: 429, or any such answer with {@code Retry-After}. */
        ASKED,
        /** We ourselves were not able to send it; says nothing about the destination. */
        OURS
    }
}
