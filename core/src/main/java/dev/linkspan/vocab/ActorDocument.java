package dev.linkspan.vocab;

import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** The document of an actor of our own: what somebody wrote about it, and what the server answers for. Pure functions. */
public final class ActorDocument {

    private ActorDocument() {}

    /**
     * Where an actor can be found.
     *
     * @param id the actor itself
     * @param inbox where it receives
     * @param outbox what it published
     * @param followers who follows it
     * @param following whom it follows
     * @param featured what it pinned to its profile, if it has that
     * @param sharedInbox where all actors of its server receive, if they do
     */
    public record Addresses(
            String id,
            String inbox,
            String outbox,
            String followers,
            String following,
            Optional<String> featured,
            Optional<String> sharedInbox) {}

    /**
     * A key that an actor shows.
     *
     * @param id its id: the actor's with a fragment
     * @param key its public half
     */
    public record ShownKey(String id, PublicKey key) {}

    /**
     * The document. The addresses and keys take the place of whatever the profile has for them; all else stays.
     *
     * @param profile what is said of the actor: its type, user name, name, summary, icon and so on
     * @param addresses where it can be found
     * @param signing the key that its requests are signed with, an RSA key for all servers to know it
     * @param others its further keys, those of its object integrity proofs among them
     */
    public static Actor of(Actor profile, Addresses addresses, ShownKey signing, List<ShownKey> others) {
        EntityBuilder<?> actor = profile.toBuilder();
        actor.id(addresses.id());
        actor.set("inbox", addresses.inbox());
        actor.set("outbox", addresses.outbox());
        actor.set("followers", addresses.followers());
        actor.set("following", addresses.following());
        addresses.featured().ifPresent(featured -> actor.set("featured", featured));
        addresses.sharedInbox().ifPresent(inbox -> actor.set("endpoints", endpoints(profile, inbox)));
        actor.set("publicKey", publicKey(signing, addresses.id()));
        if (others.isEmpty()) {
            actor.remove("assertionMethod");
        } else {
            JsonArrayBuilder methods = JsonText.array();
            others.forEach(key -> methods.add(multikey(key, addresses.id())));
            actor.set("assertionMethod", methods.build());
        }
        return actor.build() instanceof Actor built ? built : Actor.of(actor.build());
    }

    private static JsonObject endpoints(Actor profile, String sharedInbox) {
        JsonObjectBuilder endpoints = profile.object("endpoints")
                .map(given -> JsonText.object(given.json()))
                .orElseGet(JsonText::object);
        return endpoints.add("sharedInbox", sharedInbox).build();
    }

    /**
     * The value of {@code publicKey}: one object, never a list, of which Pleroma would read nothing, and in PEM, for stricter
     * parsers know no other form.
     *
     * @param key the key
     * @param owner the actor's id
     */
    public static JsonObject publicKey(ShownKey key, String owner) {
        return JsonText.object()
                .add("id", key.id())
                .add("owner", owner)
                .add("publicKeyPem", PemKeys.write(key.key()))
                .build();
    }

    /**
     * A value of {@code assertionMethod}.
     *
     * @param key the key
     * @param controller the actor's id
     * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/521a/fep-521a.md">FEP-521a</a>
     */
    public static JsonObject multikey(ShownKey key, String controller) {
        return JsonText.object()
                .add("id", key.id())
                .add("type", "Multikey")
                .add("controller", controller)
                .add("publicKeyMultibase", Multikeys.write(key.key()))
                .build();
    }
}
