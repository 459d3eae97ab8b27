package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LdVerdict;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.proof.ProofClaim;
import dev.linkspan.proof.ProofVerdict;
import dev.linkspan.server.inspect.BodyProof.Kind;
import dev.linkspan.server.inspect.BodyProof.Outcome;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a body and judges the signatures inside it. */
final class BodyInspector {

    private final KeyResolver keys;
    private final Instant now;

    BodyInspector(KeyResolver keys, Instant now) {
        this.keys = keys;
        this.now = now;
    }

    /** The actor that a body names, if it is an activity. */
    static Optional<String> actor(Body body) {
        return JsonText.parse(body) instanceof JsonText.Result.Document document
                ? Activity.of(document.object()).actorId()
                : Optional.empty();
    }

    BodyReport inspect(Body body) {
        if (body.length() == 0) {
            return BodyReport.of("none");
        }
        return switch (JsonText.parse(body)) {
            case JsonText.Result.Malformed malformed -> BodyReport.of(malformed.detail());
            case JsonText.Result.Document document -> inspect(document.object());
        };
    }

    private BodyReport inspect(JsonObject document) {
        Activity activity = Activity.of(document);
        return new BodyReport(
                activity.typeName() + " " + activity.id().orElse("(no id)") + " by "
                        + activity.actorId().orElse("(no actor)"),
                activity.id(),
                activity.actorId(),
                proofs(document));
    }

    private List<BodyProof> proofs(JsonObject document) {
        List<BodyProof> proofs = new ArrayList<>();
        proofs.add(ldSignature(document));
        if (!document.containsKey("proof")) {
            proofs.add(BodyProof.absent(Kind.INTEGRITY_PROOF));
            return proofs;
        }
        List<ProofClaim> claims = ObjectIntegrityProofs.claims(document);
        List<ProofVerdict> verdicts = new ObjectIntegrityProofs().verify(document, keys, now);
        for (ProofVerdict verdict : verdicts) {
            // A proof that is malformed makes no claim, so which of several it is cannot be told by counting.
            proofs.add(integrityProof(
                    verdict, verdicts.size() == 1 ? claims.stream().findFirst() : Optional.empty()));
        }
        return proofs;
    }

    private BodyProof integrityProof(ProofVerdict verdict, Optional<ProofClaim> claim) {
        return switch (verdict) {
            case ProofVerdict.Valid valid -> {
                String method = valid.claim().verificationMethod();
                yield new BodyProof(
                        Kind.INTEGRITY_PROOF,
                        Outcome.VALID,
                        Optional.empty(),
                        "made " + valid.claim().created().map(Instant::toString).orElse("(no date)") + " with "
                                + method,
                        Optional.of(method),
                        keys.resolve(method, Freshness.CACHED) instanceof KeyResolution.Found found
                                ? Optional.of(found.key().controller())
                                : Optional.empty());
            }
            case ProofVerdict.Invalid invalid ->
                new BodyProof(
                        Kind.INTEGRITY_PROOF,
                        isKeyMissing(invalid.reason()) ? Outcome.KEY_MISSING : Outcome.INVALID,
                        Optional.of(name(invalid.reason())),
                        invalid.detail(),
                        claim.map(ProofClaim::verificationMethod),
                        Optional.empty());
        };
    }

    private static boolean isKeyMissing(ProofVerdict.Reason reason) {
        return reason == ProofVerdict.Reason.KEY_MISSING || reason == ProofVerdict.Reason.KEY_UNAVAILABLE;
    }

    private BodyProof ldSignature(JsonObject document) {
        if (!document.containsKey("signature")) {
            return BodyProof.absent(Kind.LD_SIGNATURE);
        }
        var claim = LinkedDataSignatures.claim(document);
        Optional<String> creator = claim.map(known -> known.creator());
        if (creator.isEmpty()) {
            return new BodyProof(
                    Kind.LD_SIGNATURE,
                    Outcome.INVALID,
                    Optional.of("signature_malformed"),
                    "the signature has no well-formed type, creator, created and signatureValue",
                    Optional.empty(),
                    Optional.empty());
        }
        return switch (keys.resolve(creator.get(), Freshness.CACHED)) {
            case KeyResolution.Missing missing ->
                new BodyProof(
                        Kind.LD_SIGNATURE,
                        Outcome.KEY_MISSING,
                        Optional.of(name(missing.reason())),
                        missing.detail(),
                        creator,
                        Optional.empty());
            case KeyResolution.Found found -> ldSignature(document, creator, found);
        };
    }

    private BodyProof ldSignature(JsonObject document, Optional<String> creator, KeyResolution.Found found) {
        Optional<String> by = Optional.of(found.key().controller());
        return switch (new LinkedDataSignatures(new Canonicalizer())
                .verify(document, found.key().key(), now)) {
            case LdVerdict.Valid valid ->
                new BodyProof(
                        Kind.LD_SIGNATURE,
                        Outcome.VALID,
                        Optional.empty(),
                        "made " + valid.claim().created() + " with " + creator.orElse("")
                                + (valid.uncovered().isEmpty() ? "" : "; it does not cover " + valid.uncovered()),
                        creator,
                        by);
            case LdVerdict.Invalid invalid ->
                new BodyProof(
                        Kind.LD_SIGNATURE,
                        Outcome.INVALID,
                        Optional.of(name(invalid.reason())),
                        invalid.detail(),
                        creator,
                        by);
        };
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
