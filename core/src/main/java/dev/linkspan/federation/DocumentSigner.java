package dev.linkspan.federation;

import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * One of both, never both. A proof stands in a graph of its own, by its context. Mastodon before 4.5.10 loses the name of that graph
 * and hashes something else than was signed; since then it drops a signature over any @graph. Either way nobody who gets such a
 * document from a relay would believe it.
 */
/**
 * Signs public activities within the document, so that those to whom others hand them on believe them: relays and inbox
 * forwarding need it. What is not public nobody shall be able to hand on as proven.
 */
final class DocumentSigner {

    private static final Logger log = LoggerFactory.getLogger(DocumentSigner.class);

    /** What makes {@code proof} known to those who read JSON-LD, Fedify among them. */
    private static final JsonValue PROOF_CONTEXT = JsonText.text("https://w3id.org/security/data-integrity/v2");

    private final LinkedDataSignatures signatures;
    private final ObjectIntegrityProofs proofs;
    private final OwnActors actors;
    private final boolean signs;
    private final InstantSource clock;

    /**
     * A signer.
     *
     * @param signs whether with Linked Data signatures, where there is no proof; proofs are made for those actors that have a
     *     key for them
     */
    DocumentSigner(
            LinkedDataSignatures signatures,
            ObjectIntegrityProofs proofs,
            OwnActors actors,
            boolean signs,
            InstantSource clock) {
        this.signatures = signatures;
        this.proofs = proofs;
        this.actors = actors;
        this.signs = signs;
        this.clock = clock;
    }

    /** The activity as it goes out. */
    Activity signed(Activity activity, String actor, boolean isPublic) {
        if (!isPublic) {
            return activity;
        }
        Optional<JsonObject> proven = actors.proofKey(actor).flatMap(key -> proven(activity.json(), key));
        return Activity.of(proven.orElseGet(() -> signs ? signed(activity.json(), actor) : activity.json()));
    }

    private Optional<JsonObject> proven(JsonObject document, SigningKey key) {
        try {
            return Optional.of(proofs.sign(withProofContext(document), key, clock.instant()));
        } catch (IllegalArgumentException e) {
            // A number that JSON has no exact form for, say.
            log.debug("{} goes without a proof: {}", document.get("id"), e.getMessage());
            return Optional.empty();
        }
    }

    private JsonObject signed(JsonObject document, String actor) {
        if (ObjectIntegrityProofs.areWithin(document)) {
            // The application's own, or of somebody whom it passes on.
            return JsonText.object(document).remove("signature").build();
        }
        try {
            return signatures.sign(document, actors.key(Optional.of(actor)), clock.instant());
        } catch (IllegalArgumentException e) {
            // A context of the application's own that is not bundled: what it says cannot be canonicalised here.
            log.debug("{} goes without a signature of its own: {}", document.get("id"), e.getMessage());
            return document;
        }
    }

    /** The document with the context at the end of its contexts, unless it is among them. */
    private static JsonObject withProofContext(JsonObject document) {
        List<JsonValue> entries = entries(document.get("@context"));
        if (entries.contains(PROOF_CONTEXT)) {
            return document;
        }
        JsonArrayBuilder all = JsonText.array();
        entries.forEach(all::add);
        return JsonText.object(document).add("@context", all.add(PROOF_CONTEXT)).build();
    }

    private static List<JsonValue> entries(@Nullable JsonValue context) {
        if (context == null) {
            return List.of();
        }
        return context instanceof JsonArray array ? new ArrayList<>(array) : List.of(context);
    }
}
