package dev.linkspan.examples.springboot;

import dev.linkspan.federation.Federation;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.Listener;
import dev.linkspan.federation.ObjectListener;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What others say. */
// tag::listeners[]
@Configuration(proxyBeanMethods = false)
class Hearing {

    @Bean
    ObjectListener<Create, Note> written(Posts posts) {
        return (create, note) -> {
            if (note.trust().isTrusted() && isForUs(create, note.object(), posts)) {
                posts.hear(note.object());
            }
        };
    }

    @Bean
    Listener<Like> liked(Posts posts) {
        return like -> like.activity().objectId().ifPresent(id -> posts.like(id, like.actor(), like.id()));
    }
    // end::listeners[]

    @Bean
    ObjectListener<Update, Note> changed(Posts posts) {
        return (update, note) -> {
            if (note.trust().isTrusted()
                    && note.object().id().flatMap(posts::find).isPresent()) {
                posts.hear(note.object());
            }
        };
    }

    @Bean
    Listener<Delete> deleted(Posts posts) {
        return delete -> delete.activity().objectId().ifPresent(id -> posts.forget(id, delete.actor()));
    }

    @Bean
    Listener<Undo> undone(Posts posts) {
        return undo -> {
            undo.object(Like.class)
                    .flatMap(like -> like.object().objectId())
                    .ifPresent(post -> posts.unlike(post, undo.actor()));
            undo.activity().objectId().ifPresent(like -> posts.unlike(like, undo.actor()));
        };
    }

    /** Strangers send anything: kept is what somebody here follows, or what mentions or answers somebody here. */
    private static boolean isForUs(Inbound<Create> create, Note note, Posts posts) {
        Federation federation = create.federation();
        boolean isFollowed = federation.store().follows().of(create.actor()).stream()
                .anyMatch(relation -> relation.direction() == Direction.FOLLOWING);
        return note.id().isPresent()
                && (isFollowed
                        || note.ids("inReplyTo").stream()
                                .anyMatch(id -> posts.find(id).isPresent())
                        || note.mentions().stream()
                                .flatMap(mention -> mention.ids("href").stream())
                                .anyMatch(id -> federation.handleOf(id).isPresent()));
    }
}
