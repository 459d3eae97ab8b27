package dev.linkspan.federation;

import dev.linkspan.discovery.Origin;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.Add;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Remove;
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
            case Move a -> ofMoving(a, actor);
            case Add a -> ofCollecting(a, actor);
            case Remove a -> ofCollecting(a, actor);
            case Activity a -> Optional.empty();
        };
    }

    private static Optional<String> ofMaking(Activity activity, String actor) {
        if (activity.refs("object").all().size() > 1) {
            return Optional.of("it has several objects");
        }
        Optional<String> object = activity.objectId();
        if (object.isPresent() && !Origin.same(object.get(), actor)) {
            return Optional.of("the object is on another host than its actor");
        }
        Optional<Entity> embedded = activity.object().embedded();
        if (embedded.flatMap(o -> o.as(Actor.class)).isPresent()) {
            // An actor is nobody's but its own, whatever else it says it is; it names no author.
            return object.filter(actor::equals).isPresent()
                    ? Optional.empty()
                    : Optional.of("the actor in it is another than its own");
        }
        List<String> authors = embedded.map(o -> o.ids("attributedTo")).orElse(List.of());
        boolean ofOneOrigin =
                authors.contains(actor) && authors.stream().allMatch(author -> Origin.same(author, actor));
        // Among authors of other hosts the actor has to come first: many read no further.
        // What it says of the others nobody confirmed, so the object is UNTRUSTED.
        boolean its = ofOneOrigin || (!authors.isEmpty() && authors.getFirst().equals(actor));
        return authors.isEmpty() || its
                ? Optional.empty()
                : Optional.of("the object is attributed to another than the activity's actor");
    }

    private static Optional<String> ofDeleting(Delete delete, String actor) {
        // Whose object it is on that host, only that host knows; and whoever keeps a copy knows the author.
        return delete.ids("object").stream().allMatch(id -> Origin.same(id, actor))
                ? Optional.empty()
                : Optional.of("the object is on another host than its actor");
    }

    private static Optional<String> ofUndoing(Undo undo, String actor) {
        Optional<Entity> undone = undo.object().embedded();
        List<String> actors = undone.map(o -> o.ids("actor")).orElse(List.of());
        if (!actors.isEmpty() && !actors.equals(List.of(actor))) {
            return Optional.of("what is undone is another's");
        }
        // Of a Follow counts who made it and whom it is of; some servers lose its id.
        boolean follow = undone.filter(o -> o instanceof Follow).isPresent() && !actors.isEmpty();
        return follow || undo.ids("object").stream().allMatch(id -> Origin.same(id, actor))
                ? Optional.empty()
                : Optional.of("what is undone is on another host than its actor");
    }

    private static Optional<String> ofMoving(Move move, String actor) {
        return move.objectId().filter(actor::equals).isPresent()
                ? Optional.empty()
                : Optional.of("who moves is another than the activity's actor");
    }

    private static Optional<String> ofCollecting(Activity activity, String actor) {
        return activity.ids("target").stream().allMatch(id -> Origin.same(id, actor))
                ? Optional.empty()
                : Optional.of("the collection is on another host than the activity's actor");
    }
}
