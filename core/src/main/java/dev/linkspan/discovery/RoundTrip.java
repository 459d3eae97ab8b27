package dev.linkspan.discovery;

import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.LogText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds accounts whose name and actor name each other. Anybody may let a name of theirs point at somebody's actor, and any
 * actor may claim a name; only both together count (attacks.md O-23). A name may lead to one other name, not further.
 */
final class RoundTrip {

    private final WebFingerClient webFinger;
    private final ObjectFetcher objects;
    private final Map<String, WebFingerLookup> asked = new HashMap<>();

    RoundTrip(Web web) {
        this.webFinger = new WebFingerClient(web);
        this.objects = new ObjectFetcher(web);
    }

    /** The account of a name. */
    AccountLookup find(Handle handle) {
        return switch (ask(handle)) {
            case Missing missing -> missing;
            case ResourceDescriptor shown -> find(handle, shown);
        };
    }

    /** The account of an actor. */
    AccountLookup confirm(FoundObject actor) {
        Optional<Handle> claimed = claimed(actor);
        if (claimed.isEmpty()) {
            return Missing.contradicted(actor.id() + " has no usable preferredUsername");
        }
        return switch (ask(claimed.get())) {
            case Missing missing -> missing;
            case ResourceDescriptor shown -> {
                Handle name = shown.handle().orElse(claimed.get());
                if (!names(shown, actor.id())) {
                    yield pointsElsewhere(claimed.get(), actor.id());
                }
                yield name.is(claimed.get()) ? new Account(name, actor) : confirm(actor, name);
            }
        };
    }

    /** The name that the actor's own server gives for it is on another host, which has to agree. */
    private AccountLookup confirm(FoundObject actor, Handle name) {
        return switch (ask(name)) {
            case Missing missing -> missing;
            case ResourceDescriptor shown -> {
                if (!names(shown, actor.id())) {
                    yield pointsElsewhere(name, actor.id());
                }
                yield shown.handle().orElse(name).is(name) ? new Account(name, actor) : leadsFurther(name, shown);
            }
        };
    }

    private AccountLookup find(Handle handle, ResourceDescriptor shown) {
        Handle name = shown.handle().orElse(handle);
        if (name.is(handle)) {
            return ofActor(name, shown);
        }
        return switch (ask(name)) {
            case Missing missing -> missing;
            case ResourceDescriptor second ->
                second.handle().orElse(name).is(name) ? ofActor(name, second) : leadsFurther(name, second);
        };
    }

    private AccountLookup ofActor(Handle name, ResourceDescriptor shown) {
        List<String> actors = shown.actors();
        if (actors.isEmpty()) {
            return new Missing(Missing.Reason.NOT_FOUND, "WebFinger names no ActivityPub actor for " + name);
        }
        return switch (objects.fetch(actors.getFirst())) {
            case Missing missing -> missing;
            case FoundObject actor ->
                switch (confirm(actor)) {
                    case Missing missing -> missing;
                    case Account account ->
                        account.handle().is(name)
                                ? account
                                : Missing.contradicted(
                                        name + " names " + actor.id() + ", whose name is " + account.handle());
                };
        };
    }

    private WebFingerLookup ask(Handle handle) {
        WebFingerLookup known = asked.get(handle.key());
        if (known != null) {
            return known;
        }
        WebFingerLookup lookup = webFinger.look(handle);
        asked.put(handle.key(), lookup);
        return lookup;
    }

    /** What the actor calls itself: by FEP-2c59, else its preferred name at its own host. */
    private static Optional<Handle> claimed(FoundObject found) {
        Actor actor = Actor.of(found.document().json());
        return actor.webfinger()
                .flatMap(Handle::parse)
                .or(() -> actor.preferredUsername()
                        .flatMap(name -> Origin.of(found.id())
                                .flatMap(origin ->
                                        Handle.of(name, origin.authority().toString()))));
    }

    private static boolean names(ResourceDescriptor shown, String actor) {
        return shown.actors().stream().anyMatch(named -> Origin.sameAddress(named, actor));
    }

    private static Missing pointsElsewhere(Handle name, String actor) {
        return Missing.contradicted(actor + " calls itself " + name + ", which does not name it");
    }

    private static Missing leadsFurther(Handle name, ResourceDescriptor shown) {
        return Missing.contradicted(
                name + " leads on to " + LogText.of(shown.subject().orElse("")) + "; one step is followed");
    }
}
