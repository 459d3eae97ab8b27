package dev.linkspan.inbox;

import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.inbox.DocumentCheck.NotSigned;
import dev.linkspan.inbox.DocumentCheck.Signed;
import dev.linkspan.inbox.DocumentCheck.SignedInPart;
import dev.linkspan.proof.LdVerdict;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.proof.ProofVerdict;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.LogText;
import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for what a document itself shows of who made it. Blocks while a key is fetched. */
final class DocumentVerifier {

    private static final Logger log = LoggerFactory.getLogger(DocumentVerifier.class);

    private final LinkedDataSignatures signatures;
    private final ObjectIntegrityProofs proofs;
    private final InstantSource clock;

    DocumentVerifier(LinkedDataSignatures signatures, ObjectIntegrityProofs proofs, InstantSource clock) {
        this.signatures = signatures;
        this.proofs = proofs;
        this.clock = clock;
    }

    /** What the Linked Data signature is worth. */
    DocumentCheck signature(Gate.Claimed claimed, KeyResolver keys) {
        var claim = LinkedDataSignatures.claim(document(claimed));
        if (claim.isEmpty()) {
            return new NotSigned(document(claimed).containsKey("signature") ? "it is malformed" : "there is none");
        }
        String creator = claim.get().creator();
        if (!Authority.same(creator, claimed.actor())) {
            // Refused before its key is fetched: a foreign creator can never be the actor.
            return new NotSigned("it is by " + LogText.of(creator));
        }
        KeyResolution resolution = keys.resolve(creator, Freshness.CACHED);
        DocumentCheck check = signature(claimed, resolution);
        boolean stale = resolution instanceof KeyResolution.Found found && !found.fresh();
        return check instanceof NotSigned && stale ? signature(claimed, keys.resolve(creator, Freshness.FRESH)) : check;
    }

    private DocumentCheck signature(Gate.Claimed claimed, KeyResolution resolution) {
        return switch (ofActor(claimed, resolution)) {
            case KeyResolution.Missing missing -> notSigned(missing);
            case KeyResolution.Found found ->
                switch (signatures.verify(document(claimed), found.key().key(), clock.instant())) {
                    case LdVerdict.Valid valid -> signed(claimed, valid);
                    case LdVerdict.Invalid invalid -> {
                        log.debug("LD signature of {} does not verify: {}", claimed.id(), invalid.detail());
                        yield new NotSigned(invalid.detail());
                    }
                };
        };
    }

    private static DocumentCheck signed(Gate.Claimed claimed, LdVerdict.Valid valid) {
        if (valid.uncovered().isEmpty()) {
            return new Signed();
        }
        Activity covered = Activity.of(valid.covered());
        // Under another type it would be another activity than the one that was let in.
        return covered.types().equals(claimed.activity().types())
                ? new SignedInPart(covered)
                : new NotSigned("it does not cover the activity's type");
    }

    /**
     * What the object integrity proofs are worth: one must be the actor's and hold, and none of the actor's may be broken.
     * Those by others, of other suites or expired do not count.
     *
     * @param proofKeys finds keys, and only those that the actor lists under {@code assertionMethod}
     */
    DocumentCheck.OfProof proof(Gate.Claimed claimed, KeyResolver proofKeys) {
        List<ProofVerdict> verdicts = proofs.verify(
                document(claimed),
                // Whose key it is, the proof does not say: only the actor's are found.
                (keyId, freshness) -> ofActor(claimed, keyId, proofKeys, freshness),
                clock.instant());
        DocumentCheck.OfProof check = new NotSigned("there is none");
        for (ProofVerdict verdict : verdicts) {
            switch (verdict) {
                case ProofVerdict.Valid valid -> check = new Signed();
                case ProofVerdict.Invalid invalid -> {
                    log.debug("proof of {} does not verify: {}", claimed.id(), invalid.detail());
                    if (isBroken(invalid.reason())) {
                        return new NotSigned(invalid.detail());
                    }
                    if (!(check instanceof Signed)) {
                        check = new NotSigned(
                                invalid.detail(), invalid.reason() == ProofVerdict.Reason.KEY_UNAVAILABLE);
                    }
                }
            }
        }
        return check;
    }

    // FEP-8b32: a proof that cannot be judged is to be ignored.
    private static boolean isBroken(ProofVerdict.Reason reason) {
        return switch (reason) {
            case PROOF_MALFORMED, CONTEXT_MISMATCH, NOT_CANONICAL, SIGNATURE_MISMATCH -> true;
            case PROOF_MISSING,
                    TYPE_UNSUPPORTED,
                    CRYPTOSUITE_UNSUPPORTED,
                    CHAIN_UNSUPPORTED,
                    PURPOSE_UNSUITABLE,
                    EXPIRED,
                    KEY_MISSING,
                    KEY_UNAVAILABLE,
                    KEY_UNSUITABLE -> false;
        };
    }

    private static KeyResolution ofActor(
            Gate.Claimed claimed, String keyId, KeyResolver proofKeys, Freshness freshness) {
        // As above: another server's key can never be the actor's. A did:key is of no server.
        return Authority.same(keyId, claimed.actor()) || DidKeys.isDidKey(keyId)
                ? ofActor(claimed, proofKeys.resolve(keyId, freshness))
                : new KeyResolution.Missing(KeyResolution.Reason.INVALID, "it is by " + LogText.of(keyId));
    }

    private static KeyResolution ofActor(Gate.Claimed claimed, KeyResolution resolution) {
        return resolution instanceof KeyResolution.Found found
                        && !found.key().controller().equals(claimed.actor())
                ? new KeyResolution.Missing(
                        KeyResolution.Reason.INVALID,
                        "its key belongs to " + found.key().controller())
                : resolution;
    }

    private static NotSigned notSigned(KeyResolution.Missing missing) {
        return new NotSigned(missing.detail(), missing.reason() == KeyResolution.Reason.UNAVAILABLE);
    }

    private static JsonObject document(Gate.Claimed claimed) {
        return claimed.activity().json();
    }
}
