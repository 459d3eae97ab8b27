package dev.linkspan.inbox;

/** What a document's own signature or proof is worth. */
sealed interface DocumentCheck {

    /**
     * It is the actor's.
     *
     * @param whole whether it covers every member of the document
     */
    record Signed(boolean whole) implements DocumentCheck {}

    /**
     * It does not show that the actor made the document.
     *
     * @param detail why not, fit to be sent
     * @param unavailable whether only because the key could not be asked for
     */
    record NotSigned(String detail, boolean unavailable) implements DocumentCheck {
        NotSigned(String detail) {
            this(detail, false);
        }
    }
}
