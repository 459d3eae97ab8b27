package dev.linkspan.testkit;

import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Entity;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What an actor document must be like before its server's requests count. */
final class ActorRules {

    private static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";
    private static final List<String> TYPES = List.of("Application", "Group", "Organization", "Person", "Service");

    private ActorRules() {}

    /** The first thing that is wrong, as the end of a sentence about the actor. */
    static Optional<String> problem(Profile profile, String address, Entity actor, Remote remote) {
        if (!actor.id().equals(Optional.of(address))) {
            return Optional.of("says its id is " + actor.id().orElse("(none)"));
        }
        if (TYPES.stream().noneMatch(actor::is)) {
            return Optional.of("is of type " + actor.types());
        }
        if (actor.string("inbox").isEmpty()) {
            return Optional.of("has no inbox");
        }
        Entity key = actor.object("publicKey").orElse(null);
        if (key == null || !key.ref("owner").id().equals(Optional.of(address))) {
            return Optional.of("has no publicKey of its own");
        }
        return switch (profile) {
            case MASTODON -> forMastodon(address, actor, remote);
            case MISSKEY -> forMisskey(address, actor);
            case PLEROMA -> actor.string("name").isEmpty() ? Optional.of("has no name") : Optional.empty();
            case GOTOSOCIAL -> forGoToSocial(address, actor);
            case LEMMY -> forLemmy(key);
            case FRIENDICA -> Optional.empty();
            case THREADS -> // Link objects, as FEP-fffd has them, are more than it reads
                actor.value("url").filter(url -> url instanceof JsonArray).isPresent()
                        ? Optional.of("has several urls")
                        : Optional.empty();
        };
    }

    private static Optional<String> forMastodon(String address, Entity actor, Remote remote) {
        if (!hasActivityStreamsContext(actor)) {
            return Optional.of("does not name the ActivityStreams context as a string");
        }
        Optional<String> name = actor.string("preferredUsername");
        if (name.isEmpty()) {
            return Optional.of("has no preferredUsername");
        }
        URI uri = URI.create(address);
        String account = "acct:" + name.get() + "@" + uri.getRawAuthority();
        String query = uri.getScheme() + "://" + uri.getRawAuthority() + "/.well-known/webfinger?resource="
                + URLEncoder.encode(account, StandardCharsets.UTF_8);
        return switch (remote.fetch(query, "application/jrd+json, application/json")) {
            case Remote.Document.Missing missing -> Optional.of("does not pass WebFinger: " + missing.words());
            case Remote.Document.Found found -> confirms(AsObject.of(found.json()), account, address);
        };
    }

    private static Optional<String> confirms(Entity jrd, String account, String address) {
        if (!jrd.string("subject").equals(Optional.of(account))) {
            return Optional.of("does not pass WebFinger: the subject is not " + account);
        }
        for (dev.linkspan.vocab.Ref<Entity> link : jrd.refs("links")) {
            Entity entry = link.embedded().orElse(null);
            if (entry != null
                    && entry.string("rel").equals(Optional.of("self"))
                    && entry.string("href").equals(Optional.of(address))) {
                return Optional.empty();
            }
        }
        return Optional.of("does not pass WebFinger: no self link to " + address);
    }

    private static Optional<String> forMisskey(String address, Entity actor) {
        if (!hasActivityStreamsContext(actor)) {
            return Optional.of("does not name the ActivityStreams context as a string");
        }
        return namedAndTogether(address, actor);
    }

    private static Optional<String> forGoToSocial(String address, Entity actor) {
        Optional<String> keyId = actor.object("publicKey").flatMap(Entity::id);
        return keyId.isEmpty() || !Authority.same(keyId.get(), address)
                ? Optional.of("has its key on another host")
                : namedAndTogether(address, actor);
    }

    private static Optional<String> forLemmy(Entity key) {
        String pem = key.string("publicKeyPem").orElse("").strip();
        return pem.startsWith("-----BEGIN PUBLIC KEY-----")
                ? Optional.empty()
                : Optional.of("has a key that is not in SPKI form");
    }

    private static Optional<String> namedAndTogether(String address, Entity actor) {
        if (actor.string("preferredUsername").isEmpty()) {
            return Optional.of("has no preferredUsername");
        }
        for (String property : List.of("inbox", "outbox", "followers", "following")) {
            Optional<String> value = actor.ref(property).id();
            if (value.isPresent() && !Authority.same(value.get(), address)) {
                return Optional.of("has its " + property + " on another host");
            }
        }
        return Optional.empty();
    }

    static boolean hasActivityStreamsContext(Entity document) {
        JsonValue context = document.json().get("@context");
        List<? extends JsonValue> entries =
                context instanceof JsonArray array ? array : context == null ? List.of() : List.of(context);
        return entries.stream()
                .anyMatch(e -> e instanceof JsonString s && s.getString().equals(ACTIVITY_STREAMS));
    }
}
