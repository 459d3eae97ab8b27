package dev.linkspan.httpsignatures;

/**
 * Verifies the signature of a received request: recognises the scheme, checks coverage, time and digest before it asks
 * for a key, then the signature; asks for a fresh key once if the remembered one fails. Thread-safe.
 */
public interface RequestVerifier {

    /**
     * Verifies a request.
     *
     * @param message the request as received
     * @param body the exact bytes of its body, empty if none
     * @param keys where to find keys
     */
    Verdict verify(HttpMessage message, Body body, KeyResolver keys);
}
