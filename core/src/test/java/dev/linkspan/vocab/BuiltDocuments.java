package dev.linkspan.vocab;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One document of each sort that applications send, as our builders make it. */
final class BuiltDocuments {

    private static final String HOME = "https://my.example/users/";
    private static final String ADA = HOME + "ada";
    private static final String BOB = "https://their.example/users/bob";
    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");

    private BuiltDocuments() {}

    static Map<String, Entity> all() {
        Map<String, Entity> all = new LinkedHashMap<>();
        all.put("person", person());
        all.put(
                "group",
                Group.builder()
                        .id(HOME + "cats")
                        .preferredUsername("cats")
                        .name("Cats")
                        .inbox(HOME + "cats/inbox")
                        .outbox(HOME + "cats/outbox")
                        .followers(HOME + "cats/followers")
                        .attributedTo(HOME + "cats/moderators")
                        .moderators(HOME + "cats/moderators")
                        .postingRestrictedToMods(false)
                        .build());
        all.put("note", note());
        all.put(
                "create",
                Create.builder()
                        .id(ADA + "/notes/1#create")
                        .actor(ADA)
                        .to(Public.URI)
                        .cc(ADA + "/followers")
                        .published(NOW)
                        .object(note())
                        .build());
        all.put(
                "update",
                Update.builder()
                        .id(ADA + "/notes/1#update")
                        .actor(ADA)
                        .to(Public.URI)
                        .object(note().toBuilder().updated(NOW).build())
                        .build());
        all.put(
                "delete",
                Delete.builder()
                        .id(ADA + "/notes/1#delete")
                        .actor(ADA)
                        .to(Public.URI)
                        .object(Tombstone.builder()
                                .id(ADA + "/notes/1")
                                .formerType("Note")
                                .deleted(NOW)
                                .build())
                        .build());
        all.put(
                "announce",
                Announce.builder()
                        .id(ADA + "/boosts/1")
                        .actor(ADA)
                        .to(Public.URI)
                        .cc(Refs.ofIds(List.of(ADA + "/followers", BOB)))
                        .published(NOW)
                        .object("https://their.example/notes/1")
                        .build());
        all.put("follow", follow());
        all.put(
                "accept",
                Accept.builder()
                        .id(ADA + "#accept")
                        .actor(ADA)
                        .object(Follow.builder()
                                .id(BOB + "#follow")
                                .actor(BOB)
                                .object(ADA)
                                .build())
                        .build());
        all.put(
                "undo",
                Undo.builder().id(ADA + "#undo").actor(ADA).object(follow()).build());
        all.put(
                "like",
                Like.builder()
                        .id(ADA + "#like")
                        .actor(ADA)
                        .to(BOB)
                        .object("https://their.example/notes/1")
                        .build());
        all.put(
                "emoji-react",
                EmojiReact.builder()
                        .id(ADA + "#react")
                        .actor(ADA)
                        .content(":cat:")
                        .object("https://their.example/notes/1")
                        .tag(emoji())
                        .build());
        all.put(
                "move",
                Move.builder()
                        .id(ADA + "#move")
                        .actor(ADA)
                        .object(ADA)
                        .target(BOB)
                        .to(ADA + "/followers")
                        .build());
        all.put(
                "question",
                Question.builder()
                        .id(ADA + "/polls/1")
                        .attributedTo(ADA)
                        .to(Public.URI)
                        .content("<p>Tea?</p>")
                        .oneOf(Refs.of(List.of(option("Yes"), option("No"))))
                        .endTime(NOW.plusSeconds(86_400))
                        .published(NOW)
                        .votersCount(3)
                        .build());
        all.put(
                "article",
                Article.builder()
                        .id(ADA + "/articles/1")
                        .attributedTo(ADA)
                        .to(Public.URI)
                        .name("Cats")
                        .content("<p>All of them</p>")
                        .url("https://my.example/cats")
                        .published(NOW)
                        .build());
        all.put(
                "quote",
                note().toBuilder()
                        .quote("https://their.example/notes/1")
                        .quoteUrl("https://their.example/notes/1")
                        .quoteUri("https://their.example/notes/1")
                        .misskeyQuote("https://their.example/notes/1")
                        .build());
        all.put(
                "chat-message",
                ChatMessage.builder()
                        .id(ADA + "/chats/1")
                        .attributedTo(ADA)
                        .to(BOB)
                        .content("psst")
                        .published(NOW)
                        .build());
        all.put(
                "collection",
                OrderedCollection.builder()
                        .id(ADA + "/outbox")
                        .totalItems(1)
                        .first(ADA + "/outbox?page=1")
                        .build());
        all.put(
                "collection-page",
                OrderedCollectionPage.builder()
                        .id(ADA + "/outbox?page=1")
                        .partOf(ADA + "/outbox")
                        .totalItems(1)
                        .orderedItems(ADA + "/notes/1#create")
                        .build());
        return all;
    }

