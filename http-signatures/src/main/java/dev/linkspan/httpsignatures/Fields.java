package dev.linkspan.httpsignatures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The field lines of an HTTP message in their order; names compare without case. Immutable, thread-safe.
 *
 * @param lines the field lines as they stand in the message
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5">RFC 9110 §5</a>
 */
public record Fields(List<Line> lines) {

    private static final Fields NONE = new Fields(List.of());

    /** Copies the lines. */
    public Fields {
        lines = List.copyOf(lines);
    }

    /**
     * One field line.
     *
     * @param name the field name as written
     * @param value the field value without surrounding white space
     */
    public record Line(String name, String value) {}

    /** No field at all. */
    public static Fields none() {
        return NONE;
    }

    /**
     * Fields from alternating names and values.
     *
     * @throws IllegalArgumentException if the number of strings is odd
     */
    public static Fields of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("strings: " + namesAndValues.length + " (expected: an even number)");
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.add(new Line(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Fields(lines);
    }

    /** The value of the first line of this name. */
    public Optional<String> first(String name) {
        for (Line line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    /** The values of all lines of this name, in order; empty if there is none. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (Line line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                values.add(line.value());
            }
        }
        return values;
    }

    /** Whether there is a line of this name. */
    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /** These fields and one more line at the end. */
    public Fields with(String name, String value) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(name, value));
        return new Fields(more);
    }

    /** These fields followed by others. */
    public Fields with(Fields others) {
        List<Line> more = new ArrayList<>(lines);
        more.addAll(others.lines());
        return new Fields(more);
    }
}
