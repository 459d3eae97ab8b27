package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.SignatureExplanation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is to be said about a recorded request.
 *
 * @param request the request
 * @param at for which time it was judged
 * @param policy the name of the policy
 * @param keyUses which of the given keys answered to which id; none if keys were fetched
 * @param explanation the HTTP signatures
 * @param body the body and the signatures inside it
 * @param speaker who speaks, and whether he may for the body's actor
 * @param inbox how a Linkspan inbox would answer; only for a POST
 * @param isVerified whether the request is to be believed
 * @param conclusion that in a sentence, with the reason
 */
public record RequestReport(
        RawRequest request,
        Instant at,
        String policy,
        List<KeyUse> keyUses,
        SignatureExplanation explanation,
        BodyReport body,
        Speaker speaker,
        Optional<InboxAnswer> inbox,
        boolean isVerified,
        String conclusion) {

    /** Copies the list. */
    public RequestReport {
        keyUses = List.copyOf(keyUses);
    }

    /**
     * Who speaks.
     *
     * @param signer whose key made the HTTP signature, if it verifies
     * @param isAssumed whether that is only taken from the key's id, because the key was given without an owner
     * @param isActor whether the body's actor is known to have made it: by the HTTP signature or by one in the body
     * @param detail a sentence
     */
    public record Speaker(Optional<String> signer, boolean isAssumed, boolean isActor, String detail) {}
}
