package dev.linkspan.httpsignatures;

import java.util.List;

/** What we do about an {@code Accept-Signature}. */
public sealed interface SignatureAnswer {

    /**
     * We sign.
     *
     * @param profile how; with the label that was asked for
     * @param omitted what was asked for and is not covered, because our rules do not list it or the message lacks it
     */
    record Agreed(SigningProfile profile, List<ComponentIdentifier> omitted) implements SignatureAnswer {
        /** Copies the list. */
        public Agreed {
            omitted = List.copyOf(omitted);
        }
    }

    /**
     * We do not sign as asked.
     *
     * @param reason a sentence for the log
     */
    record Declined(String reason) implements SignatureAnswer {}
}
