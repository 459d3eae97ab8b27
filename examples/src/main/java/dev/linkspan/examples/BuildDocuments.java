package dev.linkspan.examples;

import dev.linkspan.vocab.Collection;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Hashtag;
import dev.linkspan.vocab.Image;
import dev.linkspan.vocab.LanguageMap;
import dev.linkspan.vocab.Mention;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Question;
import dev.linkspan.vocab.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Builds documents that other servers accept, and prints them. */
public final class BuildDocuments {

    private static final String ME = "https://my.example/users/ada";
    private static final String BOB = "https://their.example/users/bob";

    private BuildDocuments() {}

    /** Takes nothing. */
    public static void main(String[] args) {
        Note note = note(Instant.now());
        System.out.println(create(note).json());
        System.out.println(sleepy(note).json());
        System.out.println(update(note, "<p>Good evening!</p>", Instant.now()).json());
        System.out.println(poll(Instant.now(), "Tea", "Coffee").json());
    }

    // tag::note[]
    static Note note(Instant now) {
        String html = "<p>Good morning <a class=\"mention\" href=\"https://their.example/@bob\">@bob</a>! #coffee</p>";
        return Note.builder()
                .id(ME + "/notes/1")
                .attributedTo(ME)
                .to(Public.URI)
                .cc(ME + "/followers", BOB)
                .content(html)
                .contentMap(LanguageMap.of("en", html))
                .tag(
                        Mention.builder().href(BOB).name("@bob@their.example").build(),
                        Hashtag.builder()
                                .href("https://my.example/tags/coffee")
                                .name("#coffee")
                                .build())
                .attachment(Image.builder()
                        .url("https://my.example/media/1.jpg")
                        .mediaType("image/jpeg")
                        .name("A cup of coffee")
                        .build())
                .published(now)
                .build();
    }
    // end::note[]

    // tag::create[]
    static Create create(Note note) {
        return Create.builder()
                .id(note.id().orElseThrow() + "#create")
                .actor(ME)
                .to(note.to())
                .cc(note.cc())
                .object(note)
                .build();
    }
    // end::create[]

    // tag::update[]
    static Update update(Note note, String html, Instant now) {
        Note edited = note.toBuilder()
                .content(html)
                .contentMap(LanguageMap.of("en", html))
                .updated(now)
                .build();
        return Update.builder()
                .id(note.id().orElseThrow() + "#update-" + now.getEpochSecond())
                .actor(ME)
                .to(note.to())
                .cc(note.cc())
                .object(edited)
                .build();
    }
    // end::update[]

    static Question poll(Instant now, String... options) {
        return Question.builder()
                .id(ME + "/polls/1")
                .attributedTo(ME)
                .to(Public.URI)
                .content("<p>Tea or coffee?</p>")
                .oneOf(Stream.of(options).map(BuildDocuments::option).toArray(Note[]::new))
                .endTime(now.plus(Duration.ofDays(1)))
                .published(now)
                .build();
    }

    static Note option(String name) {
        Collection votes = Collection.builder().totalItems(0).build();
        return Note.builder().name(name).replies(votes).build();
    }

    // tag::define[]
    static Note sleepy(Note note) {
        return note.toBuilder()
                .set("mood", "sleepy")
                .define("mood", "https://my.example/ns#mood")
                .build();
    }
    // end::define[]
}
