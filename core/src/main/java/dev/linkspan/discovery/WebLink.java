package dev.linkspan.discovery;

import java.util.List;
import java.util.Optional;

/**
 * A link as WebFinger, host-meta, {@code Link} fields and HTML have it. All of it is a stranger's text.
 *
 * @param rel the relation, as written; several are separated by blanks
 * @param type the media type of what is there
 * @param href where it leads
 * @param template where it leads once {@code {uri}} in it is replaced
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288#section-2">RFC 8288 §2</a>
 */
public record WebLink(String rel, Optional<String> type, Optional<String> href, Optional<String> template) {

    private static final List<String> ACTIVITY_STREAMS = List.of(
            "application/activity+json", "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"");

    /** Whether this is one of its relations. */
    public boolean is(String relation) {
        for (String one : rel.split(" ", -1)) {
            if (one.equalsIgnoreCase(relation)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it says that an ActivityStreams document is there. */
    public boolean isActivityStreams() {
        return type.map(WebLink::normal)
                .filter(written ->
                        ACTIVITY_STREAMS.stream().map(WebLink::normal).anyMatch(written::equals))
                .isPresent();
    }

    /** Blanks and quotes make no difference, nor does case. */
    private static String normal(String type) {
        StringBuilder normal = new StringBuilder(type.length());
        type.chars().filter(c -> c != ' ' && c != '"').forEach(c -> normal.append(Character.toLowerCase((char) c)));
        return normal.toString();
    }
}
