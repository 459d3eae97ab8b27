package dev.linkspan.inbox;

/** By what an activity is known to be its actor's. */
public enum Authentication {
    /** The actor's key signed the request. */
    HTTP_SIGNATURE,
    /** Another's key signed the request, the actor's key the document: a Linked Data signature, which others check too. */
    LINKED_DATA_SIGNATURE,
    /** Another's key signed the request, the actor's key the document: an object integrity proof, which few check. */
    INTEGRITY_PROOF
}
