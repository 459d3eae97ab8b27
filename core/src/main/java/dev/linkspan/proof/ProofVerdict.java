package dev.linkspan.proof;

import jakarta.json.JsonObject;

/** What verifying an object integrity proof found. */
public sealed interface ProofVerdict {

    /**
     * The key signed the document.
     *
     * @param claim the proof's own account, now proven
     * @param document what was signed: without the proofs and the Linked Data signature, and in the proof's context, if it
     *     has one. Every member counts by its name; ids of others in it are not proven to be theirs
     */
    record Valid(ProofClaim claim, JsonObject document) implements ProofVerdict {}

    /**
     * The document is not to be trusted for this proof.
     *
     * @param reason which rule it breaks
     * @param detail a sentence that tells the sender's administrator what to mend
     */
    record Invalid(Reason reason, String detail) implements ProofVerdict {}

    /** Which rule a proof or its document breaks. */
    enum Reason {
        /** There is none. */
        PROOF_MISSING,
        /** It is not an object with the members that a proof must have, each well-formed. */
        PROOF_MALFORMED,
        /** It is of another type than DataIntegrityProof. */
        TYPE_UNSUPPORTED,
        /** It is of another suite than eddsa-jcs-2022. */
        CRYPTOSUITE_UNSUPPORTED,
        /** It is one of a chain, which depends on other proofs. */
        CHAIN_UNSUPPORTED,
        /** It was made for another purpose than assertionMethod. */
        PURPOSE_UNSUITABLE,
        /** It says that it has expired. */
        EXPIRED,
        /** Its key is not to be had, or not its maker's. */
        KEY_MISSING,
        /** Its key's server could not be asked; the same document may verify later. */
        KEY_UNAVAILABLE,
        /** The key is not an Ed25519 key. */
        KEY_UNSUITABLE,
        /** The document's context does not begin with the proof's. */
        CONTEXT_MISMATCH,
        /** The document has no canonical form, or one that others read differently. */
        NOT_CANONICAL,
        /** Everything is in place, but the proof is not this key's over this document. */
        SIGNATURE_MISMATCH
    }
}
