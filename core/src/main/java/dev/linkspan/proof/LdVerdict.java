package dev.linkspan.proof;

import jakarta.json.JsonObject;
import java.util.Set;

/** What verifying a Linked Data signature found. */
public sealed interface LdVerdict {

    /**
     * The key signed the document, and the document says as plain JSON what was signed.
     *
     * @param claim the signature's own account, now proven
     * @param uncovered names of extension members and types that the signature does not cover because the document's
     *     contexts do not define them: whoever passed the document on may have written them
     * @param covered what was signed: the document without its signature and without those, wherever they stand in it
     */
    record Valid(LdClaim claim, Set<String> uncovered, JsonObject covered) implements LdVerdict {
        /** Copies the set. */
        public Valid {
            uncovered = Set.copyOf(uncovered);
        }
    }

    /**
     * The document is not to be trusted for this signature.
     *
     * @param reason which rule it breaks
     * @param detail a sentence that tells the sender's administrator what to mend
     */
    record Invalid(Reason reason, String detail) implements LdVerdict {}

    /** Which rule a signature or its document breaks. */
    enum Reason {
        /** There is none. */
        SIGNATURE_MISSING,
        /** It is not one object with a creator, a creation time and a value, each well-formed. */
        SIGNATURE_MALFORMED,
        /** It is of another type than RsaSignature2017. */
        TYPE_UNSUPPORTED,
        /** It says that it has expired. */
        EXPIRED,
        /** The key is not an RSA key. */
        KEY_UNSUITABLE,
        /** The document names a context that does not come with us. */
        CONTEXT_UNKNOWN,
        /** The document uses a keyword with which RDF and plain JSON can part. */
        KEYWORD_FORBIDDEN,
        /** What was signed may not be what plain JSON shows. */
        DOCUMENT_MISLEADING,
        /** The document would cost more work than allowed. */
        TOO_COMPLEX,
        /** The document is not valid JSON-LD. */
        NOT_JSON_LD,
        /** Everything is in place, but the signature is not this key's over this document. */
        SIGNATURE_MISMATCH
    }
}
