package dev.linkspan.examples;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.Reading;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Ref;
import dev.linkspan.vocab.Undo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads documents as they come from other servers, and tells in a sentence what each says. */
public final class ReadDocuments {

    private ReadDocuments() {}

    /** Takes files with documents. */
    public static void main(String[] args) throws Exception {
        DocumentReader reader = new DocumentReader();
        for (String file : args) {
            Body body = Body.of(Files.readAllBytes(Path.of(file)));
            System.out.println(sentence(reader, body));
            if (reader.read(body) instanceof ReceivedDocument document) {
                faults(document).forEach(System.out::println);
            }
        }
    }

    // tag::read[]
    static String sentence(DocumentReader reader, Body body) {
        return switch (reader.read(body)) {
            case ReceivedDocument document -> sentence(document.view());
            case Reading.Refused refused -> refused.reason() + ": " + refused.detail();
        };
    }

    static String sentence(Entity view) {
        return switch (view) {
            case Activity activity -> whatHappened(activity);
            case Actor actor -> actor.preferredUsername().orElse("somebody");
            case AsObject object -> object.content().orElse("something without text");
            default -> view.typeName();
        };
    }
    // end::read[]

    // tag::activity[]
    static String whatHappened(Activity activity) {
        String who = activity.actorId().orElse("somebody");
        return switch (activity) {
            case Create create -> who + " published " + what(create.object());
            case Announce announce -> who + " shared " + what(announce.object());
            case Follow follow -> who + " wants to follow " + what(follow.object());
            case Undo undo -> who + " takes back: " + what(undo.object());
            case Activity.Other other -> who + " did what we have no name for: " + other.typeName();
            default -> who + ": " + activity.typeName() + " of " + what(activity.object());
        };
    }
    // end::activity[]

    // tag::ref[]
    static String what(Ref<Entity> ref) {
        return switch (ref) {
            case Ref.Link<Entity> link -> "what is at " + link.target();
            case Ref.Embedded<Entity> embedded -> sentence(embedded.object());
            case Ref.Absent<Entity> absent -> "nothing";
        };
    }
    // end::ref[]

    // tag::refs[]
    static List<String> whomToNotify(AsObject post) {
        List<String> named = post.mentions().stream()
                .flatMap(mention -> mention.href().stream())
                .toList();
        List<String> answered = post.replyTargets().embedded(AsObject.class).stream()
                .flatMap(answer -> answer.attributions().ids().stream())
                .toList();
        return Stream.concat(named.stream(), answered.stream()).distinct().toList();
    }
    // end::refs[]

    // tag::language[]
    static String textFor(AsObject post, String acceptLanguage) {
        return post.contentMap()
                .best(Locale.LanguageRange.parse(acceptLanguage))
                .or(post::content)
                .orElse("");
    }
    // end::language[]

    // tag::problems[]
    static List<String> faults(ReceivedDocument document) {
        return document.problems().stream()
                .map(problem -> problem.pointer() + ": " + problem.detail())
                .toList();
    }
    // end::problems[]

    // tag::unknown[]
    static String mood(Entity post) {
        return post.string("mood").orElse("unknown");
    }
    // end::unknown[]
}
