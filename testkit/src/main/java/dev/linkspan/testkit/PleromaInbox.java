package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Pleroma's inbox (2.6, Akkoma, Rebased): the actor must have signed the request; no JSON-LD at all. */
final class PleromaInbox implements InboxRules {

    private static final int LIMIT_BYTES = 16_000_000;
    private static final String REFUSAL = "Invalid HTTP Signature";

    private final Home home;
    private final Social social;
    private final Content content;

    PleromaInbox(Home home) {
        this.home = home;
        this.social = new Social(home);
        this.content = new Content(home);
    }

    @Override
    public Admission admit(InboundRequest post) {
        if (post.body().length() > LIMIT_BYTES) {
            return new Admission.Refused(413, "", "the body has more than 16 MB");
        }
        if (!post.mediaType().equals("application/json") && !post.mediaType().endsWith("+json")) {
            return new Admission.Refused(415, "", "no parser for the content type " + post.mediaType());
        }
        return switch (CavageHeader.strict(post.field("Signature"))) {
            case CavageHeader.Result.Bad bad -> refused(bad.words());
            case CavageHeader.Result.Read read -> check(post, read.header());
        };
    }

    private Admission check(InboundRequest post, CavageHeader header) {
        if (header.get("keyId").isEmpty()) {
            return refused("there is no Signature field with a keyId");
        }
        List<String> signed = header.signed("date");
        if (signed.contains("digest") && !post.field("Digest").equals("SHA-256=" + CavageCheck.sha256(post.body()))) {
            return refused("the digest is not that of the body");
        }
        if (!post.field("Host").equals(home.authority())) {
            return refused("the request is for " + post.field("Host"));
        }
        String keyId = header.get("keyId").orElseThrow();
        Admission first = verify(post, header, signed, home.remote().byKeyId(keyId, false));
        return first instanceof Admission.Refused
                ? verify(post, header, signed, home.remote().byKeyId(keyId, true)) // the key may be a new one
                : first;
    }

    private static Admission verify(
            InboundRequest post, CavageHeader header, List<String> signed, Remote.Lookup lookup) {
        if (!(lookup instanceof Remote.Lookup.Found found)) {
            return refused("no key: " + ((Remote.Lookup.Missing) lookup).words());
        }
        if (!CavageCheck.verifies(post, header, signed, found.actor().key(), true)) {
            return refused("the signature is not of " + found.actor().keyId());
        }
        String actor =
                post.document().map(Activity::of).flatMap(Activity::actorId).orElse("");
        return actor.equals(found.actor().id())
                ? new Admission.Admitted(200, "\"ok\"", Optional.of(found.actor()))
                : refused("the signer is " + found.actor().id() + ", the actor " + actor);
    }

    @Override
    public Outcome process(InboundRequest post, Optional<RemoteActor> signer) {
        Activity activity = Activity.of(post.document().orElseThrow());
        RemoteActor actor = signer.orElseThrow();
        if (!Authority.same(activity.id().orElse(""), actor.id())) {
            return Outcome.dropped("the activity's id is not on its actor's host");
        }
        return social.outcome(activity, actor.id()).orElseGet(() -> byKind(activity, actor));
    }

    private Outcome byKind(Activity activity, RemoteActor actor) {
        return switch (activity) {
            case Announce announce -> announce(announce, actor);
            case Undo undo -> undo(undo, actor);
            case Follow follow -> follow(follow, actor);
            case Accept accept -> answer(accept, actor, SubscriptionState.ACCEPTED);
            case Reject reject -> answer(reject, actor, SubscriptionState.REJECTED);
            case Create create -> create(create, actor);
            case Delete delete -> delete(delete, actor);
            case Update update -> content.update(update, actor.id());
            case Move move -> Outcome.taken("the account moved");
            case Activity other -> Outcome.dropped("nothing is known about " + other.typeName());
        };
    }

