package dev.linkspan.federation;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The messages by which relations are made and ended: each to one actor's own inbox, as durable as an entry of the log. */
final class OwnMessages {

    private static final String CONTEXT = "https://www.w3.org/ns/activitystreams";

    private final FederationAddresses addresses;
    private final InstantSource clock;
    private final RandomGenerator random;

    OwnMessages(FederationAddresses addresses, InstantSource clock, RandomGenerator random) {
        this.addresses = addresses;
        this.clock = clock;
        this.random = random;
    }

    /** A new id for an activity of ours. */
    String newId() {
        return addresses.activity(new UUID(random.nextLong(), random.nextLong()).toString());
    }

    /**
     * The answer to a Follow, which stands in it as it was: Misskey reads its id and actor from there.
     *
     * @param key under which it is sent only once
     */
    NewEntry answer(String type, String handle, FollowRelation relation, Optional<String> key) {
        JsonObjectBuilder follow = JsonText.object()
                .add("id", relation.followId())
                .add("type", "Follow")
                .add("actor", relation.remote())
                .add("object", relation.local());
        String id = newId();
        return toOne(key.orElse("out " + id), type, handle, relation, id, follow.build());
    }

    /** Our actor asks to follow another. */
    NewEntry follow(String handle, FollowRelation relation) {
        JsonObject activity = activity("Follow", handle, relation, relation.followId())
                .add("object", relation.remote())
                .build();
        String id = relation.followId();
        return entry("out " + id, "Follow", handle, relation, relation.remote(), id, activity);
    }

    /** Our actor follows another no longer. */
    NewEntry undoFollow(String handle, FollowRelation relation) {
        JsonObjectBuilder follow = JsonText.object()
                .add("id", relation.followId())
                .add("type", "Follow")
                .add("actor", relation.local())
                .add("object", relation.remote());
        String id = newId();
        return toOne("out " + id, "Undo", handle, relation, id, follow.build());
    }

    /** What is about the Follow of a relation. */
    private NewEntry toOne(
            String key, String type, String handle, FollowRelation relation, String id, JsonObject object) {
        return entry(
                key,
                type,
                handle,
                relation,
                relation.followId(),
                id,
                activity(type, handle, relation, id).add("object", object).build());
    }

    private JsonObjectBuilder activity(String type, String handle, FollowRelation relation, String id) {
        return JsonText.object()
                .add("@context", CONTEXT)
                .add("id", id)
                .add("type", type)
                .add("actor", addresses.actor(handle))
                .add("to", JsonText.array().add(relation.remote()));
    }

    private NewEntry entry(
            String key,
            String type,
            String handle,
            FollowRelation relation,
            String objectId,
            String id,
            JsonObject activity) {
        Body body = JsonText.write(activity);
        Optional<String> ours = addresses.handleOf(relation.remote());
        Audience audience = ours.isPresent()
                ? Envelope.local(addresses.actor(handle), ours).audience()
                : new Audience.Named(addresses.actor(handle), Map.of(relation.authority(), relation.inbox()));
        return new NewEntry(
                key,
                id,
                type,
                "relation " + relation.remote() + " " + relation.local(),
                audience,
                ours.map(local -> body),
                ours.isPresent()
                        ? Optional.empty()
                        : Optional.of(new OwnActivity(id, type, objectId, Optional.empty(), body, clock.instant())),
                Optional.empty(),
                clock.instant());
    }
}
