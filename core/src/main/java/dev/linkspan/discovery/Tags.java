package dev.linkspan.discovery;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The start tags in HTML or XML, in their order, and nothing else of it. Reads each character a fixed number of times
 * whatever stands there: what is not closed ends the reading (attacks.md P-03, P-04). No entity is expanded but the five
 * that every parser knows, in attribute values only.
 */
final class Tags implements Iterator<Tags.Tag> {

    /** What the text is written in. */
    enum Language {
        /** Has elements whose content is text whatever it looks like. */
        HTML,
        /** Has prefixes before names, and CDATA sections. */
        XML
    }

    /** Elements of HTML that hold text, not tags. */
    private static final Set<String> TEXT =
            Set.of("script", "style", "title", "textarea", "template", "noscript", "xmp", "iframe");

    private static final int MOST_ATTRIBUTES = 32;
    private static final int LONGEST_VALUE = 4_096;

    private final String text;
    private final Language language;
    private int at;
    private Optional<Tag> next = Optional.empty();

    private Tags(String text, Language language) {
        this.text = text;
        this.language = language;
    }

    /**
     * A start tag.
     *
     * @param name its name in lower case, without prefix
     * @param attributes its attributes by their names in lower case; of two of one name the first
     */
    record Tag(String name, Map<String, String> attributes) {
        Optional<String> attribute(String attribute) {
            return Optional.ofNullable(attributes.get(attribute));
        }
    }

    static Stream<Tag> in(String text, Language language) {
        Iterator<Tag> tags = new Tags(text, language);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(tags, Spliterator.ORDERED), false);
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && at < text.length()) {
            next = advance();
        }
        return next.isPresent();
    }

    @Override
    public Tag next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Tag tag = next.orElseThrow();
        next = Optional.empty();
        return tag;
    }

    /** Goes on to behind the next thing that begins with an angle bracket; the tag, if it was one. */
    private Optional<Tag> advance() {
        at = indexOrEnd("<", at);
        if (text.startsWith("<!--", at)) {
            at = behind("-->", at + 4);
        } else if (language == Language.XML && text.startsWith("<![CDATA[", at)) {
            at = behind("]]>", at + 9);
        } else if (at + 1 < text.length() && isLetter(text.charAt(at + 1))) {
            at++;
            return tag();
        } else if (at + 1 < text.length() && "/!?".indexOf(text.charAt(at + 1)) >= 0) {
            at = behind(">", at + 2);
        } else {
            at++; // a bracket that begins nothing
        }
        return Optional.empty();
    }

    /** The tag whose name begins here; empty if it does not end. */
    private Optional<Tag> tag() {
        String name = name().toLowerCase(Locale.ROOT);
        name = name.substring(name.indexOf(':') + 1);
        Map<String, String> attributes = new HashMap<>();
        while (true) {
            skipBlanks();
            if (at >= text.length()) {
                return Optional.empty();
            }
            char c = text.charAt(at);
            if (c == '>') {
                at++;
                break;
            }
            if (c == '<') {
                return Optional.empty(); // not closed: another begins
            }
            if (c == '/' || c == '=' || c == '"' || c == '\'') {
                at++;
                continue;
            }
            attribute(attributes);
        }
        if (language == Language.HTML && TEXT.contains(name)) {
            skipText(name);
        }
        return Optional.of(new Tag(name, attributes));
    }

    private void attribute(Map<String, String> attributes) {
        String name = name().toLowerCase(Locale.ROOT);
        skipBlanks();
        String value = "";
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            skipBlanks();
            value = value();
        }
        if (attributes.size() < MOST_ATTRIBUTES && value.length() <= LONGEST_VALUE) {
            attributes.putIfAbsent(name, unescaped(value));
        }
    }

    private String name() {
        int start = at;
        while (at < text.length() && !isBlank(text.charAt(at)) && "/>=<\"'".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String value() {
        char quote = at < text.length() ? text.charAt(at) : ' ';
        int start = at;
        if (quote == '"' || quote == '\'') {
            start++;
            at = indexOrEnd(String.valueOf(quote), start);
            String value = text.substring(start, at);
            at = Math.min(at + 1, text.length());
            return value;
        }
        while (at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != '>') {
            at++;
        }
        return text.substring(start, at);
    }

    /** Goes on to the end tag of an element that holds text. */
    private void skipText(String name) {
        while (at < text.length()) {
            at = behind("</", at);
            if (text.regionMatches(true, at, name, 0, name.length())) {
                return;
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private int behind(String mark, int from) {
        return Math.min(indexOrEnd(mark, from) + mark.length(), text.length());
    }

    private int indexOrEnd(String mark, int from) {
        int index = text.indexOf(mark, from);
        return index < 0 ? text.length() : index;
    }

    private static String unescaped(String value) {
        if (value.indexOf('&') < 0) {
            return value;
        }
        // The ampersand last: what it uncovers is no entity.
        return value.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