    private Outcome announce(Announce announce, RemoteActor actor) {
        Optional<String> id = announce.object().id();
        if (announce.to().isEmpty() || id.isEmpty() || announce.id().isEmpty()) {
            return Outcome.dropped("an Announce needs id, object and to");
        }
        RelayLink.Standing standing = home.relay().standing();
        if (standing.state() != SubscriptionState.ACCEPTED || !standing.relay().equals(actor.id())) {
            return Outcome.dropped("an Announce of somebody whom nobody here follows");
        }
        if (!home.timeline().shows(id.get())) {
            switch (FetchedObject.fetch(home, id.get())) {
                case FetchedObject.Result.Hidden hidden -> {
                    return Outcome.dropped(hidden.words());
                }
                case FetchedObject.Result.Shown shown -> home.timeline().show(id.get(), shown.author());
            }
        }
        home.timeline().boosted(announce.id().get(), new Timeline.Boost(actor.id(), id.get()));
        return Outcome.taken("fetched from its origin on the relay's Announce");
    }

    private Outcome undo(Undo undo, RemoteActor actor) {
        Optional<String> id = undo.object().id();
        Optional<Timeline.Boost> boost = id.flatMap(home.timeline()::boost);
        if (boost.filter(b -> b.actor().equals(actor.id())).isPresent()) {
            home.timeline().unboost(id.orElseThrow());
            return Outcome.taken("the Announce is gone");
        }
        if (undo.object().embedded().filter(o -> o.is("Follow")).isPresent()) {
            home.relay().followedBack(false);
            return Outcome.taken("it no longer follows us");
        }
        return Outcome.dropped("nothing is known of what is undone");
    }

    /** The relay's Follow back is granted at once; only from then on does the relay get anything. */
    private Outcome follow(Follow follow, RemoteActor actor) {
        FakeUser self = home.directory().instanceActor();
        if (!follow.object().id().equals(Optional.of(self.id())) || follow.id().isEmpty()) {
            return Outcome.dropped("nobody here may be followed but " + self.id());
        }
        JsonObject accept = JsonText.object()
                .add("@context", "https://www.w3.org/ns/activitystreams")
                .add("id", home.base() + "/activities/" + UUID.randomUUID())
                .add("type", "Accept")
                .add("actor", self.id())
                .add("to", Json.createArrayBuilder().add(actor.id()))
                .add("object", follow.json())
                .build();
        Body body = JsonText.write(accept);
        Answer answer = home.wire().post(URI.create(actor.inbox()), body, self.key());
        home.relay().followedBack(true);
        return Outcome.taken("followed back; our Accept was answered with " + answer.status());
    }

    private Outcome answer(Activity answer, RemoteActor actor, SubscriptionState state) {
        RelayLink.Standing standing = home.relay().standing();
        if (answer.to().isEmpty() || !standing.relay().equals(actor.id())) {
            return Outcome.dropped("an answer without to, or not by whom we follow");
        }
        if (!answer.object().id().equals(Optional.of(standing.followId()))) {
            return Outcome.dropped("it answers no Follow of ours");
        }
        home.relay().answered(state);
        return Outcome.taken("our Follow is " + (state == SubscriptionState.ACCEPTED ? "accepted" : "rejected"));
    }

    private Outcome create(Create create, RemoteActor actor) {
        Optional<Entity> object = create.object().embedded();
        Optional<String> id = create.object().id();
        if (object.isEmpty() || id.isEmpty() || !Authority.same(id.get(), actor.id())) {
            return Outcome.dropped("the object is not on its actor's host");
        }
        home.timeline().show(id.get(), actor.id());
        return Outcome.taken("from its author");
    }

    private Outcome delete(Delete delete, RemoteActor actor) {
        Optional<String> id = delete.object().id();
        if (id.isEmpty() || !Authority.same(id.get(), actor.id())) {
            return Outcome.dropped("the object is not on its actor's host");
        }
        home.timeline().delete(id.get());
        return Outcome.taken("the object is gone");
    }

    private static Admission refused(String words) {
        return new Admission.Refused(400, "\"" + REFUSAL + "\"", words);
    }
}
