package dev.linkspan.examples;

import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The posts of a micro-blog and of those it hears from, and who likes them. In memory, where a real one has a database.
 * Thread-safe.
 */
final class Timeline {

    private static final int MAX_POSTS_OF_OTHERS = 1_000;
    private static final int MAX_LIKES_OF_A_POST = 1_000;

    private final Map<String, Entity> own = new LinkedHashMap<>();
    private final Map<String, Note> others = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> likes = new LinkedHashMap<>();

    /**
     * A post as it is shown.
     *
     * @param note the post
     * @param likedBy the ids of the actors who like it
     */
    record Post(Note note, List<String> likedBy) {
        Post {
            likedBy = List.copyOf(likedBy);
        }
    }

    /** Adds a post of our own. */
    synchronized void write(Note note) {
        own.put(id(note), note);
    }

    /** Adds a post of somebody else's, or changes it if it is by the same; the eldest goes when there are many. */
    synchronized void hear(Note note) {
        Note known = others.getOrDefault(id(note), note);
        if (!known.ids("attributedTo").equals(note.ids("attributedTo"))) {
            return;
        }
        others.put(id(note), note);
        if (others.size() > MAX_POSTS_OF_OTHERS) {
            String eldest = others.keySet().iterator().next();
            others.remove(eldest);
            likes.remove(eldest);
        }
    }

    /** A post of our own, or what is left of it. */
    synchronized Optional<Entity> own(String id) {
        return Optional.ofNullable(own.get(id));
    }

    /** A post, of whomever. */
    synchronized Optional<Note> find(String id) {
        return own(id).flatMap(entity -> entity.as(Note.class)).or(() -> Optional.ofNullable(others.get(id)));
    }

    /** Leaves a tombstone in the place of a post of our own. */
    synchronized void bury(String id, Instant now) {
        own.put(id, Tombstone.builder().id(id).formerType("Note").deleted(now).build());
        likes.remove(id);
    }

    /** Takes somebody else's post away, if it is this actor's. */
    synchronized void forget(String id, String actor) {
        Note note = others.get(id);
        if (note != null && note.ids("attributedTo").contains(actor)) {
            others.remove(id);
            likes.remove(id);
        }
    }

    /** Notes that an actor likes a post that is here. */
    synchronized void like(String postId, String actor, String likeId) {
        if (find(postId).isPresent()) {
            Map<String, String> ofPost = likes.computeIfAbsent(postId, id -> new LinkedHashMap<>());
            if (ofPost.size() < MAX_LIKES_OF_A_POST) {
                ofPost.put(actor, likeId);
            }
        }
    }

    /** Notes that an actor likes a post no longer. */
    synchronized void unlike(String postId, String actor) {
        Optional.ofNullable(likes.get(postId)).ifPresent(ofPost -> ofPost.remove(actor));
    }

    /** Notes that an actor takes back a Like of which only the id is told. */
    synchronized void unlikeBy(String likeId, String actor) {
        likes.values().forEach(ofPost -> ofPost.remove(actor, likeId));
    }

    /** All posts: our own, then those of others, each in the order in which they came. */
    synchronized List<Post> posts() {
        List<Note> notes = new ArrayList<>();
        own.values().forEach(entity -> entity.as(Note.class).ifPresent(notes::add));
        notes.addAll(others.values());
        return notes.stream().map(note -> new Post(note, likedBy(note))).toList();
    }

    private List<String> likedBy(Note note) {
        return List.copyOf(likes.getOrDefault(id(note), Map.of()).keySet());
    }

    private static String id(Note note) {
        return note.id().orElseThrow();
    }
}