    private static Person person() {
        return Person.builder()
                .id(ADA)
                .preferredUsername("ada")
                .name("Ada")
                .summary("<p>Hello</p>")
                .inbox(ADA + "/inbox")
                .outbox(ADA + "/outbox")
                .followers(ADA + "/followers")
                .following(ADA + "/following")
                .featured(ADA + "/featured")
                .url("https://my.example/@ada")
                .published(NOW)
                .manuallyApprovesFollowers(false)
                .discoverable(true)
                .indexable(true)
                .isCat(true)
                .endpoints(Endpoints.builder()
                        .sharedInbox("https://my.example/inbox")
                        .build())
                .icon(Image.builder()
                        .mediaType("image/png")
                        .url("https://my.example/ada.png")
                        .build())
                .attachment(PropertyValue.builder()
                        .name("Web")
                        .value("<a href=\"https://ada.example\">ada.example</a>")
                        .build())
                .tag(emoji())
                .publicKey(CryptographicKey.builder()
                        .id(ADA + "#main-key")
                        .owner(ADA)
                        .publicKeyPem(PEM)
                        .build())
                .assertionMethod(Multikey.builder()
                        .id(ADA + "#key-2")
                        .controller(ADA)
                        .publicKeyMultibase("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")
                        .build())
                .build();
    }

    // A key for show: the point at which nobody can sign is as good as any.
    private static final String PEM = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----
            """;

    private static Note note() {
        return Note.builder()
                .id(ADA + "/notes/1")
                .attributedTo(ADA)
                .to(Public.URI)
                .cc(ADA + "/followers", BOB)
                .content("<p>Hello <a href=\"https://their.example/@bob\">@bob</a> #cats</p>")
                .contentMap(LanguageMap.of("en", "<p>Hello <a href=\"https://their.example/@bob\">@bob</a> #cats</p>"))
                .summary("cats ahead")
                .sensitive(true)
                .inReplyTo("https://their.example/notes/1")
                .published(NOW)
                .url("https://my.example/@ada/1")
                .tag(
                        Mention.builder().href(BOB).name("@bob@their.example").build(),
                        Hashtag.builder()
                                .href("https://my.example/tags/cats")
                                .name("#cats")
                                .build(),
                        emoji())
                .attachment(Document.builder()
                        .mediaType("image/png")
                        .url("https://my.example/cat.png")
                        .name("A cat")
                        .width(640)
                        .height(480)
                        .blurhash("UBL_:rOpGG-;o#Rjt7")
                        .focalPoint(0.5, -0.25)
                        .build())
                .interactionPolicy(InteractionPolicy.builder()
                        .canQuote(InteractionRule.builder()
                                .automaticApproval(Public.URI)
                                .build())
                        .build())
                .build();
    }

    private static Follow follow() {
        return Follow.builder().id(ADA + "#follow").actor(ADA).object(BOB).build();
    }

    private static Note option(String name) {
        return Note.builder()
                .name(name)
                .replies(Collection.builder().totalItems(1).build())
                .build();
    }

    private static Emoji emoji() {
        return Emoji.builder()
                .id("https://my.example/emoji/cat")
                .name(":cat:")
                .updated(NOW)
                .icon(Image.builder()
                        .mediaType("image/png")
                        .url("https://my.example/cat-emoji.png")
                        .build())
                .build();
    }
}
