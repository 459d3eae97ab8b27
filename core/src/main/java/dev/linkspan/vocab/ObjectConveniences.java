package dev.linkspan.vocab;

import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What takes more than one property, or more than one extension, to tell of an object. */
public interface ObjectConveniences extends Entity {

    /**
     * What it quotes, by whichever way it says so, the best first: {@code quote} (FEP-044f, which may need an
     * authorization), {@code quoteUrl}, {@code quoteUri}, {@code _misskey_quote}, an object link among its tags (FEP-e232).
     *
     * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/044f/fep-044f.md">FEP-044f</a>
     * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/e232/fep-e232.md">FEP-e232</a>
     */
    default Ref<AsObject> quote() {
        return Quotes.of(node());
    }

    /** The actors that its text names. */
    default List<Mention> mentions() {
        return refs("tag").embedded(Mention.class);
    }

    /** The hashtags it has, with their number sign as a rule. */
    default List<Hashtag> hashtags() {
        return refs("tag").embedded(Hashtag.class);
    }

    /** The custom emoji that its texts use. */
    default List<Emoji> emojis() {
        return refs("tag").embedded(Emoji.class);
    }

    /** All whom it is addressed to, each once: {@code to}, {@code cc}, {@code bto}, {@code bcc} and {@code audience}. */
    default Set<String> recipients() {
        Set<String> recipients = new LinkedHashSet<>();
        for (String property : List.of("to", "cc", "bto", "bcc", "audience")) {
            recipients.addAll(ids(property));
        }
        return recipients;
    }

    /** Whether everyone may see it: addressed to the public collection, in {@code to} or {@code cc}. */
    default boolean isPublic() {
        return Public.isIn(ids("to")) || Public.isIn(ids("cc"));
    }

    /** Whether everyone may see it, but timelines and searches leave it out: the public collection in {@code cc} only. */
    default boolean isUnlisted() {
        return !Public.isIn(ids("to")) && Public.isIn(ids("cc"));
    }

    /** When a poll ended or ends at the latest, if {@code closed} tells the time. */
    default Optional<Instant> closed() {
        return node().dateTime("closed");
    }

    /** Whether a poll says that it is closed, now or ever: by a time, by {@code true}, or by an object. */
    default boolean saysClosed() {
        Optional<JsonValue> closed = value("closed");
        return closed.isPresent() && closed.get() != JsonValue.FALSE;
    }

    /** The fields of a profile: {@code PropertyValue}s among the attachments. */
    default List<PropertyValue> fields() {
        return refs("attachment").embedded(PropertyValue.class);
    }

    /** The answers of a poll: {@code oneOf} and {@code anyOf}, of which it should have one. */
    default List<AsObject> options() {
        List<AsObject> options =
                new ArrayList<>(node().refs("oneOf", ViewTypes.OBJECT).embedded());
        options.addAll(node().refs("anyOf", ViewTypes.OBJECT).embedded());
        return options;
    }
}
