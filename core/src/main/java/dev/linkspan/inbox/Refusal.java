package dev.linkspan.inbox;

import java.util.Locale;

/**
 * Why a request is refused. The name in lower case is the error code on the wire.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC 9110 §15</a>
 */
public enum Refusal {
    /** The body is larger than the limit. */
    BODY_TOO_LARGE(413),
    /** The body is not of an ActivityStreams media type. */
    UNSUPPORTED_MEDIA_TYPE(415),
    /** The body is no JSON object, or nests too deep, or names a member twice. */
    MALFORMED_JSON(400),
    /** The document lacks an id, a type or an actor, or they are not what they must be. */
    MALFORMED_ACTIVITY(400),
    /** The ids of activity, object and author are not on the actor's host. */
    ORIGIN_MISMATCH(400),
    /** There is no signature. */
    SIGNATURE_MISSING(401),
    /** The signature does not parse or does not cover what it must. */
    SIGNATURE_MALFORMED(401),
    /** The signature does not verify. */
    SIGNATURE_INVALID(401),
    /** The digest is missing or not that of the body. */
    DIGEST_MISMATCH(401),
    /** The request is too old, or from the future. */
    DATE_OUT_OF_WINDOW(401),
    /** The key cannot be found, or its actor does not list it. */
    KEY_INVALID(401),
    /** The signer is not the actor, and nothing in the document proves that the actor made it. */
    SIGNER_NOT_ACTOR(401),
    /** The sender may not publish here; it must subscribe first. */
    NOT_SUBSCRIBED(401),
    /** The sender's host is blocked. */
    BLOCKED(403),
    /** The activity is not public. */
    NOT_PUBLIC(403),
    /** The sender sends too much. */
    RATE_LIMITED(429),
    /** The key's host cannot be reached right now. */
    KEY_UNAVAILABLE(503),
    /** We cannot take more at the moment. */
    OVERLOADED(503);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** The HTTP status code of the answer. */
    public int status() {
        return status;
    }

    /** The error code on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
