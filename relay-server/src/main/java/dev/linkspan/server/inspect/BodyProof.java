package dev.linkspan.server.inspect;

import java.util.Optional;

/**
 * A signature inside the body, and what became of it.
 *
 * @param kind which kind
 * @param outcome how it ended
 * @param reason the broken rule's name in lower case, if one is broken
 * @param detail a sentence
 * @param keyId the key that it names, if it is there
 * @param by whose key it is, if the key was to be had
 */
public record BodyProof(
        Kind kind,
        Outcome outcome,
        Optional<String> reason,
        String detail,
        Optional<String> keyId,
        Optional<String> by) {

    /** The kinds of signatures that documents carry. */
    public enum Kind {
        /** A Linked Data signature, RsaSignature2017. */
        LD_SIGNATURE,
        /** An object integrity proof, FEP-8b32. */
        INTEGRITY_PROOF
    }

    /** How it ended. */
    public enum Outcome {
        /** There is none. */
        ABSENT,
        /** It verifies. */
        VALID,
        /** It breaks a rule. */
        INVALID,
        /** Its key was not to be had. */
        KEY_MISSING
    }

    static BodyProof absent(Kind kind) {
        return new BodyProof(kind, Outcome.ABSENT, Optional.empty(), "none", Optional.empty(), Optional.empty());
    }

    /** Whether it verifies with a key of this actor. */
    boolean isBy(Optional<String> actor) {
        return outcome == Outcome.VALID && actor.isPresent() && by.equals(actor);
    }
}
