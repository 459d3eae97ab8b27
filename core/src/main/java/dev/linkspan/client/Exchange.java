package dev.linkspan.client;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;

/** What became of a request. */
public sealed interface Exchange {

    /**
     * An answer came, whatever it says.
     *
     * @param status the status code
     * @param fields the response fields
     * @param body the body, not longer than asked for
     */
    record Answered(int status, Fields fields, Body body) implements Exchange {}

    /**
     * No usable answer came.
     *
     * @param failure the kind
     * @param detail a sentence for the log
     */
    record Failed(Failure failure, String detail) implements Exchange {}

    /** Why no answer came. */
    enum Failure {
        /** Our rules forbid the URI or every address that its host resolves to; no socket was opened. */
        FORBIDDEN,
        /** The host name does not resolve. */
        UNRESOLVED,
        /** No connection, or it broke. */
        CONNECT,
        /** The TLS handshake failed. */
        TLS,
        /** A deadline passed. */
        TIMEOUT,
        /** The answer is longer than allowed. */
        TOO_LARGE,
        /** The answer is no HTTP we understand. */
        PROTOCOL,
        /** Too many requests of our own are waiting for this host. */
        BUSY
    }
}
