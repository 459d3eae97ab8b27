package dev.linkspan.relay;

import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.VerifiedActivity;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Entity;
import java.util.List;
import java.util.Optional;

/**
 * A public Create is forwarded as it came to those who follow {@code as:Public}, if its own signature will convince them,
 * and announced to everyone else. Each object once.
 */
final class CreateRule {

    private final RelayContext relay;
    private final Publication publication;

    CreateRule(RelayContext relay, Publication publication) {
        this.relay = relay;
        this.publication = publication;
    }

    Decision decide(VerifiedActivity create) {
        Optional<String> objectId = create.activity().object().id();
        if (objectId.isEmpty() || Authority.of(objectId.get()).isEmpty()) {
            return new Decision.Refuse(
                    Refusal.MALFORMED_ACTIVITY, "the object has no id, or one that is no http(s) URI");
        }
        Optional<String> foreign =
                foreignId(create, objectId.get(), create.activity().object().embedded());
        if (foreign.isPresent()) {
            return new Decision.Refuse(
                    Refusal.ORIGIN_MISMATCH,
                    foreign.get() + " is not on " + create.origin() + ", the host of the actor");
        }
        if (!publication.isPublic(create.activity())) {
            return new Decision.Refuse(
                    Refusal.NOT_PUBLIC, "only activities with the public collection in 'to' are relayed");
        }
        OwnActivity announce = relay.own().announce(objectId.get(), Optional.of(create.actor()));
        return new Decision.Append(List.of(publication.entry(
                Publication.objectKey(objectId.get()),
                create,
                objectId.get(),
                Publication.formFor(create, Form.OWN),
                Form.OWN,
                Optional.of(announce),
                Optional.empty())));
    }

    /** The first id that is on another host than the actor: the object's, or one of its authors'. */
    private static Optional<String> foreignId(VerifiedActivity create, String objectId, Optional<Entity> object) {
        if (!Authority.same(objectId, create.actor())) {
            return Optional.of(objectId);
        }
        return object.stream()
                .flatMap(embedded -> embedded.ids("attributedTo").stream())
                .filter(author -> !Authority.same(author, create.actor()))
                .findFirst();
    }
}
