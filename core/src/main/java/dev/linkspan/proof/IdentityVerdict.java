package dev.linkspan.proof;

/** What verifying an identity proof found. */
public sealed interface IdentityVerdict {

    /**
     * Whoever holds the subject's key says that the actor is the same entity.
     *
     * @param subject the DID
     * @param actor the actor's id
     */
    record Linked(String subject, String actor) implements IdentityVerdict {}

    /**
     * The statement is to be discarded.
     *
     * @param reason which rule it breaks
     * @param detail a sentence that tells its maker what to mend
     */
    record Invalid(Reason reason, String detail) implements IdentityVerdict {}

    /** Which rule a statement breaks. */
    enum Reason {
        /** It is no VerifiableIdentityStatement with a subject and {@code alsoKnownAs}. */
        STATEMENT_MALFORMED,
        /** It is about another actor. */
        ACTOR_MISMATCH,
        /** Its subject is not a {@code did:key} of Ed25519. */
        SUBJECT_UNSUPPORTED,
        /** It is proven by another key than its subject's, or by several. */
        METHOD_MISMATCH,
        /** The proof itself does not hold. */
        PROOF_INVALID
    }
}
