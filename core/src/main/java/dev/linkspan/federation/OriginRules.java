package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import java.util.List;
import java.util.Optional;

/**
 * What a verified actor may say about an object: nobody makes, changes or takes back what is another's. Pure.
 *
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/fe34/fep-fe34.md">FEP-fe34</a>
 */
final class OriginRules {

    private OriginRules() {}

    /** Why an activity cannot be its actor's to say; empty if it can. */
    static Optional<String> refusal(Activity activity, String actor) {
        return switch (activity) {
            case Create a -> ofMaking(a, actor);
            case Update a -> ofMaking(a, actor);
            case Delete a -> ofDeleting(a, actor);
            case Undo a -> ofUndoing(a, actor);
            case Activity a -> Optional.empty();
        };
    }

    private static Optional<String> ofMaking(Activity activity, String actor) {
        Optional<String> object = activity.objectId();
        if (object.isPresent() && !Authority.same(object.get(), actor)) {
            return Optional.of("the object is on another host than its actor");
        }
        // An Update of the actor itself names no author.
        List<String> authors =
                activity.object().embedded().map(o -> o.ids("attributedTo")).orElse(List.of());
        return authors.isEmpty() || authors.contains(actor)
                ? Optional.empty()
                : Optional.of("the object is attributed to another than the activity's actor");
    }

    private static Optional<String> ofDeleting(Delete delete, String actor) {
        // Whose object it is on that host, only that host knows; and whoever keeps a copy knows the author.
        return delete.objectId().filter(id -> !Authority.same(id, actor)).isPresent()
                ? Optional.of("the object is on another host than its actor")
                : Optional.empty();
    }

    private static Optional<String> ofUndoing(Undo undo, String actor) {
        Optional<Entity> undone = undo.object().embedded();
        List<String> actors = undone.map(o -> o.ids("actor")).orElse(List.of());
        return actors.isEmpty() || actors.equals(List.of(actor))
                ? Optional.empty()
                : Optional.of("what is undone is another's");
    }
}
