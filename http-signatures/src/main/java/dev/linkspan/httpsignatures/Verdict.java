package dev.linkspan.httpsignatures;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What verifying a request found. */
public sealed interface Verdict {

    /**
     * The signature verifies and satisfies the policy.
     *
     * @param key the key that made it
     * @param scheme which grammar the signature used
     * @param covered the covered components in their order, as the signature names them
     * @param created when the signature was made, by its own account ({@code created}, else {@code Date})
     */
    record Valid(VerificationKey key, SignatureScheme scheme, List<String> covered, Instant created)
            implements Verdict {
        /** Copies the list. */
        public Valid {
            covered = List.copyOf(covered);
        }
    }

    /**
     * The signature is absent, unusable or wrong.
     *
     * @param reason which rule failed
     * @param detail a sentence that tells the sender's administrator what to mend
     * @param signatureBase the string that we verified against, if it came to that; log at debug level only
     */
    record Invalid(Reason reason, String detail, Optional<String> signatureBase) implements Verdict {}

    /**
     * The signature could not be judged: its key was not to be had.
     *
     * @param keyId the key id asked for
     * @param missing why not
     */
    record KeyMissing(String keyId, KeyResolution.Missing missing) implements Verdict {}

    /** Which rule a request failed. */
    enum Reason {
        /** No signature at all. */
        SIGNATURE_MISSING,
        /** A signature field that does not parse, or names a component that is not there. */
        SIGNATURE_MALFORMED,
        /** A component that must be covered is not. */
        COVERAGE_INSUFFICIENT,
        /** No digest on a request with a body, or none in an algorithm we accept. */
        DIGEST_MISSING,
        /** The digest is not that of the body. */
        DIGEST_MISMATCH,
        /** Neither {@code Date} nor a creation time, or one that does not parse. */
        DATE_MISSING,
        /** Made too long ago or in the future: a replay, a slow queue, or a wrong clock. */
        DATE_OUT_OF_WINDOW,
        /** The signature says that it has expired. */
        EXPIRED,
        /** The algorithm is unknown or does not fit the key. */
        ALGORITHM_UNSUPPORTED,
        /** The signature lacks what the policy demands besides: scheme, label, tag, nonce, {@code expires}. */
        POLICY_UNMET,
        /** The nonce was accepted before, or there is no room to remember it. */
        REPLAYED,
        /** Everything is in place, but the signature is not this key's over this message. */
        SIGNATURE_MISMATCH
    }
}
