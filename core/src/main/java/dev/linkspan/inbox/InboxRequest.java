package dev.linkspan.inbox;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.HttpMessage;

/**
 * A POST to an inbox, as it came off the wire.
 *
 * @param message method, target and fields as received
 * @param body the exact bytes
 * @param client the address it came from, for limits and the log; behind a reverse proxy that is not trusted the proxy's
 */
public record InboxRequest(HttpMessage.Request message, Body body, String client) {}
