package dev.linkspan.fuzz;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.JsonCanonicalization;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.proof.ProofVerdict;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.util.List;

/** A document with an object integrity proof: what still verifies has not changed, but for what no proof covers. */
final class IntegrityProofTarget implements FuzzTarget {

    private final ObjectIntegrityProofs proofs = new ObjectIntegrityProofs();
    private final JsonObject signed =
            proofs.sign(Json.object(LdSignatureTarget.DOCUMENT), Genuine.KEY, Genuine.NOW.minusSeconds(60));

    @Override
    public List<String> seeds() {
        return List.of(signed.toString());
    }

    @Override
    public void read(Body input) {
        Json.object(input).ifPresent(document -> {
            ObjectIntegrityProofs.claims(document);
            if (proofs.verify(document, Genuine.PUBLIC, Genuine.NOW) instanceof ProofVerdict.Valid
                    && !covered(document).equals(covered(signed))) {
                throw new AssertionError("verifies, but nobody signed it: " + document);
            }
        });
    }

    // Of the context the proof repeats what it covers; more may follow.
    private static JsonCanonicalization.Result covered(JsonObject document) {
        return JsonCanonicalization.canonicalize(JsonText.object(document)
                .remove("proof")
                .remove("signature")
                .remove("@context")
                .build());
    }
}
