package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.URI;

/**
 * A post to an inbox, ready to be sent.
 *
 * @param name what is special about it
 * @param inbox where it goes
 * @param fields its field lines; {@code Host} and {@code Content-Length} are written by whoever sends it
 * @param body the exact bytes
 */
public record SampleRequest(String name, URI inbox, Fields fields, Body body) {

    /** Sends it. */
    public Answer send() {
        return Wire.post(inbox, fields, body);
    }

    SampleRequest with(String otherName, Body otherBody) {
        return new SampleRequest(otherName, inbox, fields, otherBody);
    }

    SampleRequest with(String otherName, Fields otherFields) {
        return new SampleRequest(otherName, inbox, otherFields, body);
    }

    @Override
    public String toString() {
        return name;
    }
}
