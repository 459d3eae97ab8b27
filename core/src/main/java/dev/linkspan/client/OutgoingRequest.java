package dev.linkspan.client;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.URI;
import java.time.Duration;

/**
 * One request to send.
 *
 * @param method {@code GET} or {@code POST}
 * @param uri the absolute target; a fragment is not sent
 * @param fields the fields to send as they are, {@code Host} among them if it is signed
 * @param body the body, empty if none
 * @param deadline how long the whole exchange may take, from connecting to the last byte
 * @param maxResponseBytes fail once the body of a successful answer is longer; of any other answer only the first KiB is
 *     kept, because its status says enough
 */
public record OutgoingRequest(
        String method, URI uri, Fields fields, Body body, Duration deadline, int maxResponseBytes) {}
