package dev.linkspan.testkit;

import java.util.List;
import java.util.Optional;

/**
 * What a user writes; how it looks as a document is up to the instance's software. Immutable.
 *
 * @param text the plain text
 * @param language the language tag of the text
 * @param hashtags names without the number sign
 * @param mentions ids of mentioned actors
 * @param image an image's address, if one is attached
 * @param warning a content warning, if there is one
 * @param audience who may see it
 */
public record Note(
        String text,
        String language,
        List<String> hashtags,
        List<String> mentions,
        Optional<String> image,
        Optional<String> warning,
        Audience audience) {

    /** Who may see a note. */
    public enum Audience {
        /** Everyone, in public timelines. */
        PUBLIC,
        /** Everyone, but not in public timelines. */
        UNLISTED,
        /** The author's followers. */
        FOLLOWERS
    }

    /** Copies the lists. */
    public Note {
        hashtags = List.copyOf(hashtags);
        mentions = List.copyOf(mentions);
    }

    /** A public note in English. */
    public static Note of(String text) {
        return new Note(text, "en", List.of(), List.of(), Optional.empty(), Optional.empty(), Audience.PUBLIC);
    }

    /** The same in another language. */
    public Note in(String languageTag) {
        return new Note(text, languageTag, hashtags, mentions, image, warning, audience);
    }

    /** The same with hashtags. */
    public Note tagged(String... names) {
        return new Note(text, language, List.of(names), mentions, image, warning, audience);
    }

    /** The same with a mention. */
    public Note mentioning(String actorId) {
        return new Note(text, language, hashtags, List.of(actorId), image, warning, audience);
    }

    /** The same with an image. */
    public Note withImage(String address) {
        return new Note(text, language, hashtags, mentions, Optional.of(address), warning, audience);
    }

    /** The same behind a content warning. */
    public Note warning(String words) {
        return new Note(text, language, hashtags, mentions, image, Optional.of(words), audience);
    }

    /** The same for another audience. */
    public Note to(Audience others) {
        return new Note(text, language, hashtags, mentions, image, warning, others);
    }
}
