package dev.linkspan.examples;

import dev.linkspan.discovery.FoundObject;
import dev.linkspan.discovery.Missing;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Sent;
import dev.linkspan.federation.Trusted;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Mention;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Tombstone;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A micro-blog of one person: followers, posts, answers, likes and deletes, hers and those of others. */
final class MicroBlog implements AutoCloseable {

    private static final String HANDLE = "mia";
    private static final String POSTS = "/posts/{id}";

    private final Timeline timeline = new Timeline();
    private final Map<String, Activity> liked = new ConcurrentHashMap<>(); // by the id of the post
    private final Federation federation;
    private final LocalAccount mia;

    /** Starts the blog on a federation that has its origin and its store. */
    // tag::blog[]
    MicroBlog(FederationBuilder settings) {
        federation = settings.actor(HANDLE, Person.builder().name("Mia").build())
                .objects(POSTS, (values, requester) -> timeline.own(id(values.getOrDefault("id", ""))))
                .on(Create.class, Note.class, this::written)
                .on(Update.class, Note.class, this::written)
                .on(
                        Delete.class,
                        delete -> delete.activity().objectId().ifPresent(id -> timeline.forget(id, delete.actor())))
                .on(
                        Like.class,
                        like -> like.activity().objectId().ifPresent(id -> timeline.like(id, like.actor(), like.id())))
                .on(Undo.class, this::undone)
                .build();
        mia = federation.account(HANDLE);
    }
    // end::blog[]

    Federation federation() {
        return federation;
    }

    Timeline timeline() {
        return timeline;
    }

    // tag::hearing[]
    private void written(Inbound<?> inbound, Trusted<Note> note) {
        Note post = note.object();
        LocalAccount account = inbound.federation().account(HANDLE);
        boolean isForUs = isFollowed(inbound, account)
                || post.ids("inReplyTo").stream()
                        .anyMatch(id -> timeline.own(id).isPresent())
                || post.mentions().stream().anyMatch(tag -> tag.ids("href").contains(account.id()));
        if (note.trust().isTrusted() && post.id().isPresent() && isForUs) {
            timeline.hear(post);
        }
    }

    private static boolean isFollowed(Inbound<?> inbound, LocalAccount account) {
        return inbound.federation()
                .store()
                .follows()
                .find(Direction.FOLLOWING, account.id(), inbound.actor())
                .isPresent();
    }

    private void undone(Inbound<Undo> undo) {
        // By the post first: ids are whatever their makers like.
        Optional<String> post =
                undo.object(Like.class).flatMap(like -> like.object().objectId());
        post.ifPresent(id -> timeline.unlike(id, undo.actor()));
        undo.activity().objectId().ifPresent(id -> timeline.unlikeBy(id, undo.actor()));
    }
    // end::hearing[]

    /** Posts to everybody, and into the timelines of the followers. */
    Sent post(String text) {
        return publish(note(text).to(Public.URI).cc(mia.followersId()).build());
    }

    // tag::answering[]
    /** Answers a post, of whomever, known here or not. */
    Sent reply(String postId, String text) {
        String author = author(read(postId));
        return publish(note(text)
                .inReplyTo(postId)
                .tag(Mention.builder().href(author).build())
                .to(Public.URI)
                .cc(mia.followersId(), author)
                .build());
    }

    private Note.Builder note(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        return Note.builder()
                .id(id(UUID.randomUUID().toString()))
                .attributedTo(mia.id())
                .content("<p>" + escaped + "</p>")
                .published(Instant.now());
    }

    private Sent publish(Note note) {
        timeline.write(note); // first: whoever gets it may ask for it at once
        return mia.send(Create.builder()
                .object(note)
                .to(recipients(note, "to"))
                .cc(recipients(note, "cc"))
                .build());
    }
    // end::answering[]

    private static String[] recipients(Note note, String property) {
        return note.ids(property).toArray(String[]::new);
    }

    /** Deletes a post of ours; whoever got it is told. */
    Sent delete(String postId) {
        Note note = timeline.own(postId)
                .flatMap(entity -> entity.as(Note.class))
                .orElseThrow(() -> new IllegalArgumentException("postId: " + postId + " (expected: a post of ours)"));
        timeline.bury(postId, Instant.now());
        return mia.send(Delete.builder()
                .object(Tombstone.builder().id(postId).build())
                .to(recipients(note, "to"))
                .cc(recipients(note, "cc"))
                .build());
    }

    // tag::liking[]
    /** Likes a post, once; gives the Like. */
    Activity like(String postId) {
        return liked.computeIfAbsent(postId, id -> {
            String author = author(read(id));
            Like like = Like.builder().object(id).to(author).build();
            timeline.like(id, mia.id(), "");
            return mia.send(like).activity();
        });
    }

    /** Takes a Like back; gives the Undo. */
    Activity unlike(String postId) {
        Activity like = liked.remove(postId);
        if (like == null) {
            throw new IllegalArgumentException("postId: " + postId + " (expected: a post that is liked)");
        }
        timeline.unlike(postId, mia.id());
        String[] author = like.ids("to").toArray(String[]::new);
        return mia.send(Undo.builder().object(like).to(author).build()).activity();
    }
    // end::liking[]

    /** Follows an actor; how it stands. */
    State follow(String actorId) {
        return mia.follow(actorId);
    }

    /** Follows an actor no longer; whether it did. */
    boolean unfollow(String actorId) {
        return mia.unfollow(actorId);
    }

    /** The ids of the first hundred followers, or of those she follows. */
    List<String> relations(Direction direction) {
        return mia.relations(direction, State.ACCEPTED, Optional.empty(), 100).relations().stream()
                .map(relation -> relation.remote())
                .toList();
    }

    /** Her id. */
    String actor() {
        return mia.id();
    }

    private Note read(String postId) {
        return timeline.find(postId).orElseGet(() -> switch (federation
                .network()
                .fetch(postId)) {
            case FoundObject found ->
                found.view()
                        .as(Note.class)
                        .filter(note -> found.trust().isTrusted())
                        .orElseThrow(() ->
                                new IllegalArgumentException("postId: " + postId + " (expected: that of a Note)"));
            case Missing missing -> throw new IllegalArgumentException("postId: " + missing.detail());
        });
    }

    private static String author(Note note) {
        return note.ids("attributedTo").stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the post has no author"));
    }

    private String id(String name) {
        return federation.id(POSTS, name);
    }

    @Override
    public void close() {
        federation.close();
    }
}
