package dev.linkspan.inbox;

import dev.linkspan.vocab.Activity;

/** What a document's own signature or proof is worth. */
sealed interface DocumentCheck {

    /** What a proof is worth: it covers all or nothing. */
    sealed interface OfProof extends DocumentCheck {}

    /** It is the actor's, and covers the whole document. */
    record Signed() implements OfProof {}

    /**
     * It is the actor's, and whoever brought the document may have added to what it covers.
     *
     * @param covered what it covers
     */
    record SignedInPart(Activity covered) implements DocumentCheck {}

    /**
     * It does not show that the actor made the document.
     *
     * @param detail why not, fit to be sent
     * @param unavailable whether only because the key could not be asked for
     */
    record NotSigned(String detail, boolean unavailable) implements OfProof {
        NotSigned(String detail) {
            this(detail, false);
        }
    }
}
