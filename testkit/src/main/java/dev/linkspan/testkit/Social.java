package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.testkit.InboxRules.Outcome;
import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Optional;

/** What verified activities of others mean to the people here: follows and their answers, likes, boosts, and their end. */
final class Social {

    private final Home home;

    Social(Home home) {
        this.home = home;
    }

    /** What became of it; empty if it is about nobody here. */
    Optional<Outcome> outcome(Activity activity, String actor) {
        return switch (activity) {
            case Follow follow -> follow(follow, actor);
            case Accept accept -> answer(accept, actor, SubscriptionState.ACCEPTED);
            case Reject reject -> answer(reject, actor, SubscriptionState.REJECTED);
            case Like like -> reaction(like, "Like", actor);
            case Announce announce -> announce(announce, actor);
            case Undo undo -> undo(undo, actor);
            case Activity other -> Optional.empty();
        };
    }

    private Optional<Outcome> follow(Follow follow, String actor) {
        Optional<FakeUser> user = follow.object().id().flatMap(home.directory()::userById);
        if (user.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> id = follow.id();
        if (id.isEmpty() || !(home.remote().actor(actor, false) instanceof Remote.Lookup.Found found)) {
            return Optional.of(Outcome.dropped("a Follow without an id, or of nobody who can be answered"));
        }
        home.people().followed(user.get().id(), actor, id.get());
        JsonObject accept = Activities.of(home, user.get(), "Accept", actor)
                .add("object", follow.json())
                .build();
        Body body = JsonText.write(accept);
        Answer answer = home.wire()
                .post(URI.create(found.actor().inbox()), body, user.get().key());
        return Optional.of(Outcome.taken("follows; our Accept was answered with " + answer.status()));
    }

    private Optional<Outcome> answer(Activity answer, String actor, SubscriptionState state) {
        Optional<People.Following> asked = home.people().byFollowId(answer.ids("object"));
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        if (!asked.get().target().equals(actor)) {
            return Optional.of(Outcome.dropped("an answer by another than who was asked"));
        }
        if (home.profile().wantsFollowEmbedded() && !embeds(answer, asked.get())) {
            return Optional.of(Outcome.dropped("the Follow is not embedded"));
        }
        home.people().answered(asked.get(), state);
        return Optional.of(
                Outcome.taken("our Follow is " + (state == SubscriptionState.ACCEPTED ? "accepted" : "rejected")));
    }

    private static boolean embeds(Activity answer, People.Following asked) {
        return answer.object()
                .embedded()
                .filter(o -> o.is("Follow") && o.ids("actor").contains(asked.user()))
                .isPresent();
    }

    private Optional<Outcome> reaction(Activity activity, String type, String actor) {
        Optional<String> object =
                activity.object().id().filter(id -> home.shelf().find(id).isPresent());
        if (object.isEmpty()) {
            return Optional.empty();
        }
        if (activity.id().isEmpty()) {
            return Optional.of(Outcome.dropped("a " + type + " without an id"));
        }
        home.people().reacted(activity.id().get(), new People.Reaction(type, actor, object.get()));
        return Optional.of(Outcome.taken("a " + type + " of what was written here"));
    }

    private Optional<Outcome> announce(Announce announce, String actor) {
        Optional<Outcome> own = reaction(announce, "Announce", actor);
        Optional<String> id = announce.object().id();
        if (own.isPresent() || id.isEmpty() || !home.people().isFollowed(actor)) {
            return own;
        }
        return Optional.of(
                switch (FetchedObject.fetch(home, id.get())) {
                    case FetchedObject.Result.Hidden hidden -> Outcome.dropped(hidden.words());
                    case FetchedObject.Result.Shown shown -> {
                        home.timeline().show(id.get(), shown.author());
                        home.timeline().boosted(announce.id().orElse(""), new Timeline.Boost(actor, id.get()));
                        yield Outcome.taken("fetched from its origin; shows as a boost");
                    }
                });
    }

    private Optional<Outcome> undo(Undo undo, String actor) {
        String id = undo.object().id().orElse("");
        Optional<String> followed = undo.object()
                .embedded()
                .filter(o -> o.is("Follow"))
                .flatMap(o -> o.ref("object").id())
                .or(() -> home.people().followedBy(actor, id));
        if (followed.filter(user -> home.people().unfollowed(user, actor)).isPresent()) {
            return Optional.of(Outcome.taken("follows no longer"));
        }
        if (home.people().tookBack(id, actor)) {
            return Optional.of(Outcome.taken("the reaction is gone"));
        }
        Optional<Timeline.Boost> boost =
                home.timeline().boost(id).filter(b -> b.actor().equals(actor));
        boost.ifPresent(gone -> home.timeline().unboost(id));
        return boost.map(gone -> Outcome.taken("the boost is gone"));
    }

    /** Whether a Create is anything to the people here: by somebody they follow, for them, or an answer to them. */
    boolean concernsUs(Activity activity, String actor) {
        Optional<Entity> object = activity.object().embedded();
        return home.people().isFollowed(actor)
                || activity.to().ids().stream().anyMatch(home::isOwn)
                || activity.cc().ids().stream().anyMatch(home::isOwn)
                || object.filter(o -> o.ids("inReplyTo").stream().anyMatch(home::isOwn))
                        .isPresent();
    }
}
