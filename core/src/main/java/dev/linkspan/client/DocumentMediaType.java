package dev.linkspan.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a {@code Content-Type} says ActivityStreams. Anything else is refused, {@code application/json} too: a file that
 * somebody uploaded to a server must never pass for a document of that server.
 *
 * @see <a href="https://www.w3.org/TR/activitypub/#retrieving-objects">ActivityPub §3.2</a>
 */
final class DocumentMediaType {

    private static final String PROFILE = "https://www.w3.org/ns/activitystreams";

    private DocumentMediaType() {}

    static boolean isActivityStreams(String contentType) {
        List<String> parts = splitUnquoted(contentType);
        return switch (parts.get(0).strip().toLowerCase(Locale.ROOT)) {
            case "application/activity+json" -> true;
            case "application/ld+json" -> parts.stream().skip(1).anyMatch(DocumentMediaType::isProfile);
            default -> false;
        };
    }

    private static boolean isProfile(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0 || !parameter.substring(0, equals).strip().equalsIgnoreCase("profile")) {
            return false;
        }
        String value = parameter.substring(equals + 1).strip();
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        // A list separated by spaces, RFC 6906 section 3.1.
        for (String profile : value.split(" ", -1)) {
            if (profile.equalsIgnoreCase(PROFILE)) {
                return true;
            }
        }
        return false;
    }

    /** The parts between semicolons that stand outside quotes. */
    private static List<String> splitUnquoted(String text) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
