package dev.linkspan.httpsignatures;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Verifies the signature of a received request: recognises the scheme, checks coverage, time and digest before it asks
 * for a key, then the signature; asks for a fresh key once if the remembered one fails. Thread-safe.
 */
public interface RequestVerifier {

    /** A verifier for both grammars; RFC 9421 as soon as {@code Signature-Input} is there. */
    static RequestVerifier of(VerificationPolicy policy, InstantSource clock) {
        return new StandardVerifier(policy, clock, SignatureProvider.fastest());
    }

    /**
     * The key ids that a request claims, at most four, unverified: good for refusing a blocked host before any work.
     * Empty if there is no signature that parses.
     */
    static List<String> claimedKeyIds(HttpMessage.Request message) {
        return SignatureFields.claimedKeyIds(message);
    }

    /** What is wrong with the signature fields of a request of which {@link #claimedKeyIds} can read no key id. */
    static Optional<Verdict.Invalid> unreadable(HttpMessage.Request message) {
        return SignatureFields.unreadable(message);
    }

    /**
     * Verifies a request.
     *
     * @param message the request as received
     * @param body the exact bytes of its body, empty if none
     * @param keys where to find keys
     */
    Verdict verify(HttpMessage.Request message, Body body, KeyResolver keys);
}
