package dev.linkspan.discovery;

/** What became of checking a claim about somebody with those whom it concerns. */
public sealed interface ClaimCheck permits ClaimCheck.Confirmed, ClaimCheck.Refuted, Missing {

    /**
     * All whom it concerns say the same.
     *
     * @param witness the document that confirms it: the new account of a move, the authorization
     */
    record Confirmed(FoundObject witness) implements ClaimCheck {}

    /**
     * Somebody whom it concerns says something else, or nothing.
     *
     * @param detail a sentence for the log
     */
    record Refuted(String detail) implements ClaimCheck {}
}
