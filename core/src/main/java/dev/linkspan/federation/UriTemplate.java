package dev.linkspan.federation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A template for paths, such as {@code /users/{handle}}, that both builds and reads them: {@link #match} finds values exactly
 * if {@link #expand} makes the same path of them, letter for letter. So an id has one spelling, and what is routed, what is
 * signed and what is stored never differ. Immutable, thread-safe; linear time.
 *
 * <p>Level 1 of RFC 6570: simple variables only, at most one in a path segment. A value is never empty; it may hold any
 * character, a slash too, which is then encoded.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6570#section-1.2">RFC 6570 §1.2</a>
 */
public final class UriTemplate {

    private final String template;
    private final List<Segment> segments;

    private UriTemplate(String template, List<Segment> segments) {
        this.template = template;
        this.segments = segments;
    }

    /**
     * A template.
     *
     * @param template a path with variables in braces
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static UriTemplate of(String template) {
        if (!template.startsWith("/")) {
            throw Segment.wrong(template, "a path that starts with a slash");
        }
        List<Segment> segments = new ArrayList<>();
        for (String part : parts(template)) {
            segments.add(Segment.of(part, template));
        }
        for (int i = 0; i < segments.size() - 1; i++) {
            if (segments.get(i).isEmpty()) {
                throw Segment.wrong(template, "no two slashes in a row");
            }
        }
        UriTemplate made = new UriTemplate(template, List.copyOf(segments));
        if (made.variables().stream().distinct().count() < made.variables().size()) {
            throw Segment.wrong(template, "each variable once");
        }
        return made;
    }

    private static String[] parts(String path) {
        return path.substring(1).split("/", -1);
    }

    /** The names of its variables, in their order. */
    public List<String> variables() {
        return segments.stream()
                .map(Segment::variable)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The path for these values.
     *
     * @param values one for each variable, by its name
     * @throws IllegalArgumentException if one is missing or one too many, empty, or would make a segment {@code .} or
     *     {@code ..}, which readers of URIs take away
     */
    public String expand(Map<String, String> values) {
        if (!values.keySet().equals(Set.copyOf(variables()))) {
            throw new IllegalArgumentException(
                    "values for " + values.keySet() + " (expected: for " + variables() + " of " + template + ")");
        }
        StringBuilder path = new StringBuilder();
        for (Segment segment : segments) {
            path.append('/').append(segment.expand(values));
        }
        return path.toString();
    }

    /**
     * The path for these values.
     *
     * @param values one for each variable, in their order
     * @throws IllegalArgumentException as {@link #expand(Map)}
     */
    public String expand(String... values) {
        List<String> names = variables();
        if (names.size() != values.length) {
            throw new IllegalArgumentException(
                    "values: " + values.length + " (expected: one for each of " + names + " of " + template + ")");
        }
        Map<String, String> byName = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            byName.put(names.get(i), values[i]);
        }
        return expand(byName);
    }

    /**
     * The values of a path; empty if it is none that {@link #expand} makes.
     *
     * @param path the path exactly as on the request line or in an id, without the query
     */
    public Optional<Map<String, String>> match(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        String[] parts = parts(path);
        if (parts.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (!segments.get(i).match(parts[i], values)) {
                return Optional.empty();
            }
        }
        return Optional.of(Collections.unmodifiableMap(values));
    }

    /** Whether there is a path that matches both, so that it would be chance which of them serves it. */
    public boolean overlaps(UriTemplate other) {
        if (segments.size() != other.segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).overlaps(other.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UriTemplate same && template.equals(same.template);
    }

    @Override
    public int hashCode() {
        return template.hashCode();
    }

    /** The template as it was given. */
    @Override
    public String toString() {
        return template;
    }
}
