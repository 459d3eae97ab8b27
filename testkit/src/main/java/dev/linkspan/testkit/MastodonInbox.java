package dev.linkspan.testkit;

import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import java.util.List;
import java.util.Optional;

/** Mastodon's inbox: signature first, then 202 whatever happens to the activity. */
final class MastodonInbox implements InboxRules {

    private static final int LIMIT_BYTES = 1024 * 1024;

    private final Home home;
    private final MastodonSignature signature;
    private final Social social;
    private final Content content;

    MastodonInbox(Home home) {
        this.home = home;
        this.signature = new MastodonSignature(home);
        this.social = new Social(home);
        this.content = new Content(home);
    }

    @Override
    public Admission admit(InboundRequest post) {
        if (post.body().length() > LIMIT_BYTES) {
            return new Admission.Refused(413, "", "the body has more than 1 MiB");
        }
        // Before the signature: the key of an actor that is gone cannot be fetched any more.
        return isDeleteOfUnknownActor(post) ? new Admission.Admitted(202, "", Optional.empty()) : signature.check(post);
    }

    private boolean isDeleteOfUnknownActor(InboundRequest post) {
        return post.document()
                .filter(d -> d.is("Delete"))
                .map(Activity::of)
                .filter(a ->
                        a.actorId().isPresent() && a.actorId().equals(a.object().id()))
                .filter(a -> !home.remote().knows(a.actorId().orElseThrow()))
                .isPresent();
    }

    @Override
    public Outcome process(InboundRequest post, Optional<RemoteActor> signer) {
        Optional<AsObject> document = post.document();
        if (signer.isEmpty()) {
            return Outcome.dropped("a Delete of an actor that is unknown here");
        }
        if (document.isEmpty() || !ActorRules.hasActivityStreamsContext(document.get())) {
            return Outcome.dropped("the body is no ActivityStreams document");
        }
        Activity activity = Activity.of(document.get());
        String actor = activity.actorId().orElse("");
        if (actor.isEmpty()) {
            return Outcome.dropped("the activity has no actor");
        }
        if (actor.equals(signer.get().id())) {
            return perform(activity, actor, signer.get(), false);
        }
        Optional<String> problem = LdCheck.problem(home, post, document.get(), actor);
        return problem.isPresent()
                ? Outcome.dropped("the actor is not the signer, and the LD signature " + problem.get())
                : perform(activity, actor, signer.get(), true);
    }

    private Outcome perform(Activity activity, String actor, RemoteActor signer, boolean relayed) {
        return social.outcome(activity, actor).orElseGet(() -> byKind(activity, actor, signer, relayed));
    }

    private Outcome byKind(Activity activity, String actor, RemoteActor signer, boolean relayed) {
        return switch (activity) {
            case Create create -> create(create, actor, signer, relayed);
            case Announce announce -> announce(announce, signer, relayed);
            case Update update -> content.update(update, actor);
            case Delete delete -> content.delete(delete, actor);
            case Undo undo -> Outcome.dropped("an Announce by a relay left nothing to undo");
            case Accept accept -> answer(accept, SubscriptionState.ACCEPTED);
            case Reject reject -> answer(reject, SubscriptionState.REJECTED);
            case Follow follow -> Outcome.dropped("nobody here may be followed");
            case Move move -> Outcome.taken("the account moved");
            case Activity other -> Outcome.dropped("nothing is known about " + other.typeName());
        };
    }

    private Outcome create(Create create, String actor, RemoteActor signer, boolean relayed) {
        boolean isByRelay = relayed && home.relay().isEnabledRelay(signer);
        return content.refusal(create, actor)
                .orElseGet(() -> isByRelay || social.concernsUs(create, actor)
                        ? content.show(
                                create, actor, relayed ? "through the relay, by its LD signature" : "from its author")
                        : Outcome.dropped("neither through a relay that is switched on nor for anybody here"));
    }

    private Outcome announce(Announce announce, RemoteActor signer, boolean relayed) {
        Optional<String> id = announce.object().id();
        if (id.isEmpty() || relayed || !home.relay().isEnabledRelay(signer)) {
            return Outcome.dropped("an Announce, but not of a relay that is switched on");
        }
        if (home.timeline().shows(id.get())) {
            return Outcome.taken("the object is known already");
        }
        return switch (FetchedObject.fetch(home, id.get())) {
            case FetchedObject.Result.Hidden hidden -> Outcome.dropped(hidden.words());
            case FetchedObject.Result.Shown shown -> {
                home.timeline().show(id.get(), shown.author());
                yield Outcome.taken("fetched from its origin on the relay's Announce");
            }
        };
    }

    // Who answers is not checked, only what is answered.
    private Outcome answer(Activity answer, SubscriptionState state) {
        List<String> ids = answer.ids("object");
        RelayLink.Standing standing = home.relay().standing();
        if (standing.followId().isEmpty() || !ids.contains(standing.followId())) {
            return Outcome.dropped("it answers no Follow of ours: " + ids);
        }
        if (standing.state() == SubscriptionState.NONE) {
            return Outcome.dropped("the Follow was taken back");
        }
        home.relay().answered(state);
        return Outcome.taken("the relay is " + (state == SubscriptionState.ACCEPTED ? "switched on" : "rejected"));
    }
}
