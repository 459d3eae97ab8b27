package dev.linkspan.proof;

import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.proof.IdentityVerdict.Invalid;
import dev.linkspan.proof.IdentityVerdict.Linked;
import dev.linkspan.proof.IdentityVerdict.Reason;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.LogText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Identity proofs: statements, attached to an actor, by which the holder of a DID's key says that the actor is the same
 * entity. The DIDs are {@code did:key} of Ed25519. Thread-safe.
 *
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/c390/fep-c390.md">FEP-c390</a>
 */
public final class IdentityProofs {

    private static final String TYPE = "VerifiableIdentityStatement";

    /** How many statements of one actor are looked at. */
    private static final int MAX_STATEMENTS = 20;

    private final ObjectIntegrityProofs proofs;

    /**
     * Makes and verifies statements.
     *
     * @param proofs proves them
     */
    public IdentityProofs(ObjectIntegrityProofs proofs) {
        this.proofs = proofs;
    }

    /**
     * A statement to attach to an actor.
     *
     * @param actor the actor's id
     * @param key an Ed25519 key; its {@code did:key} becomes the subject
     * @param created when it was made, to the second
     * @throws IllegalArgumentException if the key is of another kind
     */
    public JsonObject create(String actor, PrivateKey key, Instant created) {
        String subject = DidKeys.write(KeyPairs.publicKey(key));
        JsonObject claim = JsonText.object()
                .add("type", TYPE)
                .add("subject", subject)
                .add("alsoKnownAs", actor)
                .build();
        return proofs.sign(claim, new SigningKey(subject, key), created);
    }

    /** Whether a statement links its subject to this actor. */
    public IdentityVerdict verify(JsonObject statement, String actor, Instant now) {
        Optional<String> subject = text(statement, "subject");
        Optional<String> knownAs = text(statement, "alsoKnownAs");
        if (!text(statement, "type").equals(Optional.of(TYPE)) || subject.isEmpty() || knownAs.isEmpty()) {
            return new Invalid(
                    Reason.STATEMENT_MALFORMED, "it is no " + TYPE + " with one subject and one alsoKnownAs");
        }
        if (!knownAs.get().equals(actor)) {
            return new Invalid(Reason.ACTOR_MISMATCH, "it is about " + LogText.of(knownAs.get()) + ", not " + actor);
        }
        List<ProofClaim> claims = ObjectIntegrityProofs.claims(statement);
        if (claims.size() == 1 && !isKeyOf(subject.get(), claims.getFirst().verificationMethod())) {
            return new Invalid(
                    Reason.METHOD_MISMATCH,
                    "it is proven by " + LogText.of(claims.getFirst().verificationMethod()) + ", not by its subject");
        }
        if (claims.size() > 1) {
            return new Invalid(Reason.METHOD_MISMATCH, "it has " + claims.size() + " proofs (expected: one)");
        }
        return verify(statement, subject.get(), actor, now);
    }

    /**
     * The DIDs that an actor's document links itself to, each with the statement that proves it; of the first
     * {@value #MAX_STATEMENTS} statements among its attachments.
     */
    public Map<String, JsonObject> linked(JsonObject actor, Instant now) {
        Map<String, JsonObject> linked = new LinkedHashMap<>();
        JsonValue attachment = actor.getOrDefault("attachment", JsonValue.EMPTY_JSON_ARRAY);
        List<? extends JsonValue> attachments = attachment instanceof JsonArray array ? array : List.of(attachment);
        attachments.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .filter(statement -> text(statement, "type").equals(Optional.of(TYPE)))
                .limit(MAX_STATEMENTS)
                .forEach(statement -> {
                    if (verify(statement, text(actor, "id").orElse(""), now) instanceof Linked link) {
                        linked.put(link.subject(), statement);
                    }
                });
        return linked;
    }

    /** A {@code did:key} has one key, which is named by the DID alone or with the identifier again as its fragment. */
    private static boolean isKeyOf(String subject, String method) {
        return method.equals(subject) || method.equals(subject + "#" + subject.substring(subject.lastIndexOf(':') + 1));
    }

    private IdentityVerdict verify(JsonObject statement, String subject, String actor, Instant now) {
        try {
            return switch (proofs.verify(statement, DidKeys.read(subject), now)) {
                case ProofVerdict.Valid valid -> new Linked(subject, actor);
                case ProofVerdict.Invalid invalid ->
                    new Invalid(
                            invalid.reason() == ProofVerdict.Reason.KEY_UNSUITABLE
                                    ? Reason.SUBJECT_UNSUPPORTED
                                    : Reason.PROOF_INVALID,
                            invalid.detail());
            };
        } catch (KeyFormatException e) {
            return new Invalid(
                    Reason.SUBJECT_UNSUPPORTED,
                    "the subject is no did:key of Ed25519: " + LogText.of(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }
}
