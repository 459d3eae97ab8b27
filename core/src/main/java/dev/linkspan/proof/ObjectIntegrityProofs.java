package dev.linkspan.proof;

import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.httpsignatures.SignatureAlgorithm;
import dev.linkspan.httpsignatures.SignatureProvider;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.proof.ProofVerdict.Invalid;
import dev.linkspan.proof.ProofVerdict.Reason;
import dev.linkspan.proof.ProofVerdict.Valid;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.security.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Object integrity proofs of the one suite that servers use, {@code eddsa-jcs-2022}: Ed25519 over the hashes of the proof's
 * options and of the document, each as canonical JSON. Thread-safe; share one.
 *
 * <p>A valid proof says that the holder of the key signed the document as plain JSON. That the key belongs to the
 * document's actor, and that the actor lists it under {@code assertionMethod}, is for the caller to establish. A document
 * embedded in it is proven to have been embedded, not to be its own author's.
 *
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/8b32/fep-8b32.md">FEP-8b32</a>
 * @see <a href="https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022">Data Integrity EdDSA §3.3</a>
 */
public final class ObjectIntegrityProofs {

    private static final Set<String> MEMBERS = Set.of("proof", "https://w3id.org/security#proof");
    private static final Invalid MISSING = new Invalid(Reason.PROOF_MISSING, "the document has no proof member");
    private static final Invalid EXPIRED = new Invalid(Reason.EXPIRED, "the proof has expired");

    private final SignatureProvider engine;

    /** Signs and verifies with the fastest engine. */
    public ObjectIntegrityProofs() {
        this(SignatureProvider.fastest());
    }

    /**
     * Signs and verifies with this engine.
     *
     * @param engine computes Ed25519
     */
    public ObjectIntegrityProofs(SignatureProvider engine) {
        this.engine = engine;
    }

    /**
     * What the document's proofs say about themselves: of those that are well-formed and of the suite, in their order. A
     * cheap look, to decide which keys to get.
     */
    public static List<ProofClaim> claims(JsonObject document) {
        List<ProofClaim> claims = new ArrayList<>();
        for (ProofObject.Result proof : ProofObject.in(document)) {
            if (proof instanceof ProofObject.Result.Read read) {
                claims.add(read.claim());
            }
        }
        return List.copyOf(claims);
    }

    /**
     * Whether the document, or anything that is embedded in it, bears a proof, good or bad. Its contexts put it into a graph of
     * its own, which those who check Linked Data signatures do not all take for part of what was signed.
     */
    public static boolean areWithin(JsonObject document) {
        return document.entrySet().stream()
                .anyMatch(member -> MEMBERS.contains(member.getKey())
                        // A context that says what a proof is, is none.
                        || (!member.getKey().equals("@context") && areWithin(member.getValue())));
    }

    private static boolean areWithin(JsonValue value) {
        return switch (value) {
            case JsonObject object -> areWithin(object);
            case JsonArray array -> array.stream().anyMatch(ObjectIntegrityProofs::areWithin);
            default -> false;
        };
    }

    /**
     * Whether the key made the document's proof; of a set, all of them. Whether the key is that of the document's actor is
     * for the caller to know.
     */
    public ProofVerdict verify(JsonObject document, Key key, Instant now) {
        ProofVerdict verdict = MISSING;
        for (ProofObject.Result proof : ProofObject.in(document)) {
            verdict = verify(document, proof, key, now);
            if (verdict instanceof Invalid) {
                return verdict;
            }
        }
        return verdict;
    }

    /**
     * Judges each of the document's proofs by the key that it names, in their order. A remembered key that fails is asked
     * for once more. Never empty: without a proof the one verdict is {@link Reason#PROOF_MISSING}, so that "all are valid"
     * is never true of a document that nobody proved.
     *
     * <p>A valid proof is one by the holder of the key that it names, and anybody can name a key of his own. Comparing the
     * key's controller with the document's actor is the caller's duty: best in {@code keys}, by finding only the actor's.
     *
     * @param keys finds keys, if possible only those that may speak for the document's actor
     */
    public List<ProofVerdict> verify(JsonObject document, KeyResolver keys, Instant now) {
        List<ProofObject.Result> found = ProofObject.in(document);
        return found.isEmpty()
                ? List.of(MISSING)
                : found.stream()
                        .map(proof -> verify(document, proof, keys, now))
                        .toList();
    }

