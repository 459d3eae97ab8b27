package dev.linkspan.federation;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Audience;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.CollectionSynchronization;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an activity besides its bytes; goes with it through the log.
 *
 * @param inbox the handle of the actor whose inbox it came to; empty for the shared inbox
 * @param actor who made it
 * @param signer whose key signed the request: the actor itself, or whoever passed it on
 * @param proof by what it is known to be the actor's
 * @param signedDocument whether the document itself is signed, so that others will believe it
 * @param synchronization what the actor said with it about its followers here
 */
record Envelope(
        Optional<String> inbox,
        String actor,
        String signer,
        String proof,
        boolean signedDocument,
        Optional<CollectionSynchronization> synchronization) {

    /** The proof of what one of our own actors sent to another. */
    private static final String LOCAL = "LOCAL";

    /** The proof of what one of our own actors sends to somebody who could not be found at first. */
    private static final String POSTPONED = "POSTPONED";

    /** The proof of what came before under the same id, and is said anew by its actor itself. */
    private static final String AGAIN = "AGAIN";

    static Envelope of(VerifiedActivity activity, Optional<String> inbox) {
        return new Envelope(
                inbox,
                activity.actor(),
                activity.signer(),
                activity.authentication().name(),
                activity.isSignedDocument(),
                synchronization(activity));
    }

    /** By its own signature only: who passes something on says nothing about the followers of others. */
    private static Optional<CollectionSynchronization> synchronization(VerifiedActivity activity) {
        List<String> fields = activity.signedFields().all(CollectionSynchronization.FIELD);
        return fields.size() == 1 && activity.signer().equals(activity.actor())
                ? CollectionSynchronization.parse(fields.getFirst())
                : Optional.empty();
    }

    /**
     * What one of our actors sends to others of ours.
     *
     * @param inbox the handle of the one who gets it; empty for all who follow that actor
     */
    static Envelope local(String actor, Optional<String> inbox) {
        return new Envelope(inbox, actor, actor, LOCAL, false, Optional.empty());
    }

    /**
     * What one of our actors sends and cannot yet.
     *
     * @param handle who sends it
     * @param receiver the id of who gets it
     */
    static Envelope postponed(String handle, String receiver) {
        return new Envelope(Optional.of(handle), receiver, receiver, POSTPONED, false, Optional.empty());
    }

    Envelope again() {
        return new Envelope(inbox, actor, signer, AGAIN, signedDocument, synchronization);
    }

    boolean isPostponed() {
        return proof.equals(POSTPONED);
    }

    boolean isAgain() {
        return proof.equals(AGAIN);
    }

    boolean isLocal() {
        return proof.equals(LOCAL);
    }

    /** Whom it is for; what somebody else brought counts to that server's share. */
    Audience.Application audience() {
        String supplier = isLocal() || isPostponed()
                ? ""
                : Authority.of(signer).map(Authority::toString).orElse("");
        return new Audience.Application(supplier, note());
    }

    String note() {
        JsonObjectBuilder note = JsonText.object()
                .add("inbox", inbox.orElse(""))
                .add("actor", actor)
                .add("signer", signer)
                .add("proof", proof)
                .add("signedDocument", signedDocument);
        synchronization.ifPresent(said -> note.add("synchronization", said.value()));
        return JsonText.write(note.build()).text();
    }

    /**
     * Reads what {@link #note} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Envelope read(String note) {
        if (!(JsonText.parse(Body.of(note)) instanceof JsonText.Result.Document document)) {
            throw new IllegalArgumentException("note: " + note + " (expected: an envelope)");
        }
        JsonObject json = document.object();
        String inbox = json.getString("inbox", "");
        return new Envelope(
                inbox.isEmpty() ? Optional.empty() : Optional.of(inbox),
                json.getString("actor", ""),
                json.getString("signer", ""),
                json.getString("proof", ""),
                json.getBoolean("signedDocument", false),
                CollectionSynchronization.parse(json.getString("synchronization", "")));
    }
}
