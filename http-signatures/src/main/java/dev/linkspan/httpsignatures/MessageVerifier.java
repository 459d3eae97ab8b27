package dev.linkspan.httpsignatures;

import java.time.InstantSource;

/**
 * Verifies the RFC 9421 signatures of requests and responses: every label is judged, and the policy says which count.
 * Labels, components and sizes are bounded. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-3.2">RFC 9421 §3.2</a>
 */
public interface MessageVerifier {

    /** A verifier that knows the registered structured fields. */
    static MessageVerifier of(VerificationPolicy policy, InstantSource clock) {
        return of(policy, clock, FieldTypes.registered());
    }

    /** A verifier that knows structured fields of one's own, for {@code sf} and {@code key}. */
    static MessageVerifier of(VerificationPolicy policy, InstantSource clock, FieldTypes types) {
        return new Rfc9421Verifier(new SignatureJudge(policy, clock, SignatureProvider.fastest()), types);
    }

    /**
     * Verifies all signatures of a message.
     *
     * @param message the message as received; a response with its request, if that is to be covered
     * @param body the exact bytes of its body, empty if none
     * @param keys where to find keys; asked for each signature that lacks nothing but its key
     */
    MessageVerdict verify(HttpMessage message, Body body, KeyResolver keys);
}
