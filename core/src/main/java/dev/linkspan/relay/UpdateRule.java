package dev.linkspan.relay;

import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Move;
import java.util.List;
import java.util.Optional;

/**
 * A public Update or Move goes on as it came, if its own signature will convince those who follow {@code as:Public}. There
 * is no other form for it: an Announce of a known object is ignored everywhere.
 */
final class UpdateRule {

    private final Publication publication;

    UpdateRule(Publication publication) {
        this.publication = publication;
    }

    Decision decide(VerifiedActivity update) {
        Optional<String> objectId = update.activity().object().id();
        if (objectId.isEmpty()) {
            return new Decision.Refuse(Refusal.MALFORMED_ACTIVITY, "the object has no id");
        }
        if (!Authority.same(objectId.get(), update.actor())) {
            return new Decision.Refuse(
                    Refusal.ORIGIN_MISMATCH,
                    objectId.get() + " is not on " + update.origin() + ", the host of the actor");
        }
        boolean move = update.activity() instanceof Move;
        if (move && !objectId.get().equals(update.actor())) {
            return new Decision.Refuse(Refusal.ORIGIN_MISMATCH, "an actor can move only itself");
        }
        // Mastodon addresses a Move to nobody; what it says of an account is public.
        if (!move && !publication.isPublic(update.activity())) {
            return new Decision.Refuse(
                    Refusal.NOT_PUBLIC, "only activities with the public collection in 'to' are relayed");
        }
        if (!update.isSignedDocument()) {
            return new Decision.Ignore("update_without_document_signature");
        }
        return new Decision.Append(List.of(publication.entry(
                Publication.activityKey(update.id()),
                update,
                objectId.get(),
                Form.RECEIVED,
                Form.NONE,
                Optional.empty(),
                Optional.empty())));
    }
}
