package dev.linkspan.testkit;

import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Misskey's inbox: the form of the signature at once, the signature itself and all else after the 202. */
final class MisskeyInbox implements InboxRules {

    private static final int LIMIT_BYTES = 64 * 1024;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final List<String> MUST_BE_SIGNED = List.of("(request-target)", "host", "date", "digest");

    private final Home home;
    private final Social social;
    private final Content content;

    MisskeyInbox(Home home) {
        this.home = home;
        this.social = new Social(home);
        this.content = new Content(home);
    }

    @Override
    public Admission admit(InboundRequest post) {
        if (post.body().length() > LIMIT_BYTES) {
            return new Admission.Refused(413, "", "the body has more than 64 KiB");
        }
        if (!post.mediaType().equals(Wire.ACTIVITY_JSON) && !post.mediaType().equals("application/ld+json")) {
            return new Admission.Refused(415, "", "no parser for the content type " + post.mediaType());
        }
        return switch (CavageHeader.strict(post.field("Signature"))) {
            case CavageHeader.Result.Bad bad -> refused(bad.words());
            case CavageHeader.Result.Read read -> {
                Optional<String> problem = problem(post, read.header());
                if (problem.isPresent()) {
                    yield refused(problem.get());
                }
                yield post.document().isEmpty()
                        ? new Admission.Refused(400, "", "the body is not JSON")
                        : new Admission.Admitted(202, "", Optional.empty());
            }
        };
    }

    private Optional<String> problem(InboundRequest post, CavageHeader header) {
        if (header.get("keyId").isEmpty() || header.get("signature").isEmpty()) {
            return Optional.of("keyId or signature was not specified");
        }
        String algorithm = header.get("algorithm").orElse("");
        if (!algorithm.equals("rsa-sha256") && !algorithm.equals("hs2019")) {
            return Optional.of("algorithm was not specified or is not supported: \"" + algorithm + "\"");
        }
        if (!header.signed("date").containsAll(MUST_BE_SIGNED)) {
            return Optional.of("not all of " + MUST_BE_SIGNED + " are signed: " + header.signed("date"));
        }
        Optional<Instant> date = CavageCheck.date(post);
        if (date.isEmpty() || Duration.between(date.get(), post.at()).abs().compareTo(CLOCK_SKEW) > 0) {
            return Optional.of("clock skew was greater than 300 s");
        }
        if (!post.field("Host").equals(home.authority())) {
            return Optional.of("the Host field is not " + home.authority());
        }
        String digest = post.field("Digest");
        boolean matches = digest.regionMatches(true, 0, "SHA-256=", 0, 8)
                && digest.substring(8).equals(CavageCheck.sha256(post.body()));
        return matches ? Optional.empty() : Optional.of("the Digest field does not match the body");
    }

    @Override
    public Outcome process(InboundRequest post, Optional<RemoteActor> signer) {
        AsObject document = post.document().orElseThrow();
        Activity activity = Activity.of(document);
        String actor = activity.actorId().orElse("");
        if (!(CavageHeader.strict(post.field("Signature")) instanceof CavageHeader.Result.Read read)) {
            return Outcome.dropped("the Signature field does not parse");
        }
        Optional<RemoteActor> relay = verified(post, read.header(), actor);
        boolean own = relay.filter(a -> a.id().equals(actor)).isPresent();
        if (!own) {
            Optional<String> problem = LdCheck.problem(home, post, document, actor);
            if (problem.isPresent()) {
                return Outcome.dropped("the actor did not sign the request, and the LD signature " + problem.get());
            }
        }
        if (!Authority.same(activity.id().orElse(""), actor)) {
            return Outcome.dropped("the activity's id is not on the host of who signed it");
        }
        return perform(activity, actor, relay.filter(a -> own));
    }

    /** By exact key id, else with the key of the activity's actor. */
    private Optional<RemoteActor> verified(InboundRequest post, CavageHeader header, String actor) {
        Remote.Lookup lookup = home.remote().byKeyId(header.get("keyId").orElseThrow(), false);
        if (lookup instanceof Remote.Lookup.Missing) {
            lookup = home.remote().actor(actor, false);
        }
        return lookup instanceof Remote.Lookup.Found found
                        && CavageCheck.verifies(
                                post,
                                header,
                                header.signed("date"),
                                found.actor().key(),
                                false)
                ? Optional.of(found.actor())
                : Optional.empty();
    }

    private Outcome perform(Activity activity, String actor, Optional<RemoteActor> self) {
        return social.outcome(activity, actor).orElseGet(() -> byKind(activity, actor, self));
    }

