package dev.linkspan.vocab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A text in several languages, by well-formed BCP 47 tags, in the order of the document. Immutable.
 *
 * @param texts from language tag to text
 * @see <a href="https://www.w3.org/TR/activitystreams-core/#naturalLanguageValues">Activity Streams 2.0 §4.7</a>
 */
public record LanguageMap(Map<String, String> texts) {

    private static final LanguageMap EMPTY = new LanguageMap(Map.of());

    /** Copies the map; refuses a key that is no language tag. */
    public LanguageMap {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        for (String tag : texts.keySet()) {
            if (!isTag(tag)) {
                throw new IllegalArgumentException("language tag: " + tag + " (expected: one as in BCP 47)");
            }
        }
    }

    /** Without any text. */
    public static LanguageMap empty() {
        return EMPTY;
    }

    /** A text in one language. */
    public static LanguageMap of(String tag, String text) {
        return new LanguageMap(Map.of(tag, text));
    }

    /** The text under exactly this tag, in any case. */
    public Optional<String> get(String tag) {
        String exact = texts.get(tag);
        if (exact != null) {
            return Optional.of(exact);
        }
        return texts.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(tag))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * The text that a reader with these wishes likes best, by the lookup of RFC 4647 §3.4; if there is none, the first.
     *
     * @param wishes the wishes in their order, as from {@link Locale.LanguageRange#parse}
     */
    public Optional<String> best(List<Locale.LanguageRange> wishes) {
        Collection<String> tags = new ArrayList<>(texts.keySet());
        String found = wishes.isEmpty() ? null : Locale.lookupTag(wishes, tags);
        return found == null ? first() : get(found);
    }

    /** The first text. */
    public Optional<String> first() {
        return texts.values().stream().findFirst();
    }

    /** Whether there is no text. */
    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /**
     * Whether this is a well-formed language tag; registered or not.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5646#section-2.1">RFC 5646 §2.1</a>
     */
    public static boolean isTag(String tag) {
        return LanguageTag.isWellFormed(tag);
    }
}
