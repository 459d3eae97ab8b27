package dev.linkspan.testkit;

import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * Lemmy's inbox: the key of the activity's actor whatever the key id says, then activities of exactly known shapes, and 400 to
 * everything else. People write in groups, which announce whole activities.
 */
final class LemmyInbox implements InboxRules {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final Home home;
    private final Content content;

    LemmyInbox(Home home) {
        this.home = home;
        this.content = new Content(home);
    }

    @Override
    public Admission admit(InboundRequest post) {
        Optional<Activity> activity = post.document().map(Activity::of).filter(a -> a.id().isPresent());
        if (activity.flatMap(Activity::actorId).isEmpty()) {
            return refused("the body is no activity with an id and an actor");
        }
        if (!(CavageHeader.tolerant(post.field("Signature")) instanceof CavageHeader.Result.Read read)
                || read.header().get("signature").isEmpty()) {
            return refused("the request is not signed");
        }
        Optional<String> problem = digest(post).or(() -> time(post, read.header()));
        if (problem.isPresent()) {
            return refused(problem.get());
        }
        String actor = activity.flatMap(Activity::actorId).orElseThrow();
        return switch (home.remote().actor(actor, false)) {
            case Remote.Lookup.Missing missing -> refused("no key: " + missing.words());
            case Remote.Lookup.Found found -> {
                List<String> signed = read.header().signed("date");
                if (!CavageCheck.verifies(
                        post, read.header(), signed, found.actor().key(), false)) {
                    yield refused("the signature is not of the activity's actor " + actor);
                }
                yield form(activity.get(), actor)
                        .map(LemmyInbox::refused)
                        .orElseGet(() -> new Admission.Admitted(200, "", Optional.of(found.actor())));
            }
        };
    }

    /** There must be one, and each part of it must fit. */
    private static Optional<String> digest(InboundRequest post) {
        StringTokenizer parts = new StringTokenizer(post.field("Digest"), ",");
        boolean any = parts.hasMoreTokens();
        while (parts.hasMoreTokens()) {
            String part = parts.nextToken().strip();
            int equals = part.indexOf('=');
            if (equals < 0 || !part.substring(equals + 1).equals(CavageCheck.sha256(post.body()))) {
                return Optional.of("a part of the digest is not that of the body");
            }
        }
        return any ? Optional.empty() : Optional.of("there is no digest");
    }

    private static Optional<String> time(InboundRequest post, CavageHeader header) {
        Optional<Instant> made = CavageCheck.epochSeconds(header.get("created")).or(() -> CavageCheck.date(post));
        boolean inWindow = made.filter(
                        at -> Duration.between(at, post.at()).abs().compareTo(WINDOW) <= 0)
                .isPresent();
        return inWindow ? Optional.empty() : Optional.of("the date is not within an hour");
    }

    /** What keeps an activity from being one of those that it knows. */
    private Optional<String> form(Activity activity, String actor) {
        Optional<Entity> object = activity.object().embedded();
        return switch (activity) {
            case Announce announce -> announced(object, actor);
            case Create create -> written(object);
            case Accept accept -> embedded(object, "Accept");
            case Reject reject -> embedded(object, "Reject");
            case Undo undo -> embedded(object, "Undo");
            case Follow follow ->
                follow.object().id().flatMap(home.directory()::userById).isPresent()
                        ? Optional.empty()
                        : Optional.of("a Follow of nobody here");
            case Activity other -> Optional.empty();
        };
    }

    private Optional<String> announced(Optional<Entity> object, String actor) {
        if (object.isEmpty()) {
            return Optional.of("an Announce of a bare id");
        }
        if (!home.people().isFollowed(actor)) {
            return Optional.of("an Announce by a group that nobody here follows");
        }
        Activity inner = Activity.of(AsObject.of(object.get().json()));
        return inner instanceof Create ? written(inner.object().embedded()) : Optional.empty();
    }

    private static Optional<String> written(Optional<Entity> object) {
        if (object.filter(o -> o.is("Page")).isPresent()) {
            return object.flatMap(o -> o.string("name")).isPresent()
                    ? Optional.empty()
                    : Optional.of("a Page without a name");
        }
        return object.filter(o -> o.is("Note"))
                        .filter(o -> o.ref("inReplyTo").isPresent())
                        .isPresent()
                ? Optional.empty()
                : Optional.of("neither a Page nor a Note that answers something");
    }

    private static Optional<String> embedded(Optional<Entity> object, String type) {
        return object.isPresent() ? Optional.empty() : Optional.of(type + " of a bare id");
    }

    @Override
    public Outcome process(InboundRequest post, Optional<RemoteActor> signer) {
        Activity activity = Activity.of(post.document().orElseThrow());
        String actor = signer.orElseThrow().id();
        return activity instanceof Announce announce
                ? passedOn(Activity.of(
                        AsObject.of(announce.object().embedded().orElseThrow().json())))
                : content.perform(activity, actor);
    }

    /** By a group that somebody here follows, whose word counts for what is written in it. */
    private Outcome passedOn(Activity inner) {
        Optional<String> id = inner.object().id();
        if (!(inner instanceof Create) || id.isEmpty()) {
            return Outcome.taken(inner.typeName() + " in a group");
        }
        home.timeline().show(id.get(), inner.actorId().orElse(""));
        return Outcome.taken("written in a group that is followed here");
    }

    private static Admission refused(String words) {
        return new Admission.Refused(400, "{\"error\":\"unknown\"}", words);
    }
}
