package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;

/** Actors, WebFinger and NodeInfo as each software shows them. */
final class ActorDocuments {

    private ActorDocuments() {}

    static JsonObject actor(Home home, FakeUser user) {
        if (user.equals(home.directory().instanceActor())) {
            return instanceActor(home, user);
        }
        return user.equals(home.directory().fetcher()) ? fetcher(home, user) : person(home, user);
    }

    private static JsonObject instanceActor(Home home, FakeUser actor) {
        JsonObjectBuilder document = common(home, actor);
        return switch (home.profile()) {
            case MASTODON ->
                document.add("type", "Application")
                        .add("preferredUsername", actor.name())
                        .add("name", actor.name())
                        .add("manuallyApprovesFollowers", true)
                        .add("url", home.base() + "/about/more?instance_actor=true")
                        .build();
            case MISSKEY ->
                document.add("type", "Application")
                        .add("preferredUsername", actor.name())
                        .add("manuallyApprovesFollowers", false)
                        .add("url", home.base() + "/@relay.actor")
                        .build();
            case PLEROMA -> // without preferredUsername: a server must not demand one
                document.add("type", "Application")
                        .add("name", "Pleroma")
                        .add("summary", "An internal service actor for this instance.")
                        .add("manuallyApprovesFollowers", false)
                        .add("invisible", true)
                        .add("url", actor.id())
                        .build();
            case GOTOSOCIAL, LEMMY, FRIENDICA, THREADS ->
                document.add("type", "Application")
                        .add("preferredUsername", actor.name())
                        .add("name", actor.name())
                        .add("manuallyApprovesFollowers", true)
                        .add("url", home.base() + "/")
                        .build();
        };
    }

    /** What GoToSocial shows everybody at a key's id: just enough of the actor to verify with. */
    static JsonObject keyStub(Home home, FakeUser user) {
        return JsonText.object()
                .add("@context", Contexts.actor(home.profile(), home.base()))
                .add("id", user.id())
                .add("type", user.equals(home.directory().instanceActor()) ? "Application" : "Person")
                .add("preferredUsername", user.name())
                .add("publicKey", publicKey(user))
                .build();
    }

    private static JsonObject fetcher(Home home, FakeUser actor) {
        return common(home, actor)
                .add("type", "Application")
                .add("preferredUsername", actor.name())
                .add("name", "Pleroma")
                .add("url", actor.id())
                .add("invisible", true)
                .build();
    }

    private static JsonObject person(Home home, FakeUser user) {
        return common(home, user)
                .add("type", "Person")
                .add("preferredUsername", user.name())
                .add("name", user.name())
                .add("summary", "<p>One of the people of " + home.authority() + ".</p>")
                .add("url", home.base() + "/@" + user.name())
                .add("manuallyApprovesFollowers", false)
                .add("discoverable", true)
                .add("published", "2024-05-01T00:00:00Z")
                .add("tag", Json.createArrayBuilder())
                .add("attachment", Json.createArrayBuilder())
                .build();
    }

    private static JsonObjectBuilder common(Home home, FakeUser user) {
        JsonObjectBuilder document = JsonText.object()
                .add("@context", Contexts.actor(home.profile(), home.base()))
                .add("id", user.id())
                .add("inbox", user.inbox())
                .add("outbox", user.below("outbox"))
                .add("followers", user.followers())
                .add("following", user.below("following"))
                .add("publicKey", publicKey(user));
        return home.profile().hasSharedInbox()
                ? document.add("endpoints", JsonText.object().add("sharedInbox", home.base() + "/inbox"))
                : document;
    }

    private static JsonObjectBuilder publicKey(FakeUser user) {
        return JsonText.object()
                .add("id", user.key().keyId())
                .add("owner", user.id())
                .add("publicKeyPem", PemKeys.write(user.publicKey()));
    }

    static JsonObject webFinger(Home home, FakeUser user) {
        JsonArrayBuilder links = Json.createArrayBuilder()
                .add(JsonText.object()
                        .add("rel", "self")
                        .add("type", Wire.ACTIVITY_JSON)
                        .add("href", user.id()));
        return JsonText.object()
                .add("subject", "acct:" + user.name() + "@" + home.authority())
                .add("aliases", Json.createArrayBuilder().add(user.id()))
                .add("links", links)
                .build();
    }

    static JsonObject nodeInfoLinks(Home home) {
        return JsonText.object()
                .add(
                        "links",
                        Json.createArrayBuilder()
                                .add(JsonText.object()
                                        .add("rel", "http://nodeinfo.diaspora.software/ns/schema/2.0")
                                        .add("href", home.base() + "/nodeinfo/2.0")))
                .build();
    }

    static JsonObject nodeInfo(Home home) {
        return JsonText.object()
                .add("version", "2.0")
                .add(
                        "software",
                        JsonText.object()
                                .add("name", home.profile().software())
                                .add("version", home.profile().version()))
                .add("protocols", Json.createArrayBuilder().add("activitypub"))
                .add(
                        "services",
                        JsonText.object()
                                .add("inbound", Json.createArrayBuilder())
                                .add("outbound", Json.createArrayBuilder()))
                .add("openRegistrations", false)
                .add(
                        "usage",
                        JsonText.object()
                                .add(
                                        "users",
                                        JsonText.object()
                                                .add(
                                                        "total",
                                                        home.directory().users().size())))
                .add("metadata", JsonText.object())
                .build();
    }

    static JsonObject collection(String id, Collection<String> items) {
        JsonArrayBuilder ids = Json.createArrayBuilder();
        items.forEach(ids::add);
        return JsonText.object()
                .add("@context", Contexts.plain())
                .add("id", id)
                .add("type", "OrderedCollection")
                .add("totalItems", items.size())
                .add("orderedItems", ids)
                .build();
    }
}
