package dev.linkspan.relay;

import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.vocab.Authority;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Delete goes on as it came where its own signature convinces; those who only got our Announce get that taken back. The
 * deletion of an actor takes back what we remember to have announced of it.
 */
final class DeleteRule {

    /** How many Announces one deleted actor takes back; the latest. */
    private static final int MAX_UNDONE = 500;

    private final RelayContext relay;
    private final Publication publication;

    DeleteRule(RelayContext relay, Publication publication) {
        this.relay = relay;
        this.publication = publication;
    }

    Decision decide(VerifiedActivity delete) {
        Optional<String> objectId = delete.activity().object().id();
        if (objectId.isEmpty()) {
            return new Decision.Refuse(Refusal.MALFORMED_ACTIVITY, "the object has no id");
        }
        if (!Authority.same(objectId.get(), delete.actor())) {
            return new Decision.Refuse(
                    Refusal.ORIGIN_MISMATCH,
                    objectId.get() + " is not on " + delete.origin() + ", the host of the actor");
        }
        boolean forward = delete.isSignedDocument() && publication.isPublic(delete.activity());
        return objectId.get().equals(delete.actor())
                ? ofActor(delete, forward)
                : ofObject(delete, objectId.get(), forward);
    }

    private Decision ofObject(VerifiedActivity delete, String objectId, boolean forward) {
        Optional<OwnActivity> announce = relay.store()
                .log()
                .announceOf(objectId)
                // Somebody else of the same host cannot take back what this author wrote.
                .filter(own ->
                        own.author().filter(a -> !a.equals(delete.actor())).isEmpty());
        if (!forward && announce.isEmpty()) {
            return new Decision.Ignore("delete_of_nothing_announced");
        }
        Optional<OwnActivity> undo = announce.map(relay.own()::undoAnnounce);
        Form own = undo.isPresent() ? Form.OWN : Form.NONE;
        return new Decision.Append(List.of(publication.entry(
                forward ? Publication.activityKey(delete.id()) : Publication.undoKey(delete.id()),
                delete,
                objectId,
                forward ? Form.RECEIVED : own,
                own,
                undo,
                announce.map(OwnActivity::id))));
    }

    private Decision ofActor(VerifiedActivity delete, boolean forward) {
        List<NewEntry> entries = new ArrayList<>();
        if (forward) {
            entries.add(publication.entry(
                    Publication.activityKey(delete.id()),
                    delete,
                    delete.actor(),
                    Form.RECEIVED,
                    Form.NONE,
                    Optional.empty(),
                    Optional.empty()));
        }
        for (OwnActivity announce : relay.store().log().announcesBy(delete.actor(), MAX_UNDONE)) {
            OwnActivity undo = relay.own().undoAnnounce(announce);
            entries.add(publication.entry(
                    entries.isEmpty() ? Publication.undoKey(delete.id()) : Publication.activityKey(undo.id()),
                    delete,
                    announce.objectId(),
                    forward ? Form.NONE : Form.OWN,
                    Form.OWN,
                    Optional.of(undo),
                    Optional.of(announce.id())));
        }
        return entries.isEmpty() ? new Decision.Ignore("delete_of_nothing_announced") : new Decision.Append(entries);
    }
}
