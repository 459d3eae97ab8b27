package dev.linkspan.web;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;

/**
 * A response to send. Immutable, thread-safe.
 *
 * @param status the status code
 * @param fields the field lines, {@code Content-Type} among them if there is a body
 * @param body the body
 */
public record WebResponse(int status, Fields fields, Body body) {

    /** An ActivityStreams document. */
    public static WebResponse activity(JsonObject document) {
        return json(200, "application/activity+json; charset=utf-8", document);
    }

    /** A JSON document of some media type. */
    public static WebResponse json(int status, String type, JsonObject document) {
        return of(status, type, JsonText.write(document));
    }

    /** A document of some media type. */
    public static WebResponse of(int status, String type, Body body) {
        return new WebResponse(status, Fields.of("Content-Type", type), body);
    }

    /** No content but a status. */
    public static WebResponse empty(int status) {
        return new WebResponse(status, Fields.none(), Body.none());
    }

    /** A refusal that says why, as {@code {"error": code, "detail": text}}. */
    public static WebResponse error(int status, String code, String detail) {
        return json(
                status,
                "application/json",
                JsonText.object().add("error", code).add("detail", detail).build());
    }

    /** This with one more field. */
    public WebResponse with(String name, String value) {
        return new WebResponse(status, fields.with(name, value), body);
    }
}
