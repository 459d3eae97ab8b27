package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Public;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** What an instance's people do, and what their server sends to the relay for it. */
final class Publisher {

    private final Home home;

    Publisher(Home home) {
        this.home = home;
    }

    Published publish(FakeUser author, Note note, Signed signed) {
        Instant now = home.now();
        String id = NoteDocuments.newId(home, author);
        JsonObject object = NoteDocuments.note(home, author, id, note, now).build();
        show(id, object);
        return home.profile().isLitePub()
                ? announce(id, note, now)
                : send(author, id, activity(author, "Create", id + "/activity", now, note, object), signed);
    }

    Published update(FakeUser author, String id, Note note, Signed signed) {
        Instant now = home.now();
        JsonObject before = home.shelf().find(id).orElseThrow(() -> new IllegalArgumentException("id: " + id));
        JsonObject object = NoteDocuments.note(home, author, id, note, now)
                .add("published", before.getString("published"))
                .add("updated", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
        show(id, object);
        String activityId = id + "#updates/" + home.shelf().nextNumber();
        return home.profile().isLitePub()
                ? nothing(activityId, id)
                : send(author, id, activity(author, "Update", activityId, now, note, object), signed);
    }

    Published delete(FakeUser author, String id, Signed signed) {
        home.shelf().delete(id);
        JsonObject delete = JsonText.object()
                .add("@context", Contexts.note(home.profile(), home.base()))
                .add("id", id + "#delete")
                .add("type", "Delete")
                .add("actor", author.id())
                .add("to", Json.createArrayBuilder().add(Public.URI))
                .add("object", JsonText.object().add("id", id).add("type", "Tombstone"))
                .build();
        return home.profile().isLitePub() ? nothing(id + "#delete", id) : send(author, id, delete, signed);
    }

    Published deleteActor(FakeUser author, Signed signed) {
        home.shelf().deleteAllBy(author.id());
        home.directory().delete(author);
        JsonObject delete = JsonText.object()
                .add("@context", Contexts.plain())
                .add("id", author.id() + "#delete")
                .add("type", "Delete")
                .add("actor", author.id())
                .add("to", Json.createArrayBuilder().add(Public.URI))
                .add("object", author.id())
                .build();
        return home.profile().isLitePub()
                ? nothing(author.id() + "#delete", author.id())
                : send(author, author.id(), delete, signed);
    }

    /** An activity to the relay, signed as asked. */
    Published send(FakeUser author, String about, JsonObject activity, Signed signed) {
        URI inbox = home.relay()
                .inbox()
                .orElseThrow(() -> new IllegalStateException("relay: none (expected: subscribe() was called before)"));
        JsonObject document =
                switch (signed) {
                    case LD -> LdCheck.SIGNATURES.sign(activity, author.key(), home.now());
                    case HTTP_ONLY -> activity;
                };
        return post(inbox, author.key(), about, document);
    }

    private Published announce(String id, Note note, Instant now) {
        String activityId = home.base() + "/activities/" + UUID.randomUUID();
        FakeUser relay = home.directory().instanceActor();
        RelayLink.Standing standing = home.relay().standing();
        if (note.audience() != Note.Audience.PUBLIC || !standing.mutual() || standing.inbox() == null) {
            return nothing(activityId, id); // it goes to the relay actor's followers: nobody, or not yet
        }
        JsonObject announce = JsonText.object()
                .add("@context", Contexts.litepub(home.base()))
                .add("id", activityId)
                .add("type", "Announce")
                .add("actor", relay.id())
                .add("object", id)
                .add("published", now.toString())
                .add("context", home.base() + "/contexts/" + home.shelf().nextNumber())
                .add("to", Json.createArrayBuilder().add(relay.followers()))
                .add("cc", Json.createArrayBuilder())
                .build();
        return post(standing.inbox(), relay.key(), id, announce);
    }

    private Published post(URI inbox, SigningKey key, String about, JsonObject document) {
        Body body = JsonText.write(document);
        long start = System.nanoTime();
        Answer answer = home.wire().post(inbox, body, key);
        return new Published(AsObject.of(document).id().orElse(""), about, body, start, Optional.of(answer));
    }

    private static Published nothing(String activityId, String about) {
        return new Published(activityId, about, Body.none(), System.nanoTime(), Optional.empty());
    }

    private JsonObject activity(FakeUser author, String type, String id, Instant now, Note note, JsonObject object) {
        JsonObjectBuilder activity = JsonText.object()
                .add("@context", Contexts.note(home.profile(), home.base()))
                .add("id", id)
                .add("type", type)
                .add("actor", author.id())
                .add("published", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .add("to", NoteDocuments.to(author, note))
                .add("cc", NoteDocuments.cc(author, note))
                .add("object", object);
        return activity.build();
    }

    private void show(String id, JsonObject object) {
        JsonValue context = Contexts.note(home.profile(), home.base());
        JsonObjectBuilder document = JsonText.object().add("@context", context);
        object.forEach(document::add);
        home.shelf().put(id, document.build());
    }
}
