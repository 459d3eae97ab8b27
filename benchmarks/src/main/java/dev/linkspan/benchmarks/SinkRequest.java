package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.HttpMessage;

/**
 * A request that reached a fake server.
 *
 * @param authority the value of {@code Host}
 * @param head the request line and the fields, as they came
 * @param body what followed
 */
record SinkRequest(String method, String target, String authority, String head, Body body) {

    /** The message as a verifier wants it. */
    HttpMessage.Request message() {
        return HeadParser.message(method, target, authority, head);
    }
}
