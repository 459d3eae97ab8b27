package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.JsonText;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param method in upper case
 * @param target path and query as on the request line
 * @param at the instance's time when it came
 */
record InboundRequest(String method, String target, Fields fields, Body body, Instant at, long nanoTime) {

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    String field(String name) {
        return fields.first(name).orElse("");
    }

    String mediaType() {
        String type = field("Content-Type");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    }

    /** The body as a document, if it is JSON. */
    Optional<AsObject> document() {
        return JsonText.parse(body) instanceof JsonText.Result.Document document
                ? Optional.of(AsObject.of(document.object()))
                : Optional.empty();
    }
}
