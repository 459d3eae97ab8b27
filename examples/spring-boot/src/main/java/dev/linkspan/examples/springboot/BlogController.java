package dev.linkspan.examples.springboot;

import dev.linkspan.discovery.FoundObject;
import dev.linkspan.discovery.Missing;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Mention;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Tombstone;
import dev.linkspan.vocab.Undo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people here do. Whether they are who they say is for Spring Security to find out; here, everybody is believed. */
@RestController
@RequestMapping("/api/{handle}")
class BlogController {

    private final Federation federation;
    private final People people;
    private final Posts posts;

    BlogController(Federation federation, People people, Posts posts) {
        this.federation = federation;
        this.people = people;
        this.posts = posts;
    }

    record Draft(String content, Optional<String> inReplyTo) {}

    record Post(String id, String author, String content, List<String> inReplyTo, List<String> likedBy) {}

    /** Makes an account; its id. */
    @PutMapping
    String join(@PathVariable String handle, @RequestParam String name) {
        String id = federation.actorId(handle);
        people.add(handle, name);
        return id;
    }

    @GetMapping("/timeline")
    List<Post> timeline(@PathVariable String handle) {
        Stream<String> self = Stream.of(account(handle).id());
        return posts
                .latest(Stream.concat(self, relations(handle, Direction.FOLLOWING).stream())
                        .toList())
                .stream()
                .map(this::shown)
                .toList();
    }

    // tag::write[]
    /** Posts to everybody and to the followers, and to the author of what it answers. */
    @PostMapping("/posts")
    Post write(@PathVariable String handle, @RequestBody Draft draft) {
        LocalAccount account = account(handle);
        String name = UUID.randomUUID().toString();
        Note.Builder builder = Note.builder()
                .id(federation.id(BlogApplication.POSTS, name))
                .attributedTo(account.id())
                .content("<p>" + draft.content().replace("&", "&amp;").replace("<", "&lt;") + "</p>")
                .published(Instant.now())
                .to(Public.URI)
                .cc(account.followersId());
        draft.inReplyTo().ifPresent(answered -> {
            String author = Posts.author(read(answered));
            builder.inReplyTo(answered)
                    .addTag(Mention.builder().href(author).build())
                    .addCc(author);
        });
        Note note = builder.build();
        posts.write(name, note); // first: whoever gets it may ask for it at once
        account.send(Create.builder().object(note).to(note.to()).cc(note.cc()).build());
        return shown(note);
    }
    // end::write[]

    @DeleteMapping("/posts")
    void delete(@PathVariable String handle, @RequestParam String id) {
        LocalAccount account = account(handle);
        Note note = posts.find(id)
                .filter(post -> Posts.author(post).equals(account.id()))
                .orElseThrow(
                        () -> new IllegalArgumentException("id: " + id + " (expected: of a post of " + handle + ")"));
        posts.bury(id);
        account.send(Delete.builder()
                .object(Tombstone.builder().id(id).build())
                .to(note.to())
                .cc(note.cc())
                .build());
    }

    @PutMapping("/likes")
    void like(@PathVariable String handle, @RequestParam String id) {
        LocalAccount account = account(handle);
        if (posts.like(id, account.id()).isEmpty()) {
            Note note = read(id);
            posts.hear(note);
            Like like = Like.builder().object(id).to(Posts.author(note)).build();
            posts.like(id, account.id(), account.send(like).id());
        }
    }

    @DeleteMapping("/likes")
    void unlike(@PathVariable String handle, @RequestParam String id) {
        LocalAccount account = account(handle);
        posts.like(id, account.id()).ifPresent(given -> {
            String author = Posts.author(read(id));
            Like like = Like.builder()
                    .id(given)
                    .actor(account.id())
                    .object(id)
                    .to(author)
                    .build();
            account.send(Undo.builder().object(like).to(author).build());
            posts.unlike(id, account.id());
        });
    }

    /** Follows an actor, by handle or id. */
    @PutMapping("/following")
    State follow(@PathVariable String handle, @RequestParam String actor) {
        LocalAccount account = account(handle);
        return switch (federation.network().find(actor)) {
            case FoundObject found -> account.follow(found.id());
            case Missing missing -> throw new IllegalArgumentException("actor: " + missing.detail());
        };
    }

    @DeleteMapping("/following")
    boolean unfollow(@PathVariable String handle, @RequestParam String actor) {
        return account(handle).unfollow(actor);
    }

    @GetMapping("/following")
    List<String> following(@PathVariable String handle) {
        return relations(handle, Direction.FOLLOWING);
    }

    @GetMapping("/followers")
    List<String> followers(@PathVariable String handle) {
        return relations(handle, Direction.FOLLOWER);
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail refused(IllegalArgumentException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    private LocalAccount account(String handle) {
        return people.find(handle)
                .map(found -> federation.account(handle))
                .orElseThrow(() -> new IllegalArgumentException("handle: " + handle + " (expected: of somebody here)"));
    }

    private List<String> relations(String handle, Direction direction) {
        return account(handle).relations(direction, State.ACCEPTED, Optional.empty(), 100).relations().stream()
                .map(FollowRelation::remote)
                .toList();
    }

    private Note read(String postId) {
        return posts.find(postId).orElseGet(() -> switch (federation.network().fetch(postId)) {
            case FoundObject found ->
                found.view()
                        .as(Note.class)
                        .filter(note -> found.trust().isTrusted())
                        .orElseThrow(() -> new IllegalArgumentException("id: " + postId + " (expected: of a Note)"));
            case Missing missing -> throw new IllegalArgumentException("id: " + missing.detail());
        });
    }

    private Post shown(Note note) {
        String id = note.id().orElse("");
        return new Post(
                id,
                Posts.author(note),
                note.content().orElse(""),
                List.copyOf(note.ids("inReplyTo")),
                posts.likedBy(id));
    }
}
