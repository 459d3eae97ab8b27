package dev.linkspan.httpsignatures;

/** What became of looking for a key. */
public sealed interface KeyResolution {

    /**
     * The key was found and belongs to its controller.
     *
     * @param key the key
     * @param fresh whether it was fetched just now, so that fetching it again cannot help
     */
    record Found(VerificationKey key, boolean fresh) implements KeyResolution {}

    /**
     * There is no usable key.
     *
     * @param reason the kind of failure
     * @param detail a sentence for the log and for the sender
     */
    record Missing(Reason reason, String detail) implements KeyResolution {}

    /** Why there is no key. */
    enum Reason {
        /** The key's host answers that it is gone for good (410). */
        GONE,
        /** The key's host answers that there is no such document (404). */
        NOT_FOUND,
        /** The key's host could not be asked, or asks for patience: the same request may succeed later. */
        UNAVAILABLE,
        /** Our rules forbid asking this host. */
        BLOCKED,
        /**
         * Something else came in its place, or its key is malformed, too weak or not confirmed by the actor it claims to
         * speak for.
         */
        INVALID
    }
}
