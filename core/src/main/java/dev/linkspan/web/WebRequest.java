package dev.linkspan.web;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;

/**
 * A request as a server received it.
 *
 * @param method the method
 * @param requestTarget path and query exactly as on the request line
 * @param fields the field lines
 * @param body the body, cut behind the limit that the router names
 * @param client the address it came from, as far as it is known: see {@link ClientAddress}
 */
public record WebRequest(String method, String requestTarget, Fields fields, Body body, String client) {

    /** The path, as on the request line. */
    public String path() {
        int question = requestTarget.indexOf('?');
        return question < 0 ? requestTarget : requestTarget.substring(0, question);
    }

    /** The query without the question mark; empty if there is none. */
    public String query() {
        int question = requestTarget.indexOf('?');
        return question < 0 ? "" : requestTarget.substring(question + 1);
    }
}
