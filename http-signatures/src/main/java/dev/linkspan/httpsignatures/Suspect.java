package dev.linkspan.httpsignatures;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One thing that may have gone wrong, as the request or the base that was signed in that case.
 *
 * @param cause what to say if it is so
 * @param message the request as it was signed then
 * @param rewriting from our signature base of that request to the one that was signed then
 * @param algorithm what it was signed with then, if not what the signature states
 */
record Suspect(
        LikelyCause cause,
        HttpMessage.Request message,
        UnaryOperator<String> rewriting,
        Optional<SignatureAlgorithm> algorithm) {

    static Suspect unchanged(HttpMessage.Request message) {
        return ofMessage("nothing changes", "", message);
    }

    static Suspect ofMessage(String change, String explanation, HttpMessage.Request message) {
        return new Suspect(new LikelyCause(change, explanation), message, UnaryOperator.identity(), Optional.empty());
    }

    static Suspect ofBase(
            String change, String explanation, HttpMessage.Request message, UnaryOperator<String> rewriting) {
        return new Suspect(new LikelyCause(change, explanation), message, rewriting, Optional.empty());
    }
}
