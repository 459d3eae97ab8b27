package dev.linkspan.relay;

import dev.linkspan.store.Audience;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Subscription;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes the relay's own activities. Each gets an id of its own, at which it resolves. */
final class OwnActivities {

    private static final String CONTEXT = "https://www.w3.org/ns/activitystreams";
    private static final String PUBLIC = CONTEXT + "#Public";

    private final RelayIdentity identity;
    private final InstantSource clock;
    private final RandomGenerator random;

    OwnActivities(RelayIdentity identity, InstantSource clock, RandomGenerator random) {
        this.identity = identity;
        this.clock = clock;
        this.random = random;
    }

    String newId() {
        return identity.activity(new UUID(random.nextLong(), random.nextLong()).toString());
    }

    /** An Announce, addressed to the relay's followers; its object is always an id. */
    OwnActivity announce(String objectId, Optional<String> author) {
        String id = newId();
        Instant now = now();
        return own(
                id,
                "Announce",
                objectId,
                author,
                now,
                activity(id, "Announce")
                        .add("published", now.toString())
                        .add("to", array(identity.followers()))
                        .add("object", objectId));
    }

    /** Takes back an Announce; embeds it, since some receivers do not look it up. */
    OwnActivity undoAnnounce(OwnActivity announce) {
        String id = newId();
        return own(
                id,
                "Undo",
                announce.id(),
                announce.author(),
                now(),
                activity(id, "Undo")
                        .add("to", array(identity.followers()))
                        .add(
                                "object",
                                JsonText.object()
                                        .add("id", announce.id())
                                        .add("type", "Announce")
                                        .add("actor", identity.actor())
                                        .add("to", array(identity.followers()))
                                        .add("object", announce.objectId())));
    }

    /** The answer to a Follow: the Follow embedded as it came, since Misskey reads its id and actor from there. */
    OwnActivity answer(String type, Subscription subscription) {
        String id = newId();
        return own(
                id,
                type,
                subscription.followId(),
                Optional.empty(),
                now(),
                activity(id, type)
                        .add("to", array(subscription.actor()))
                        .add(
                                "object",
                                JsonText.object()
                                        .add("id", subscription.followId())
                                        .add("type", "Follow")
                                        .add("actor", subscription.actor())
                                        .add("object", subscription.followObject())));
    }

    /** Our own Follow of a subscriber; without it Pleroma and NodeBB send us nothing. */
    OwnActivity followBack(String id, String actor) {
        return own(
                id,
                "Follow",
                actor,
                Optional.empty(),
                now(),
                activity(id, "Follow").add("to", array(actor)).add("object", actor));
    }

    /** Takes back our Follow of a subscriber. */
    OwnActivity undoFollow(String followId, String actor) {
        String id = newId();
        return own(
                id,
                "Undo",
                followId,
                Optional.empty(),
                now(),
                activity(id, "Undo")
                        .add("to", array(actor))
                        .add(
                                "object",
                                JsonText.object()
                                        .add("id", followId)
                                        .add("type", "Follow")
                                        .add("actor", identity.actor())
                                        .add("object", actor)));
    }

    /** Tells that the relay's actor changed; shows it whole, since most receivers read it from here. */
    OwnActivity updateActor(String id, JsonObject actor) {
        return own(
                id,
                "Update",
                identity.actor(),
                Optional.empty(),
                now(),
                activity(id, "Update")
                        .add("to", array(PUBLIC))
                        .add("cc", array(identity.followers()))
                        .add("object", actor));
    }

    /** A log entry that carries a message to a subscriber's own inbox. */
    NewEntry control(OwnActivity message, Subscription to) {
        return control(Publication.activityKey(message.id()), message, to);
    }

    /** The same under a key of its own, by which the store remembers more than the message. */
    NewEntry control(String key, OwnActivity message, Subscription to) {
        return new NewEntry(
                key,
                message.id(),
                message.type(),
                "control " + to.actor(),
                new Audience.OneLane(to.authority(), to.inbox()),
                Optional.empty(),
                Optional.of(message),
                Optional.empty(),
                clock.instant());
    }

    private JsonObjectBuilder activity(String id, String type) {
        return JsonText.object()
                .add("@context", CONTEXT)
                .add("id", id)
                .add("type", type)
                .add("actor", identity.actor());
    }

    private static OwnActivity own(
            String id, String type, String objectId, Optional<String> author, Instant at, JsonObjectBuilder json) {
        return new OwnActivity(id, type, objectId, author, JsonText.write(json.build()), at);
    }

    /** The next full second: Misskey drops an Announce that is dated before its note, and many read no fractions. */
    private Instant now() {
        Instant now = clock.instant();
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(now) ? second : second.plusSeconds(1);
    }

    private static JsonArrayBuilder array(String item) {
        return JsonText.array().add(item);
    }
}
