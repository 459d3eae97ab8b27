package dev.linkspan.proof;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.proof.ProofVerdict.Invalid;
import dev.linkspan.proof.ProofVerdict.Reason;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.LogText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One proof of a document, taken apart. */
final class ProofObject {

    static final String TYPE = "DataIntegrityProof";
    static final String CRYPTOSUITE = "eddsa-jcs-2022";
    static final String PURPOSE = "assertionMethod";

    /** How many proofs are looked at: each costs us a canonicalization. Real documents have one. */
    private static final int MAX_PROOFS = 4;

    /** Reading ended either way. */
    sealed interface Result {
        /** Well-formed and of the suite; the options are all of it but the value, and are what is hashed. */
        record Read(ProofClaim claim, JsonObject options, Body value) implements Result {}

        record Bad(Invalid invalid) implements Result {}
    }

    private ProofObject() {}

    /** The document's proofs in their order; none if it has none. */
    static List<Result> in(JsonObject document) {
        JsonValue member = document.get("proof");
        if (member == null) {
            return List.of();
        }
        if (!(member instanceof JsonArray set)) {
            return List.of(of(member));
        }
        if (set.isEmpty() || set.size() > MAX_PROOFS) {
            return List.of(malformed(set.size() + " proofs (expected: 1 to " + MAX_PROOFS + ")"));
        }
        return set.stream().map(ProofObject::of).toList();
    }

    private static Result of(JsonValue member) {
        if (!(member instanceof JsonObject proof)) {
            return malformed("the proof is not an object");
        }
        Optional<String> type = text(proof, "type");
        Optional<String> suite = text(proof, "cryptosuite");
        if (type.isEmpty()) {
            return malformed("the proof has no type");
        }
        if (!type.get().equals(TYPE)) {
            return bad(Reason.TYPE_UNSUPPORTED, "the proof's type is " + LogText.of(type.get()) + ", not " + TYPE);
        }
        if (suite.isEmpty()) {
            return malformed("the proof names no cryptosuite");
        }
        if (!suite.get().equals(CRYPTOSUITE)) {
            return bad(
                    Reason.CRYPTOSUITE_UNSUPPORTED,
                    "the proof's cryptosuite is " + LogText.of(suite.get()) + ", not " + CRYPTOSUITE);
        }
        if (proof.containsKey("previousProof")) {
            return bad(Reason.CHAIN_UNSUPPORTED, "the proof is one of a chain (previousProof)");
        }
        return ofSuite(proof);
    }

    private static Result ofSuite(JsonObject proof) {
        Optional<String> method = text(proof, "verificationMethod").filter(ProofObject::isKeyId);
        if (method.isEmpty()) {
            return malformed("the proof's verificationMethod is neither an http(s) URI nor a DID URL");
        }
        Optional<Instant> created = text(proof, "created").flatMap(Times::instant);
        if (created.isEmpty() && proof.containsKey("created")) {
            return malformed("the proof's created is not a date and time");
        }
        Optional<Instant> expires = text(proof, "expires").flatMap(Times::instant);
        if (expires.isEmpty() && proof.containsKey("expires")) {
            return malformed("the proof's expires is not a date and time");
        }
        Optional<String> purpose = text(proof, "proofPurpose");
        if (purpose.isEmpty()) {
            return malformed("the proof has no proofPurpose");
        }
        if (!purpose.get().equals(PURPOSE)) {
            return bad(
                    Reason.PURPOSE_UNSUITABLE,
                    "the proof's purpose is " + LogText.of(purpose.get()) + ", not " + PURPOSE);
        }
        Optional<Body> value = text(proof, "proofValue").flatMap(ProofValue::read);
        if (value.isEmpty()) {
            return malformed("the proofValue is not 64 bytes in base58btc (multibase z)");
        }
        return new Result.Read(
                new ProofClaim(CRYPTOSUITE, method.get(), created, expires),
                JsonText.object(proof).remove("proofValue").build(),
                value.get());
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }

    /** Whether a key can be found under this id: an http(s) URI or a DID URL. */
    static boolean isKeyId(String id) {
        try {
            String scheme = URI.create(id).getScheme();
            return scheme != null && (scheme.equals("https") || scheme.equals("http") || scheme.equals("did"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Result malformed(String detail) {
        return bad(Reason.PROOF_MALFORMED, detail);
    }

    private static Result bad(Reason reason, String detail) {
        return new Result.Bad(new Invalid(reason, detail));
    }
}
