package dev.linkspan.examples.springboot;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Tombstone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The posts of people here and of those they hear from, and who likes them. */
@Component
class Posts {

    private final JdbcClient jdbc;

    Posts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a post of somebody here; the name is the end of its id. */
    void write(String name, Note note) {
        insert(Optional.of(name), note);
    }

    /** Adds a post of somebody elsewhere, or changes it if it is by the same. */
    void hear(Note note) {
        int changed = jdbc.sql("update posts set note = ? where id = ? and author = ? and name is null")
                .params(text(note), id(note), author(note))
                .update();
        if (changed == 0 && at("id", id(note)).isEmpty()) {
            insert(Optional.empty(), note);
        }
    }

    private void insert(Optional<String> name, Note note) {
        jdbc.sql("insert into posts (id, name, author, answers, note) values (?, ?, ?, ?, ?)")
                .param(id(note))
                .param(name.orElse(null))
                .param(author(note))
                .param(note.ids("inReplyTo").stream().findFirst().orElse(null))
                .param(text(note))
                .update();
    }

    /** A post of ours by its name, or what is left of it. */
    Optional<Entity> named(String name) {
        return at("name", name);
    }

    /** A post, of whomever. */
    Optional<Note> find(String id) {
        return at("id", id).flatMap(entity -> entity.as(Note.class));
    }

    private Optional<Entity> at(String column, String value) {
        return jdbc.sql("select note from posts where " + column + " = ?")
                .param(value)
                .query(String.class)
                .optional()
                .map(Posts::read);
    }

    /** The latest fifty by these people, and answers to them. */
    List<Note> latest(List<String> authors) {
        String sql = """
                select note from posts
                where author in (:authors) or answers in (select id from posts where author in (:authors))
                order by arrived desc limit 50""";
        return jdbc
                .sql(sql)
                .param("authors", authors)
                .query((row, number) -> read(row.getString("note")))
                .list()
                .stream()
                .flatMap(entity -> entity.as(Note.class).stream())
                .toList();
    }

    /** Leaves a tombstone in the place of a post of ours. */
    void bury(String id) {
        Entity left = Tombstone.builder().id(id).deleted(Instant.now()).build();
        jdbc.sql("update posts set note = ? where id = ?")
                .params(text(left), id)
                .update();
    }

    /** Takes a post of somebody elsewhere away, if it is this actor's. */
    void forget(String id, String author) {
        jdbc.sql("delete from posts where id = ? and author = ? and name is null")
                .params(id, author)
                .update();
    }

    /** Notes that an actor likes a post that is here. */
    void like(String post, String actor, String like) {
        jdbc.sql("merge into likes (post, actor, id) select id, ?, ? from posts where id = ?")
                .params(actor, like, post)
                .update();
    }

    /** Notes that an actor takes back a Like, by its id or that of the post: some tell only one of them. */
    void unlike(String postOrLike, String actor) {
        jdbc.sql("delete from likes where actor = ? and (post = ? or id = ?)")
                .params(actor, postOrLike, postOrLike)
                .update();
    }

    /** The id of the Like that an actor gave to a post. */
    Optional<String> like(String post, String actor) {
        return jdbc.sql("select id from likes where post = ? and actor = ?")
                .params(post, actor)
                .query(String.class)
                .optional();
    }

    /** The ids of fifty who like a post. */
    List<String> likedBy(String post) {
        return jdbc.sql("select actor from likes where post = ? order by actor limit 50")
                .param(post)
                .query((row, number) -> row.getString("actor"))
                .list();
    }

    private static String text(Entity entity) {
        return JsonText.write(entity.json()).text();
    }

    private static Entity read(String text) {
        return switch (JsonText.parse(Body.of(text))) {
            case JsonText.Result.Document document -> Entity.of(document.object());
            case JsonText.Result.Malformed malformed -> throw new IllegalStateException(malformed.detail());
        };
    }

    static String author(Note note) {
        return note.ids("attributedTo").stream().findFirst().orElse("");
    }

    private static String id(Note note) {
        return note.id().orElseThrow();
    }
}
