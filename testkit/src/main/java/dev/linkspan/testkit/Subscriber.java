package dev.linkspan.testkit;

import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Public;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.UUID;

/** How an instance joins and leaves a relay. */
final class Subscriber {

    private final Home home;

    Subscriber(Home home) {
        this.home = home;
    }

    /** With the inbox URL for Mastodon and Misskey, with the actor's for Pleroma: what their admins type. */
    Answer subscribe(URI relay) {
        if (!home.profile().joinsRelays()) {
            throw new IllegalStateException("profile: " + home.profile() + " (expected: one that joins relays, such as "
                    + Profile.MASTODON + ")");
        }
        return home.profile().isLitePub() ? followActor(relay) : followPublic(relay);
    }

    private Answer followPublic(URI inbox) {
        RelayLink.Standing standing = home.relay().standing();
        // Misskey names its Follow after the relay's row, Mastodon makes a new one each time.
        boolean reused = home.profile() == Profile.MISSKEY && inbox.equals(standing.inbox());
        String id = reused
                ? standing.followId()
                : home.profile() == Profile.MISSKEY
                        ? home.base() + "/activities/follow-relay/"
                                + Long.toString(home.shelf().nextNumber(), 36)
                        : home.base() + "/" + UUID.randomUUID();
        home.relay().requested(inbox, "", id);
        JsonObject follow = followObject(id)
                .add("@context", "https://www.w3.org/ns/activitystreams")
                .build();
        return post(inbox, follow);
    }

    private Answer followActor(URI actor) {
        return switch (home.remote().actor(actor.toString(), true)) {
            case Remote.Lookup.Missing missing -> new Answer(0, missing.words());
            case Remote.Lookup.Found found -> {
                URI inbox = URI.create(found.actor().inbox());
                home.relay().requested(inbox, found.actor().id(), home.base() + "/activities/" + UUID.randomUUID());
                JsonObject follow = followObject(home.relay().standing().followId())
                        .add("@context", Contexts.litepub(home.base()))
                        .add("state", "pending")
                        .add("to", Json.createArrayBuilder().add(actor.toString()))
                        .add("cc", Json.createArrayBuilder())
                        .build();
                yield post(inbox, follow);
            }
        };
    }

    Answer unsubscribe(boolean embedded) {
        RelayLink.Standing standing = home.relay().standing();
        if (standing.inbox() == null) {
            throw new IllegalStateException("relay: none (expected: subscribe() was called before)");
        }
        JsonObjectBuilder undo = JsonText.object()
                .add("@context", "https://www.w3.org/ns/activitystreams")
                .add("id", home.base() + "/activities/" + UUID.randomUUID())
                .add("type", "Undo")
                .add("actor", home.directory().instanceActor().id())
                .add("to", Json.createArrayBuilder().add(Public.URI));
        if (embedded) {
            undo.add("object", followObject(standing.followId()));
        } else {
            undo.add("object", standing.followId());
        }
        home.relay().left();
        return post(standing.inbox(), undo.build());
    }

    private JsonObjectBuilder followObject(String id) {
        String relay = home.relay().standing().relay();
        return JsonText.object()
                .add("id", id)
                .add("type", "Follow")
                .add("actor", home.directory().instanceActor().id())
                .add("object", relay.isEmpty() ? Public.URI : relay);
    }

    private Answer post(URI inbox, JsonObject activity) {
        return home.wire()
                .post(
                        inbox,
                        JsonText.write(activity),
                        home.directory().instanceActor().key());
    }
}
