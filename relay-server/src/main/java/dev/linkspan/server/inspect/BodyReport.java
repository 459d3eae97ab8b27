package dev.linkspan.server.inspect;

import java.util.List;
import java.util.Optional;

/**
 * What stands in the body.
 *
 * @param detail what it is, in a few words
 * @param id the activity's id
 * @param actor the actor that it names
 * @param proofs the signatures inside it, at least one of each kind, absent or not; none if the body is no JSON
 *     object
 */
public record BodyReport(String detail, Optional<String> id, Optional<String> actor, List<BodyProof> proofs) {

    /** Copies the list. */
    public BodyReport {
        proofs = List.copyOf(proofs);
    }

    static BodyReport of(String detail) {
        return new BodyReport(detail, Optional.empty(), Optional.empty(), List.of());
    }

    /** Whether a signature inside the body is its actor's. */
    boolean isProvenByActor() {
        return proofs.stream().anyMatch(proof -> proof.isBy(actor));
    }
}
