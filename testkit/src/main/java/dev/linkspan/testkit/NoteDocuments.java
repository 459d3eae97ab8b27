package dev.linkspan.testkit;

import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Public;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Notes as each software writes them. */
final class NoteDocuments {

    private NoteDocuments() {}

    static String newId(Home home, FakeUser author) {
        long number = home.shelf().nextNumber();
        return switch (home.profile()) {
            case MASTODON -> author.id() + "/statuses/" + number;
            case MISSKEY -> home.base() + "/notes/" + Long.toString(number, 36);
            case PLEROMA, FRIENDICA -> home.base() + "/objects/" + new java.util.UUID(number, number * 31);
            case GOTOSOCIAL ->
                author.id() + "/statuses/" + Long.toString(number, 32).toUpperCase(Locale.ROOT);
            case LEMMY -> home.base() + "/comment/" + number;
            case THREADS -> author.id() + "/post/" + number + "/";
        };
    }

    /** The note without its context, as it stands inside a Create. */
    static JsonObjectBuilder note(Home home, FakeUser author, String id, Note note, Instant published) {
        String content = html(home, note);
        JsonObjectBuilder document = JsonText.object()
                .add("id", id)
                .add("type", "Note")
                .add("attributedTo", author.id())
                .add("published", published.truncatedTo(ChronoUnit.SECONDS).toString())
                .add("to", to(author, note))
                .add("cc", cc(author, note))
                .add("content", content)
                .add("inReplyTo", JsonValue.NULL)
                .add("sensitive", note.warning().isPresent())
                .add("attachment", attachments(note))
                .add("tag", tags(home, note));
        switch (home.profile()) {
            case MASTODON -> mastodon(document, home, author, id, note, content, published);
            case MISSKEY ->
                document.add("summary", warning(note))
                        .add("_misskey_content", note.text())
                        .add("source", source(note, "text/x.misskeymarkdown"));
            case PLEROMA ->
                document.add("actor", author.id())
                        .add("summary", note.warning().orElse(""))
                        .add("contentMap", JsonText.object().add(note.language(), content))
                        .add(
                                "context",
                                home.base() + "/contexts/" + home.shelf().nextNumber())
                        .add("source", source(note, "text/plain"));
            case GOTOSOCIAL, THREADS ->
                document.add("url", id).add("contentMap", JsonText.object().add(note.language(), content));
            case LEMMY ->
                document.add("mediaType", "text/html")
                        .add("source", source(note, "text/markdown"))
                        .add("distinguished", false);
            case FRIENDICA ->
                document.add("url", id)
                        .add("diaspora:guid", id.substring(id.lastIndexOf('/') + 1))
                        .add("conversation", id + "#context")
                        .add("source", source(note, "text/bbcode"));
        }
        return document;
    }

    private static void mastodon(
            JsonObjectBuilder document,
            Home home,
            FakeUser author,
            String id,
            Note note,
            String content,
            Instant published) {
        String number = id.substring(id.lastIndexOf('/') + 1);
        String day = published.toString().substring(0, 10);
        document.add("summary", warning(note))
                .add("url", home.base() + "/@" + author.name() + "/" + number)
                .add("atomUri", id)
                .add("inReplyToAtomUri", JsonValue.NULL)
                .add(
                        "conversation",
                        "tag:" + home.authority() + "," + day + ":objectId=" + number + ":objectType=Conversation")
                .add("contentMap", JsonText.object().add(note.language(), content))
                .add(
                        "replies",
                        JsonText.object()
                                .add("id", id + "/replies")
                                .add("type", "Collection")
                                .add(
                                        "first",
                                        JsonText.object()
                                                .add("type", "CollectionPage")
                                                .add("next", id + "/replies?only_other_accounts=true&page=true")
                                                .add("partOf", id + "/replies")
                                                .add("items", Json.createArrayBuilder())));
    }

    static JsonArrayBuilder to(FakeUser author, Note note) {
        JsonArrayBuilder to = Json.createArrayBuilder();
        to.add(note.audience() == Note.Audience.PUBLIC ? Public.URI : author.followers());
        return to;
    }

    static JsonArrayBuilder cc(FakeUser author, Note note) {
        JsonArrayBuilder cc = Json.createArrayBuilder();
        switch (note.audience()) {
            case PUBLIC -> cc.add(author.followers());
            case UNLISTED -> cc.add(Public.URI);
            case FOLLOWERS -> {}
        }
        note.mentions().forEach(cc::add);
        return cc;
    }

    private static JsonValue warning(Note note) {
        return note.warning().<JsonValue>map(Json::createValue).orElse(JsonValue.NULL);
    }

    private static JsonObjectBuilder source(Note note, String mediaType) {
        return JsonText.object().add("content", note.text()).add("mediaType", mediaType);
    }

    private static JsonArrayBuilder attachments(Note note) {
        JsonArrayBuilder attachments = Json.createArrayBuilder();
        note.image()
                .ifPresent(address -> attachments.add(JsonText.object()
                        .add("type", "Document")
                        .add("mediaType", "image/jpeg")
                        .add("url", address)
                        .add("name", "A picture that belongs to the note")
                        .add("width", 1600)
                        .add("height", 1067)));
        return attachments;
    }

    private static JsonArrayBuilder tags(Home home, Note note) {
        JsonArrayBuilder tags = Json.createArrayBuilder();
        for (String name : note.hashtags()) {
            tags.add(JsonText.object()
                    .add("type", "Hashtag")
                    .add("href", home.base() + "/tags/" + name.toLowerCase(Locale.ROOT))
                    .add("name", "#" + name));
        }
        for (String actor : note.mentions()) {
            tags.add(JsonText.object()
                    .add("type", "Mention")
                    .add("href", actor)
                    .add("name", "@" + actor.substring(actor.lastIndexOf('/') + 1)));
        }
        return tags;
    }

    private static String html(Home home, Note note) {
        StringBuilder html = new StringBuilder("<p>");
        html.append(note.text().replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br />"));
        for (String name : note.hashtags()) {
            html.append(" <a href=\"")
                    .append(home.base())
                    .append("/tags/")
                    .append(name.toLowerCase(Locale.ROOT))
                    .append("\" class=\"mention hashtag\" rel=\"tag\">#<span>")
                    .append(name)
                    .append("</span></a>");
        }
        return html.append("</p>").toString();
    }
}
