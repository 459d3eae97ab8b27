package dev.linkspan.httpsignatures;

import java.security.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One signature as its field states it, and the steps of verification that differ between the two grammars.
 *
 * @param <M> the messages that the grammar signs
 */
sealed interface ParsedSignature<M extends HttpMessage> permits CavageSignature, Rfc9421Signature {

    /** More covered components than any server sends. */
    int MAX_COMPONENTS = 64;

    /** Longer than any key id in use. */
    int MAX_KEY_ID_CHARS = 2048;

    /**
     * A time at which the signature claims to have been made.
     *
     * @param source which parameter or field says so
     * @param instant the time
     */
    record Anchor(String source, Instant instant) {}

    SignatureScheme scheme();

    String keyId();

    /** The covered components as the signature names them. */
    List<String> covered();

    Body signature();

    /** Checks that what the policy demands of the scheme is covered. */
    void checkCoverage(VerificationPolicy policy, M message, Body body) throws Refusal;

    /** The covered times of creation, at least one; the first one counts as the signature's. */
    List<Anchor> anchors(M message) throws Refusal;

    Optional<Instant> expires();

    /** Whether {@code expires} is signed too; if not, anyone on the way may have written it. */
    boolean coversExpires();

    /** What makes the signature unique; a grammar without nonces has none. */
    Optional<String> nonce();

    /** The strings that may have been signed, most likely first; at least one. */
    List<String> bases(M message) throws Refusal;

    /** The algorithms to try with a key, most likely first; none if the stated algorithm does not fit the key. */
    List<SignatureAlgorithm> algorithms(Key key);

    /** The stated algorithm, for messages. */
    String statedAlgorithm();
}
