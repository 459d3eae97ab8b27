package dev.linkspan.proof;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.JsonCanonicalization;
import dev.linkspan.jsonld.JsonCanonicalization.Result.Canonical;
import dev.linkspan.jsonld.JsonCanonicalization.Result.Refused;
import dev.linkspan.proof.ProofVerdict.Invalid;
import dev.linkspan.proof.ProofVerdict.Reason;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What eddsa-jcs-2022 signs: the hash of the canonical proof options, then the hash of the canonical document.
 *
 * @see <a href="https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022">Data Integrity EdDSA §3.3</a>
 */
sealed interface ProofInput {

    /** Both canonical forms, and the document that the second one is of. */
    record Ready(JsonObject document, Body canonicalOptions, Body canonicalDocument) implements ProofInput {

        Body optionsHash() {
            return sha256(canonicalOptions);
        }

        Body documentHash() {
            return sha256(canonicalDocument);
        }

        // 3.3.4
        byte[] toSign() {
            byte[] both = new byte[64];
            System.arraycopy(optionsHash().bytes(), 0, both, 0, 32);
            System.arraycopy(documentHash().bytes(), 0, both, 32, 32);
            return both;
        }
    }

    /** There is nothing to sign or verify. */
    record None(Invalid invalid) implements ProofInput {}

    /**
     * Prepares a document.
     *
     * @param document the document with its proofs and signature
     * @param options the proof without its value
     */
    static ProofInput of(JsonObject document, JsonObject options) {
        // FEP-8b32: a Linked Data signature is made after the proof, so it was not there yet.
        var unsecured = JsonText.object(document).remove("proof").remove("signature");
        JsonValue context = options.get("@context");
        if (context != null) {
            // 3.3.2: later signers may have appended contexts of theirs.
            if (!begins(entries(document.get("@context")), entries(context))) {
                return none(Reason.CONTEXT_MISMATCH, "the document's @context does not begin with the proof's");
            }
            unsecured.add("@context", context);
        }
        JsonObject unsecuredDocument = unsecured.build();
        return switch (JsonCanonicalization.canonicalizeExactly(options)) {
            case Refused refused -> none(Reason.NOT_CANONICAL, "the proof has no canonical form: " + refused.detail());
            case Canonical canonicalOptions ->
                switch (JsonCanonicalization.canonicalizeExactly(unsecuredDocument)) {
                    case Refused refused ->
                        none(Reason.NOT_CANONICAL, "the document has no canonical form: " + refused.detail());
                    case Canonical canonicalDocument ->
                        new Ready(unsecuredDocument, canonicalOptions.text(), canonicalDocument.text());
                };
        };
    }

    private static List<? extends JsonValue> entries(@Nullable JsonValue context) {
        if (context == null) {
            return List.of();
        }
        return context instanceof JsonArray array ? array : List.of(context);
    }

    private static boolean begins(List<? extends JsonValue> whole, List<? extends JsonValue> start) {
        return start.size() <= whole.size() && whole.subList(0, start.size()).equals(start);
    }

    private static None none(Reason reason, String detail) {
        return new None(new Invalid(reason, detail));
    }

    private static Body sha256(Body text) {
        try {
            return Body.of(MessageDigest.getInstance("SHA-256").digest(text.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
