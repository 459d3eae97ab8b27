package dev.linkspan.testkit;

import dev.linkspan.testkit.InboxRules.Outcome;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Update;
import java.util.Optional;

/**
 * What servers make of posts: as a whole, what software without a relay client makes of an activity whose actor signed the
 * request; in parts, what others have in common with it.
 */
final class Content {

    private final Home home;
    private final Social social;

    Content(Home home) {
        this.home = home;
        this.social = new Social(home);
    }

    Outcome perform(Activity activity, String actor) {
        if (!Authority.same(activity.id().orElse(""), actor)) {
            return Outcome.dropped("the activity's id is not on its actor's host");
        }
        return social.outcome(activity, actor).orElseGet(() -> switch (activity) {
            case Create create -> create(create, actor);
            case Update update -> update(update, actor);
            case Delete delete -> delete(delete, actor);
            case Move move -> Outcome.taken("the account moved");
            case Activity other -> Outcome.dropped(other.typeName() + " of what is not known here");
        });
    }

    /** Fetches what somebody else passed on, if it is anything to people here. */
    Outcome refetch(Activity activity, String actor) {
        boolean isContent = activity instanceof Create || activity instanceof Update;
        Optional<String> id = activity.object().id();
        if (!isContent || id.isEmpty() || !social.concernsUs(activity, actor)) {
            return Outcome.dropped("passed on by another, and nothing to fetch for anybody here");
        }
        return switch (FetchedObject.fetch(home, id.get())) {
            case FetchedObject.Result.Hidden hidden -> Outcome.dropped(hidden.words());
            case FetchedObject.Result.Shown shown -> {
                home.timeline().show(id.get(), shown.author());
                yield Outcome.taken("passed on by another, fetched from its origin");
            }
        };
    }

    private Outcome create(Create create, String actor) {
        return refusal(create, actor)
                .orElseGet(() -> social.concernsUs(create, actor)
                        ? show(create, actor, "from its author")
                        : Outcome.dropped("by nobody whom anybody here follows, nor for anybody here"));
    }

    /** Why it is shown to nobody, whoever would like to see it; empty if nothing is wrong with it. */
    Optional<Outcome> refusal(Create create, String actor) {
        Optional<String> id = create.object().id();
        Optional<Entity> object = create.object().embedded();
        if (id.isEmpty() || !Authority.same(id.get(), actor)) {
            return Optional.of(Outcome.dropped("the object is not on its actor's host"));
        }
        if (object.isPresent() && !object.get().ids("attributedTo").contains(actor)) {
            return Optional.of(Outcome.dropped("the object is attributed to somebody else"));
        }
        return home.timeline().isDeleted(id.get())
                ? Optional.of(Outcome.dropped("the object was deleted before"))
                : Optional.empty();
    }

    /** Shows what is not refused. */
    Outcome show(Create create, String actor, String words) {
        home.timeline().show(create.object().id().orElseThrow(), actor);
        return Outcome.taken(words);
    }

    Outcome update(Update update, String actor) {
        Optional<String> id = update.object().id();
        if (id.equals(Optional.of(actor))) {
            home.remote().forget(actor);
            return Outcome.taken("the profile changed");
        }
        return id.filter(home.timeline()::shows).isPresent()
                ? Outcome.taken("the object changed")
                : Outcome.dropped("an Update of an object that is unknown here");
    }

    Outcome delete(Delete delete, String actor) {
        Optional<String> id = delete.object().id();
        if (id.equals(Optional.of(actor))) {
            home.timeline().deleteAllBy(actor);
            home.people().forget(actor);
            home.remote().forget(actor);
            return Outcome.taken("the account and all of its posts are gone");
        }
        if (id.isEmpty() || !Authority.same(id.get(), actor)) {
            return Outcome.dropped("the object is not on its actor's host");
        }
        home.timeline().delete(id.get());
        return Outcome.taken("the object is gone");
    }
}
