package dev.linkspan.federation;

import dev.linkspan.vocab.PercentEncoding;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands between two slashes of a {@link UriTemplate}: a text, or a variable between two texts.
 *
 * @param prefix what stands before the variable, or all of it
 * @param variable the variable's name
 * @param suffix what stands behind the variable
 */
record Segment(String prefix, Optional<String> variable, String suffix) {

    /** What a path may hold unencoded beside unreserved characters. RFC 3986 §3.3. */
    private static final String RESERVED_IN_PATHS = "!$&'()*+,;=:@";

    static Segment of(String part, String template) {
        int open = part.indexOf('{');
        int close = part.indexOf('}');
        if (open < 0 && close < 0) {
            return new Segment(literal(part, template), Optional.empty(), "");
        }
        if (open < 0 || close < open || part.indexOf('{', open + 1) >= 0 || part.indexOf('}', close + 1) >= 0) {
            throw wrong(template, "at most one variable in a segment, in braces");
        }
        String name = part.substring(open + 1, close);
        if (name.isEmpty() || !name.chars().allMatch(Segment::isOfName)) {
            throw wrong(template, "a name of letters, digits and _ in braces, and no operator");
        }
        return new Segment(
                literal(part.substring(0, open), template),
                Optional.of(name),
                literal(part.substring(close + 1), template));
    }

    static IllegalArgumentException wrong(String template, String expected) {
        return new IllegalArgumentException("template: '" + template + "' (expected: " + expected + ")");
    }

    private static boolean isOfName(int c) {
        return c == '_' || (c != '-' && c != '.' && c != '~' && PercentEncoding.isUnreserved(c));
    }

    private static String literal(String text, String template) {
        if (!text.chars().allMatch(c -> PercentEncoding.isUnreserved(c) || RESERVED_IN_PATHS.indexOf(c) >= 0)) {
            throw wrong(template, "only characters that a path may hold unencoded");
        }
        if (isDots(text)) {
            throw wrong(template, "no segment of dots, which readers of URIs take away");
        }
        return text;
    }

    private static boolean isDots(String text) {
        return text.equals(".") || text.equals("..");
    }

    boolean isEmpty() {
        return variable.isEmpty() && prefix.isEmpty();
    }

    String expand(Map<String, String> values) {
        if (variable.isEmpty()) {
            return prefix;
        }
        String value = values.getOrDefault(variable.get(), "");
        String segment = prefix + PercentEncoding.encode(value) + suffix;
        if (value.isEmpty() || isDots(segment)) {
            throw new IllegalArgumentException(
                    variable.get() + ": '" + value + "' (expected: neither empty nor dots alone)");
        }
        return segment;
    }

    /** Whether this part of a path is one that {@link #expand} makes; then its value is put into the map. */
    boolean match(String part, Map<String, String> values) {
        if (variable.isEmpty()) {
            return part.equals(prefix);
        }
        int length = part.length() - prefix.length() - suffix.length();
        if (length <= 0 || !part.startsWith(prefix) || !part.endsWith(suffix) || isDots(part)) {
            return false;
        }
        String encoded = part.substring(prefix.length(), prefix.length() + length);
        // Only the spelling that we make: an id that has another is another id.
        Optional<String> value = encoded.chars().allMatch(c -> c < 0x80)
                ? PercentEncoding.decode(encoded)
                        .filter(text -> PercentEncoding.encode(text).equals(encoded))
                : Optional.empty();
        value.ifPresent(text -> values.put(variable.get(), text));
        return value.isPresent();
    }

    boolean overlaps(Segment other) {
        if (variable.isEmpty()) {
            return other.match(prefix, new HashMap<>());
        }
        if (other.variable.isEmpty()) {
            return other.overlaps(this);
        }
        return onePrefix(prefix, other.prefix) && oneSuffix(suffix, other.suffix);
    }

    /** Whether some text begins with both: what the longer has more must be what a value can be. */
    private static boolean onePrefix(String one, String other) {
        String shorter = one.length() < other.length() ? one : other;
        String longer = one.length() < other.length() ? other : one;
        return longer.startsWith(shorter) && canBeValue(longer.substring(shorter.length()));
    }

    private static boolean oneSuffix(String one, String other) {
        String shorter = one.length() < other.length() ? one : other;
        String longer = one.length() < other.length() ? other : one;
        return longer.endsWith(shorter) && canBeValue(longer.substring(0, longer.length() - shorter.length()));
    }

    private static boolean canBeValue(String text) {
        return text.chars().allMatch(PercentEncoding::isUnreserved);
    }
}