    /**
     * The document with a proof of this key, whose id becomes the verification method; beside the proofs that it has. The
     * proof takes over the document's context, which should name all that it needs. A Linked Data signature is taken off, for
     * it would no longer hold; one that is made afterwards holds here, but not for every Mastodon.
     *
     * @throws IllegalArgumentException if the key is not an Ed25519 key with an absolute id, or the document has no
     *     canonical form
     */
    public JsonObject sign(JsonObject document, SigningKey key, ProofOptions options) {
        if (key.algorithm() != SignatureAlgorithm.ED25519) {
            throw new IllegalArgumentException("key: " + key.algorithm() + " (expected: ED25519)");
        }
        if (!ProofObject.isKeyId(key.keyId())) {
            throw new IllegalArgumentException("key id: " + key.keyId() + " (expected: an http(s) URI or a DID URL)");
        }
        JsonObject proof = proof(document, key, options);
        return switch (ProofInput.of(document, proof)) {
            case ProofInput.None none ->
                throw new IllegalArgumentException(
                        "document: " + none.invalid().detail() + " (expected: one that can be signed)");
            case ProofInput.Ready input -> {
                byte[] signature = engine.sign(SignatureAlgorithm.ED25519, key.key(), input.toSign());
                JsonObject signed = JsonText.object(proof)
                        .add("proofValue", ProofValue.write(signature))
                        .build();
                yield JsonText.object(document)
                        .remove("signature")
                        .add("proof", beside(document, signed))
                        .build();
            }
        };
    }

    /** The document with a proof that was made at this time and never expires. */
    public JsonObject sign(JsonObject document, SigningKey key, Instant created) {
        return sign(document, key, ProofOptions.createdAt(created));
    }

    private static JsonObject proof(JsonObject document, SigningKey key, ProofOptions options) {
        JsonObjectBuilder proof = JsonText.object();
        if (document.containsKey("@context")) {
            proof.add("@context", document.get("@context"));
        }
        proof.add("type", ProofObject.TYPE)
                .add("cryptosuite", ProofObject.CRYPTOSUITE)
                .add("verificationMethod", key.keyId())
                .add("proofPurpose", ProofObject.PURPOSE)
                .add("created", Times.text(options.created()));
        options.expires().ifPresent(end -> proof.add("expires", Times.text(end)));
        options.domain().ifPresent(domain -> proof.add("domain", domain));
        options.nonce().ifPresent(nonce -> proof.add("nonce", nonce));
        return proof.build();
    }

    private static JsonValue beside(JsonObject document, JsonObject proof) {
        JsonValue present = document.get("proof");
        if (present == null) {
            return proof;
        }
        JsonArrayBuilder set = JsonText.array();
        List<? extends JsonValue> proofs = present instanceof JsonArray array ? array : List.of(present);
        proofs.forEach(set::add);
        return set.add(proof).build();
    }

    private ProofVerdict verify(JsonObject document, ProofObject.Result proof, KeyResolver keys, Instant now) {
        if (!(proof instanceof ProofObject.Result.Read read)) {
            return ((ProofObject.Result.Bad) proof).invalid();
        }
        if (isExpired(read, now)) {
            return EXPIRED; // before its key is fetched
        }
        KeyResolution resolution = keys.resolve(read.claim().verificationMethod(), Freshness.CACHED);
        ProofVerdict verdict = verify(document, read, resolution, now);
        boolean stale = resolution instanceof KeyResolution.Found found && !found.fresh();
        return stale && verdict instanceof Invalid invalid && isKeysFault(invalid.reason())
                ? verify(document, read, keys.resolve(read.claim().verificationMethod(), Freshness.FRESH), now)
                : verdict;
    }

    private static boolean isExpired(ProofObject.Result.Read read, Instant now) {
        return read.claim().expires().filter(end -> !now.isBefore(end)).isPresent();
    }

    private static boolean isKeysFault(Reason reason) {
        return reason == Reason.SIGNATURE_MISMATCH || reason == Reason.KEY_UNSUITABLE;
    }

    private ProofVerdict verify(
            JsonObject document, ProofObject.Result.Read read, KeyResolution resolution, Instant now) {
        return switch (resolution) {
            case KeyResolution.Found found -> verify(document, read, found.key().key(), now);
            case KeyResolution.Missing missing ->
                new Invalid(
                        missing.reason() == KeyResolution.Reason.UNAVAILABLE
                                ? Reason.KEY_UNAVAILABLE
                                : Reason.KEY_MISSING,
                        missing.detail());
        };
    }

    private ProofVerdict verify(JsonObject document, ProofObject.Result proof, Key key, Instant now) {
        return switch (proof) {
            case ProofObject.Result.Bad bad -> bad.invalid();
            case ProofObject.Result.Read read -> verify(document, read, key, now);
        };
    }

    private ProofVerdict verify(JsonObject document, ProofObject.Result.Read read, Key key, Instant now) {
        if (isExpired(read, now)) {
            return EXPIRED;
        }
        if (!SignatureAlgorithm.ED25519.fits(key)) {
            return new Invalid(Reason.KEY_UNSUITABLE, "the key is not an Ed25519 key");
        }
        return switch (ProofInput.of(document, read.options())) {
            case ProofInput.None none -> none.invalid();
            case ProofInput.Ready input ->
                engine.verify(
                                SignatureAlgorithm.ED25519,
                                key,
                                input.toSign(),
                                read.value().bytes())
                        ? new Valid(read.claim(), input.document())
                        : new Invalid(Reason.SIGNATURE_MISMATCH, "the proof does not fit document and key");
        };
    }
}
