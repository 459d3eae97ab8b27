package dev.linkspan.jsonld;

import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.ChatMessage;
import dev.linkspan.vocab.Collection;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.CryptographicKey;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Document;
import dev.linkspan.vocab.Emoji;
import dev.linkspan.vocab.EmojiReact;
import dev.linkspan.vocab.Endpoints;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Group;
import dev.linkspan.vocab.Hashtag;
import dev.linkspan.vocab.Image;
import dev.linkspan.vocab.InteractionPolicy;
import dev.linkspan.vocab.InteractionRule;
import dev.linkspan.vocab.LanguageMap;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Link;
import dev.linkspan.vocab.Mention;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Multikey;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.OrderedCollection;
import dev.linkspan.vocab.OrderedCollectionPage;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.PropertyValue;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Question;
import dev.linkspan.vocab.QuoteRequest;
import dev.linkspan.vocab.Refs;
import dev.linkspan.vocab.Service;
import dev.linkspan.vocab.Source;
import dev.linkspan.vocab.Tombstone;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an application sends, one of each kind, put together by our builders alone. */
final class BuiltDocuments {

    static final String ALICE = "https://a.example/users/alice";
    private static final String BOB = "https://b.example/users/bob";
    private static final String FOLLOWERS = ALICE + "/followers";
    private static final Instant NOW = Instant.parse("2026-11-21T15:00:00.123456789Z");
    private static final String PEM = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----
            """;

    private BuiltDocuments() {}

    static Map<String, Entity> all() {
        Map<String, Entity> all = new LinkedHashMap<>();
        all.put("create a note", create(note()));
        all.put("create a poll", create(poll()));
        all.put("create a quoting post", create(quotingPost()));
        all.put("create a post that few may answer", create(restrictedPost()));
        all.put("create a chat message", create(chatMessage()));
        all.put("person", person());
        all.put("service", service());
        all.put("group", group());
        all.put("announce", announce());
        all.put("follow", follow());
        all.put("accept", accept());
        all.put("undo", undo());
        all.put("like", like());
        all.put("emoji reaction", emojiReact());
        all.put("delete", delete());
        all.put("update", update());
        all.put("move", move());
        all.put("quote request", quoteRequest());
        all.put("collection", collection());
        all.put("page", page());
        return all;
    }

    static Create create(Entity object) {
        String id = object.id().orElseThrow();
        return Create.builder()
                .id(id + "/activity")
                .actor(ALICE)
                .published(NOW)
                .to("as:Public")
                .cc(FOLLOWERS, BOB)
                .object(object)
                .build();
    }

    static Note note() {
        return Note.builder()
                .id(ALICE + "/statuses/1")
                .attributedTo(ALICE)
                .published(NOW)
                .updated(NOW)
                .to("Public")
                .cc(FOLLOWERS, BOB)
                .url("https://a.example/@alice/1")
                .content("<p>Hello <a href=\"https://b.example/@bob\">@bob</a> #fediverse :blob:</p>")
                .contentMap(LanguageMap.of("en", "<p>Hello</p>"))
                .summary("greetings")
                .sensitive(true)
                .inReplyTo("https://b.example/users/bob/statuses/7")
                .conversation("tag:b.example,2026:objectId=7:objectType=Conversation")
                .source(Source.builder()
                        .content("Hello @bob #fediverse")
                        .mediaType("text/markdown")
                        .build())
                .tag(Mention.builder().href(BOB).name("@bob@b.example").build())
                .addTag(Hashtag.builder()
                        .href("https://a.example/tags/fediverse")
                        .name("#fediverse")
                        .build())
                .addTag(emoji())
                .attachment(Document.builder()
                        .mediaType("image/png")
                        .url("https://a.example/media/1.png")
                        .name("A cat")
                        .width(640)
                        .height(480)
                        .blurhash("UeKUpFxuo~R%0nW;WCnhF6RjaJt757oJodS$")
                        .focalPoint(0.5, -0.25)
                        .build())
                .replies(ALICE + "/statuses/1/replies")
                .build();
    }

    private static Emoji emoji() {
        return Emoji.builder()
                .id("https://a.example/emojis/blob")
                .name(":blob:")
                .updated(NOW)
                .icon(Image.builder()
                        .mediaType("image/png")
                        .url("https://a.example/emojis/blob.png")
                        .build())
                .build();
    }

    private static Question poll() {
        return Question.builder()
                .id(ALICE + "/statuses/2")
                .attributedTo(ALICE)
                .published(NOW)
                .endTime(NOW.plusSeconds(86_400))
                .to(Public.URI)
                .cc(FOLLOWERS)
                .content("<p>Tea or coffee?</p>")
                .oneOf(Refs.of(List.of(option("Tea", 3), option("Coffee", 0))))
                .votersCount(3)
                .build();
    }

    private static Note option(String name, long votes) {
        return Note.builder()
                .name(name)
                .replies(Collection.builder().totalItems(votes).build())
                .build();
    }

    private static Note quotingPost() {
        String quoted = "https://b.example/users/bob/statuses/9";
        return Note.builder()
                .id(ALICE + "/statuses/3")
                .attributedTo(ALICE)
                .published(NOW)
                .to(Public.URI)
                .cc(FOLLOWERS)
                .content("<p>See <span class=\"quote-inline\">RE: " + quoted + "</span></p>")
                .quote(quoted)
                .quoteUrl(quoted)
                .misskeyQuote(quoted)
                .quoteUri(quoted)
                .quoteAuthorization("https://b.example/users/bob/stamps/1")
                .tag(Link.builder()
                        .mediaType("application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"")
                        .href(quoted)
                        .name("RE: " + quoted)
                        .rel("https://misskey-hub.net/ns#_misskey_quote")
                        .build())
                .build();
    }

    private static Note restrictedPost() {
        InteractionRule followers =
                InteractionRule.builder().automaticApproval(ALICE, FOLLOWERS).build();
        return Note.builder()
                .id(ALICE + "/statuses/4")
                .attributedTo(ALICE)
                .published(NOW)
                .to(FOLLOWERS)
                .cc(BOB)
                .content("<p>For you.</p>")
                .tag(Mention.builder().href(BOB).name("@bob@b.example").build())
                .interactionPolicy(InteractionPolicy.builder()
                        .canReply(followers)
                        .canLike(InteractionRule.builder()
                                .automaticApproval("as:Public")
                                .build())
                        .canAnnounce(InteractionRule.builder()
                                .manualApproval(Public.URI)
                                .build())
                        .canQuote(followers)
                        .build())
                .build();
    }

    private static ChatMessage chatMessage() {
        return ChatMessage.builder()
                .id(ALICE + "/chats/1")
                .attributedTo(ALICE)
                .published(NOW)
                .to(BOB)
                .content("Hi!")
                .build();
    }

    static Person person() {
        return Person.builder()
                .id(ALICE)
                .preferredUsername("alice")
                .name("Alice :blob:")
                .summary("<p>Gardener</p>")
                .url("https://a.example/@alice")
                .published(NOW)
                .inbox(ALICE + "/inbox")
                .outbox(ALICE + "/outbox")
                .followers(FOLLOWERS)
                .following(ALICE + "/following")
                .featured(ALICE + "/featured")
                .featuredTags(ALICE + "/tags")
                .endpoints(Endpoints.builder()
                        .sharedInbox("https://a.example/inbox")
                        .build())
                .manuallyApprovesFollowers(false)
                .discoverable(true)
                .indexable(true)
                .memorial(false)
                .suspended(false)
                .attributionDomains("a.example")
                .alsoKnownAs("https://old.example/users/alice")
                .webfinger("alice@a.example")
                .icon(Image.builder()
                        .mediaType("image/png")
                        .url("https://a.example/avatar.png")
                        .build())
                .image(Image.builder()
                        .mediaType("image/png")
                        .url("https://a.example/header.png")
                        .build())
                .attachment(PropertyValue.builder()
                        .name("Web")
                        .value("<a href=\"https://alice.example\" rel=\"me\">alice.example</a>")
                        .build())
                .tag(emoji())
                .publicKey(CryptographicKey.builder()
                        .id(ALICE + "#main-key")
                        .owner(ALICE)
                        .publicKeyPem(PEM)
                        .build())
                .assertionMethod(Multikey.builder()
                        .id(ALICE + "#ed25519-key")
                        .controller(ALICE)
                        .publicKeyMultibase("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")
                        .build())
                .build();
    }

    private static Service service() {
        String id = "https://a.example/users/bridge";
        return Service.builder()
                .id(id)
                .preferredUsername("bridge")
                .name("A bridge")
                .url("https://a.example/@bridge")
                .inbox(id + "/inbox")
                .outbox(id + "/outbox")
                .followers(id + "/followers")
                .following(id + "/following")
                .endpoints(Endpoints.builder()
                        .sharedInbox("https://a.example/inbox")
                        .build())
                .publicKey(CryptographicKey.builder()
                        .id(id + "#main-key")
                        .owner(id)
                        .publicKeyPem(PEM)
                        .build())
                .build();
    }

    private static Group group() {
        String id = "https://a.example/c/gardening";
        return Group.builder()
                .id(id)
                .preferredUsername("gardening")
                .name("Gardening")
                .url(id)
                .inbox(id + "/inbox")
                .outbox(id + "/outbox")
                .followers(id + "/followers")
                .following(id + "/following")
                .featured(id + "/featured")
                .attributedTo(id + "/moderators")
                .moderators(id + "/moderators")
                .postingRestrictedToMods(false)
                .sensitive(false)
                .endpoints(Endpoints.builder()
                        .sharedInbox("https://a.example/inbox")
                        .build())
                .publicKey(CryptographicKey.builder()
                        .id(id + "#main-key")
                        .owner(id)
                        .publicKeyPem(PEM)
                        .build())
                .build();
    }

    private static Announce announce() {
        return Announce.builder()
                .id(ALICE + "/announces/1")
                .actor(ALICE)
                .published(NOW)
                .to(Public.URI)
                .cc(Refs.ofIds(List.of(FOLLOWERS)))
                .object("https://b.example/users/bob/statuses/9")
                .build();
    }

    private static Follow follow() {
        return Follow.builder()
                .id(ALICE + "/follows/1")
                .actor(ALICE)
                .to(BOB)
                .object(BOB)
                .build();
    }

    private static Accept accept() {
        return Accept.builder()
                .id(ALICE + "/accepts/1")
                .actor(ALICE)
                .to(BOB)
                .object(Follow.builder()
                        .id("https://b.example/follows/5")
                        .actor(BOB)
                        .object(ALICE)
                        .build())
                .build();
    }

    private static Undo undo() {
        return Undo.builder()
                .id(ALICE + "/undos/1")
                .actor(ALICE)
                .to(BOB)
                .object(follow())
                .build();
    }

    private static Like like() {
        return Like.builder()
                .id(ALICE + "/likes/1")
                .actor(ALICE)
                .to(BOB)
                .object("https://b.example/users/bob/statuses/9")
                .content("\u2764")
                .misskeyReaction("\u2764")
                .build();
    }

    private static EmojiReact emojiReact() {
        return EmojiReact.builder()
                .id(ALICE + "/reactions/1")
                .actor(ALICE)
                .to(BOB)
                .object("https://b.example/users/bob/statuses/9")
                .content(":blob:")
                .tag(emoji())
                .build();
    }

    private static Delete delete() {
        return Delete.builder()
                .id(ALICE + "/deletes/1")
                .actor(ALICE)
                .to(Public.URI)
                .object(Tombstone.builder()
                        .id(ALICE + "/statuses/1")
                        .deleted(NOW)
                        .build())
                .build();
    }

    private static Update update() {
        return Update.builder()
                .id(ALICE + "/updates/1")
                .actor(ALICE)
                .to(Public.URI)
                .object(person())
                .build();
    }

    private static Move move() {
        return Move.builder()
                .id(ALICE + "/moves/1")
                .actor(ALICE)
                .to(FOLLOWERS)
                .object(ALICE)
                .target("https://new.example/users/alice")
                .build();
    }

    private static QuoteRequest quoteRequest() {
        return QuoteRequest.builder()
                .id(ALICE + "/quote-requests/1")
                .actor(ALICE)
                .to(BOB)
                .object("https://b.example/users/bob/statuses/9")
                .instrument(quotingPost())
                .build();
    }

    private static OrderedCollection collection() {
        return OrderedCollection.builder()
                .id(ALICE + "/outbox")
                .totalItems(1)
                .first(ALICE + "/outbox?page=1")
                .build();
    }

    private static OrderedCollectionPage page() {
        return OrderedCollectionPage.builder()
                .id(ALICE + "/outbox?page=1")
                .partOf(ALICE + "/outbox")
                .orderedItems(create(note()), announce())
                .build();
    }
}
