package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.EntityBuilder;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Public;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom an activity is addressed to by its own words. Pure.
 *
 * @param recipients who gets it
 * @param hidden those of them who stand in {@code bto} and {@code bcc} only: nobody may learn of them
 * @param isPublic whether everybody may see it
 * @see <a href="https://www.w3.org/TR/activitypub/#delivery">ActivityPub §7.1</a>
 */
record Addressing(Recipients recipients, Set<String> hidden, boolean isPublic) {

    private static final List<String> OPEN = List.of("to", "cc", "audience");
    private static final List<String> HIDDEN = List.of("bto", "bcc");

    /** The addressees of an activity, its object's hidden ones among them; the collections of others are not looked into. */
    static Addressing of(Activity activity, FederationAddresses addresses, String handle) {
        Set<String> open = open(activity);
        Set<String> secret = named(activity, HIDDEN);
        activity.object().embedded().ifPresent(object -> secret.addAll(named(object, HIDDEN)));
        String followers = addresses.followers(handle);
        Set<String> all = new LinkedHashSet<>(open);
        all.addAll(secret);
        boolean toFollowers = all.remove(followers);
        all.removeIf(Public::is);
        all.removeIf(id -> addresses.handleOfFollowers(id).isPresent());
        secret.removeAll(open);
        return new Addressing(new Recipients(toFollowers, all, Set.of()), secret, isPublic(activity));
    }

    /** Whether everybody may see it. */
    static boolean isPublic(Activity activity) {
        return open(activity).stream().anyMatch(Public::is);
    }

    /** Whom it names for all to see. */
    static Set<String> open(Activity activity) {
        return named(activity, OPEN);
    }

    /**
     * Those of some actors of whom a server cannot tell that it is for them, unless by the inbox that it comes to. Mastodon drops a
     * post from its shared inbox if neither {@code to} nor {@code cc} names anybody there and nobody there follows its author; it reads no
     * {@code audience}.
     */
    static Set<String> unnamed(Activity activity, Set<String> actors) {
        Set<String> unnamed = new LinkedHashSet<>(actors);
        unnamed.removeAll(named(activity, List.of("to", "cc")));
        return unnamed;
    }

    private static Set<String> named(Entity entity, List<String> properties) {
        Set<String> ids = new LinkedHashSet<>();
        properties.forEach(property -> ids.addAll(entity.ids(property)));
        return ids;
    }

    /**
     * The activity with its object's addressees, if it has none of its own.
     *
     * @see <a href="https://www.w3.org/TR/activitypub/#create-activity-outbox">ActivityPub §6.2</a>
     */
    static Activity addressed(Activity activity) {
        boolean silent = Stream.concat(OPEN.stream(), HIDDEN.stream())
                .allMatch(property -> activity.value(property).isEmpty());
        if (!silent || activity.object().embedded().isEmpty()) {
            return activity;
        }
        Entity object = activity.object().embedded().get();
        EntityBuilder<?> builder = activity.toBuilder();
        OPEN.forEach(property -> object.value(property).ifPresent(value -> builder.set(property, value)));
        return Activity.of(builder.build());
    }

    /** A document without what its readers must not see, however deep it stands. */
    static JsonObject stripped(JsonObject document) {
        JsonObjectBuilder kept = JsonText.object();
        document.forEach((name, value) -> {
            if (!HIDDEN.contains(name)) {
                kept.add(name, strippedValue(value));
            }
        });
        return kept.build();
    }

    private static JsonValue strippedValue(JsonValue value) {
        return switch (value) {
            case JsonObject object -> stripped(object);
            case JsonArray array -> {
                JsonArrayBuilder kept = JsonText.array();
                array.forEach(item -> kept.add(strippedValue(item)));
                yield kept.build();
            }
            default -> value;
        };
    }
}
