package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.HttpMessage;
import java.util.List;

/**
 * A request as it was recorded.
 *
 * @param message method, target and fields
 * @param body the bytes of its body, taken out of their transfer coding
 * @param findings what was odd about the recording, in sentences; each may be the reason why a signature fails
 */
public record RawRequest(HttpMessage.Request message, Body body, List<String> findings) {

    /** Copies the list. */
    public RawRequest {
        findings = List.copyOf(findings);
    }
}