    private Outcome byKind(Activity activity, String actor, Optional<RemoteActor> self) {
        return switch (activity) {
            case Create create -> create(create, actor);
            case Announce announce -> announce(announce, actor, self);
            case Update update -> content.update(update, actor); // the only way in which it learns of a new key
            case Delete delete -> delete(delete, actor);
            case Undo undo -> undo(undo, actor);
            case Accept accept -> answer(accept, SubscriptionState.ACCEPTED);
            case Reject reject -> answer(reject, SubscriptionState.REJECTED);
            case Follow follow -> Outcome.dropped("nobody here may be followed");
            case Move move -> Outcome.taken("the account moved");
            case Activity other -> Outcome.dropped("nothing is known about " + other.typeName());
        };
    }

    private Outcome create(Create create, String actor) {
        Optional<String> id = create.object().id();
        Optional<Entity> object = create.object().embedded();
        if (id.isEmpty() || !Authority.same(id.get(), actor)) {
            return Outcome.dropped("the object is not on its actor's host");
        }
        if (object.isPresent() && !object.get().ids("attributedTo").contains(actor)) {
            return Outcome.dropped("the object is attributed to somebody else");
        }
        home.timeline().show(id.get(), actor);
        return Outcome.taken("a note");
    }

    private Outcome announce(Announce announce, String actor, Optional<RemoteActor> self) {
        Optional<String> id = announce.object().id();
        if (self.isEmpty() || !home.relay().isEnabledRelay(self.get())) {
            return Outcome.dropped("an Announce, but not of a relay that was accepted");
        }
        if (id.isEmpty() || id.get().indexOf('#') >= 0) {
            return Outcome.dropped("the announced object has no id that can be fetched");
        }
        return switch (FetchedObject.fetch(home, id.get())) {
            case FetchedObject.Result.Hidden hidden -> Outcome.dropped(hidden.words());
            case FetchedObject.Result.Shown shown -> renote(announce, actor, id.get(), shown);
        };
    }

    private Outcome renote(Announce announce, String actor, String id, FetchedObject.Result.Shown shown) {
        Optional<Instant> announced = instant(announce);
        Optional<Instant> written = instant(shown.object());
        if (announced.isPresent() && written.isPresent() && announced.get().isBefore(written.get())) {
            return Outcome.dropped("announced before it was written");
        }
        home.timeline().show(id, shown.author());
        home.timeline().boosted(announce.id().orElseThrow(), new Timeline.Boost(actor, id));
        return Outcome.taken("fetched from its origin; shows as a renote of the relay");
    }

    private static Optional<Instant> instant(Entity object) {
        try {
            return object.string("published").map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Outcome delete(Delete delete, String actor) {
        Optional<String> id = delete.object().id();
        if (id.equals(Optional.of(actor))) {
            home.timeline().deleteAllBy(actor);
            home.people().forget(actor);
            return Outcome.taken("the account and all of its posts are gone");
        }
        if (id.isEmpty() || !Authority.same(id.get(), actor)) {
            return Outcome.dropped("the object is not on its actor's host");
        }
        home.timeline().delete(id.get());
        return Outcome.taken("the object is gone");
    }

    private Outcome undo(Undo undo, String actor) {
        Optional<String> id = undo.object().id();
        if (id.flatMap(home.timeline()::boost)
                .filter(b -> b.actor().equals(actor))
                .isEmpty()) {
            return Outcome.dropped("nothing is known of what is undone");
        }
        home.timeline().unboost(id.orElseThrow());
        return Outcome.taken("the renote is gone");
    }

    private Outcome answer(Activity answer, SubscriptionState state) {
        Optional<Entity> follow = answer.object().embedded();
        if (follow.isEmpty() || !follow.get().is("Follow")) {
            return Outcome.dropped("the Follow is not embedded");
        }
        String id = follow.get().id().orElse("");
        RelayLink.Standing standing = home.relay().standing();
        boolean ours = follow.get()
                .ids("actor")
                .contains(home.directory().instanceActor().id());
        if (!ours || !id.contains("follow-relay/") || !id.equals(standing.followId())) {
            return Outcome.dropped("it answers no Follow of ours: " + id);
        }
        home.relay().answered(state);
        return Outcome.taken("the relay is " + (state == SubscriptionState.ACCEPTED ? "accepted" : "rejected"));
    }

    private static Admission refused(String words) {
        return new Admission.Refused(401, "", words);
    }
}
