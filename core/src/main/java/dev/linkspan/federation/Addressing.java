package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.EntityBuilder;
import dev.linkspan.vocab.Public;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom an activity is addressed to by its own words. Pure.
 *
 * @param recipients who gets it
 * @param hidden those among the actors who stand in {@code bto} and {@code bcc} only: nobody may learn of them
 * @param isPublic whether everybody may see it
 * @see <a href="https://www.w3.org/TR/activitypub/#delivery">ActivityPub §7.1</a>
 */
record Addressing(Recipients recipients, Set<String> hidden, boolean isPublic) {

    private static final List<String> OPEN = List.of("to", "cc", "audience");
    private static final List<String> HIDDEN = List.of("bto", "bcc");

    /** The addressees of an activity, its object's not among them; the collections of others are not looked into. */
    static Addressing of(Activity activity, FederationAddresses addresses, String handle) {
        Set<String> open = named(activity, OPEN);
        Set<String> secret = named(activity, HIDDEN);
        activity.object().embedded().ifPresent(object -> secret.addAll(named(object, HIDDEN)));
        boolean isPublic = open.stream().anyMatch(Public::is);
        String followers = addresses.followers(handle);
        Set<String> all = new LinkedHashSet<>(open);
        all.addAll(secret);
        boolean toFollowers = all.remove(followers);
        all.removeIf(Public::is);
        all.removeIf(id -> addresses.handleOfFollowers(id).isPresent());
        secret.removeAll(open);
        return new Addressing(new Recipients(toFollowers, all, Set.of()), secret, isPublic);
    }

    private static Set<String> named(Entity entity, List<String> properties) {
        Set<String> ids = new LinkedHashSet<>();
        properties.forEach(property -> ids.addAll(entity.ids(property)));
        return ids;
    }

    /** The activity without what its receivers must not see. */
    static Activity stripped(Activity activity) {
        EntityBuilder<?> builder = activity.toBuilder();
        HIDDEN.forEach(builder::remove);
        activity.object().embedded().ifPresent(object -> {
            if (HIDDEN.stream().anyMatch(property -> object.value(property).isPresent())) {
                EntityBuilder<?> inner = object.toBuilder();
                HIDDEN.forEach(inner::remove);
                builder.set("object", inner.build().json());
            }
        });
        return Activity.of(builder.build());
    }
}
