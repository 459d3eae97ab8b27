package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Public;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What people write to others, each in their software's form. */
final class Correspondence {

    private final Home home;

    Correspondence(Home home) {
        this.home = home;
    }

    Answer follow(FakeUser user, String actor) {
        Optional<String> id = actor.startsWith("http") ? Optional.of(actor) : lookUp(actor);
        if (id.isEmpty()) {
            return new Answer(0, actor + " is not found by WebFinger");
        }
        return switch (home.remote().actor(id.get(), true)) {
            case Remote.Lookup.Missing missing -> new Answer(0, missing.words());
            case Remote.Lookup.Found found -> {
                if (home.profile() == Profile.LEMMY && !found.actor().type().equals("Group")) {
                    yield new Answer(
                            0,
                            "people there follow groups, not " + found.actor().type());
                }
                JsonObject follow = Activities.of(home, user, "Follow", id.get())
                        .add("object", id.get())
                        .build();
                home.people().requested(user.id(), id.get(), follow.getString("id"));
                yield home.wire().post(URI.create(found.actor().inbox()), JsonText.write(follow), user.key());
            }
        };
    }

    private Optional<String> lookUp(String handle) {
        String account = handle.startsWith("@") ? handle.substring(1) : handle;
        String query = "http://" + account.substring(account.lastIndexOf('@') + 1) + "/.well-known/webfinger?resource="
                + URLEncoder.encode("acct:" + account, StandardCharsets.UTF_8);
        return switch (home.remote().fetch(query, "application/jrd+json, application/json")) {
            case Remote.Document.Missing missing -> Optional.empty();
            case Remote.Document.Found found ->
                AsObject.of(found.json()).refs("links").stream()
                        .flatMap(link -> link.embedded().stream())
                        .filter(link -> link.string("rel").equals(Optional.of("self")))
                        .filter(link -> link.string("type").equals(Optional.of(Wire.ACTIVITY_JSON)))
                        .flatMap(link -> link.string("href").stream())
                        .findFirst();
        };
    }

    Answer unfollow(FakeUser user, String actorId) {
        Optional<People.Following> asked = home.people().following(user.id(), actorId);
        if (asked.isEmpty() || !(home.remote().actor(actorId, false) instanceof Remote.Lookup.Found found)) {
            return new Answer(0, actorId + " is not followed");
        }
        JsonObjectBuilder follow = JsonText.object()
                .add("id", asked.get().followId())
                .add("type", "Follow")
                .add("actor", user.id())
                .add("object", actorId);
        JsonObject undo =
                Activities.of(home, user, "Undo", actorId).add("object", follow).build();
        home.people().left(user.id(), actorId);
        return home.wire().post(URI.create(found.actor().inbox()), JsonText.write(undo), user.key());
    }

    Posted reply(FakeUser user, String noteId, Note note) {
        List<String> mentions = Stream.concat(note.mentions().stream(), author(noteId).stream())
                .distinct()
                .toList();
        return write(
                user,
                new Note(
                        note.text(),
                        note.language(),
                        note.hashtags(),
                        mentions,
                        note.image(),
                        note.warning(),
                        note.audience()),
                draft -> draft.add("inReplyTo", noteId));
    }

    Posted write(FakeUser user, Note note) {
        return write(user, note, draft -> draft);
    }

    private Posted write(FakeUser user, Note note, UnaryOperator<JsonObjectBuilder> more) {
        Instant now = home.now();
        String id = NoteDocuments.newId(home, user);
        JsonObject object =
                more.apply(NoteDocuments.note(home, user, id, note, now)).build();
        JsonObjectBuilder shown = JsonText.object().add("@context", Contexts.note(home.profile(), home.base()));
        object.forEach(shown::add);
        home.shelf().put(id, shown.build());
        JsonObject create = JsonText.object()
                .add("@context", Contexts.note(home.profile(), home.base()))
                .add("id", id + (id.endsWith("/") ? "" : "/") + "activity")
                .add("type", "Create")
                .add("actor", user.id())
                .add("published", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .add("to", NoteDocuments.to(user, note))
                .add("cc", NoteDocuments.cc(user, note))
                .add("object", object)
                .build();
        boolean isPublic = note.audience() == Note.Audience.PUBLIC;
        Set<String> receivers = new LinkedHashSet<>(note.mentions());
        receivers.addAll(home.people().followers(user.id()));
        return send(user, id, isPublic ? signed(user, create) : create, inboxes(receivers));
    }

    Posted delete(FakeUser user, String id) {
        home.shelf().delete(id);
        JsonObject delete = JsonText.object()
                .add("@context", Contexts.note(home.profile(), home.base()))
                .add("id", id + "#delete")
                .add("type", "Delete")
                .add("actor", user.id())
                .add("to", JsonText.array().add(Public.URI))
                .add("object", JsonText.object().add("id", id).add("type", "Tombstone"))
                .build();
        Set<String> inboxes = inboxes(home.people().followers(user.id()));
        inboxes.addAll(home.shelf().receivers(id));
        return send(user, id, signed(user, delete), inboxes);
    }

    Posted react(FakeUser user, String type, String objectId) {
        Set<String> receivers = new LinkedHashSet<>();
        Optional<String> author = author(objectId);
        author.ifPresent(receivers::add);
        JsonObjectBuilder activity =
                Activities.of(home, user, type, author.orElse(Public.URI)).add("object", objectId);
        if (type.equals("Announce")) {
            receivers.addAll(home.people().followers(user.id()));
            activity.add("published", home.now().truncatedTo(ChronoUnit.SECONDS).toString())
                    .add("to", JsonText.array().add(Public.URI))
                    .add("cc", JsonText.array().add(user.followers()));
        }
        return send(user, objectId, activity.build(), inboxes(receivers));
    }

    Posted undo(FakeUser user, Posted done) {
        if (!(JsonText.parse(done.body()) instanceof JsonText.Result.Document document)) {
            throw new IllegalArgumentException("activity: " + done.activityId() + " (expected: one that was sent)");
        }
        JsonObjectBuilder object = JsonText.object(document.object()).remove("@context");
        JsonObjectBuilder undo = Activities.of(home, user, "Undo", Public.URI).add("object", object);
        return send(user, done.activityId(), undo.build(), done.answers().keySet());
    }

    private Optional<String> author(String objectId) {
        return home.remote().fetch(objectId) instanceof Remote.Document.Found found
                ? AsObject.of(found.json()).ref("attributedTo").id()
                : Optional.empty();
    }

    /** Shared ones where there are. */
    private Set<String> inboxes(Iterable<String> actors) {
        Set<String> inboxes = new LinkedHashSet<>();
        for (String actor : actors) {
            if (!home.isOwn(actor) && home.remote().actor(actor, false) instanceof Remote.Lookup.Found found) {
                String shared = found.actor().sharedInbox();
                inboxes.add(shared.isEmpty() ? found.actor().inbox() : shared);
            }
        }
        return inboxes;
    }

    private JsonObject signed(FakeUser user, JsonObject activity) {
        return home.profile().signsDocuments() ? LdCheck.SIGNATURES.sign(activity, user.key(), home.now()) : activity;
    }

    private Posted send(FakeUser user, String about, JsonObject activity, Set<String> inboxes) {
        Body body = JsonText.write(activity);
        home.shelf().sent(about, inboxes);
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (String inbox : List.copyOf(inboxes)) {
            answers.put(inbox, home.wire().post(URI.create(inbox), body, user.key()));
        }
        return new Posted(AsObject.of(activity).id().orElse(""), about, body, answers);
    }
}
