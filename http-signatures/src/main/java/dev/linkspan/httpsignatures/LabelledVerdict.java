package dev.linkspan.httpsignatures;

import java.util.Optional;

/**
 * What became of one of a message's signatures. Immutable.
 *
 * @param label its label
 * @param input what it covers and says of itself; empty if that does not parse
 * @param counts whether the policy's {@link LabelRule} lets it count
 * @param verdict whether it verifies and satisfies the policy
 */
public record LabelledVerdict(String label, Optional<SignatureInput> input, boolean counts, Verdict verdict) {}
