package dev.linkspan.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One range of media types in {@code Accept}.
 *
 * @param type type and subtype in lower case
 * @param weight how gladly it is taken, in thousandths; 0 if not at all
 * @param profile the value of its parameter {@code profile}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110 §12.5.1</a>
 */
record MediaRange(String type, int weight, Optional<String> profile) {

    /** How many ranges of a request are looked at; browsers name fewer than ten. */
    private static final int MOST = 32;

    /** How many characters of them. */
    private static final int LONGEST = 4_096;

    /** The ranges that a list holds; what is malformed is left out. Linear time. */
    static List<MediaRange> parse(String list) {
        List<MediaRange> ranges = new ArrayList<>();
        for (String element : Quoted.split(list.substring(0, Math.min(list.length(), LONGEST)), ',')) {
            if (ranges.size() < MOST) {
                range(element).ifPresent(ranges::add);
            }
        }
        return ranges;
    }

    /** Whether a document of this profile is in the range. */
    boolean allowsProfile(String wanted) {
        // Several are separated by spaces, RFC 6906 section 3.1.
        return profile.isEmpty() || List.of(profile.get().split(" ", -1)).contains(wanted);
    }

    private static Optional<MediaRange> range(String element) {
        List<String> parts = Quoted.split(element, ';');
        String type = parts.getFirst().strip().toLowerCase(Locale.ROOT);
        int slash = type.indexOf('/');
        if (slash < 1 || slash == type.length() - 1 || type.indexOf('/', slash + 1) >= 0) {
            return Optional.empty();
        }
        int weight = 1_000;
        Optional<String> profile = Optional.empty();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = part.substring(equals + 1).strip();
            if (name.equals("q")) {
                weight = weight(value);
            } else if (name.equals("profile")) {
                profile = Optional.of(Quoted.unquoted(value));
            }
        }
        return weight < 0 ? Optional.empty() : Optional.of(new MediaRange(type, weight, profile));
    }

    /** In thousandths; -1 if it is none. RFC 9110 section 12.4.2: at most three digits behind the point. */
    private static int weight(String text) {
        boolean isNumber = !text.isEmpty()
                && text.length() <= 5
                && (text.charAt(0) == '0' || text.charAt(0) == '1')
                && (text.length() == 1 || text.charAt(1) == '.')
                && text.chars().skip(2).allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber) {
            return -1;
        }
        String digits = (text.charAt(0) + (text.length() > 2 ? text.substring(2) : "") + "000").substring(0, 4);
        int weight = Integer.parseInt(digits);
        return weight > 1_000 ? -1 : weight;
    }
}
