package dev.linkspan.web;

import dev.linkspan.httpsignatures.Fields;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * In which form somebody wants a thing that has an ActivityStreams document and a page for people under one address. An answer
 * that depends on it bears {@code Vary: Accept}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110 §12.5.1, Accept</a>
 * @see <a href="https://www.w3.org/TR/activitypub/#retrieving-objects">ActivityPub §3.2</a>
 */
public enum Representation {

    /** The document, as {@code application/activity+json}. */
    ACTIVITY_JSON("application/activity+json; charset=utf-8"),

    /** The document, as {@code application/ld+json} with the profile of ActivityStreams. */
    LD_JSON("application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\""),

    /** The application's own page, or whatever else it has. */
    PAGE("text/html");

    private static final String PROFILE = "https://www.w3.org/ns/activitystreams";

    private final String mediaType;

    Representation(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The value of {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * What a request asks for. Of what it takes equally gladly, that which it names counts, and {@link #ACTIVITY_JSON} first:
     * browsers do not name it. A request for {@code application/json} gets the document. Linear time.
     *
     * @param request the request's fields
     * @param otherwise what those get who do not care: no {@code Accept}, a malformed one, or {@code *}{@code /*}
     */
    public static Representation wanted(Fields request, Representation otherwise) {
        List<MediaRange> ranges = MediaRange.parse(String.join(",", request.all("Accept")));
        if (ranges.isEmpty()) {
            return otherwise;
        }
        return Stream.of(values())
                .map(form -> form.match(ranges))
                .filter(match -> match.weight() > 0)
                .max(Comparator.comparingInt(Match::weight)
                        .thenComparingInt(Match::precision)
                        .thenComparing(match -> match.precision() == 1 && match.form() == otherwise)
                        .thenComparing(Match::form, Comparator.reverseOrder()))
                .map(Match::form)
                .orElse(PAGE);
    }

    /** How gladly a form is taken, and how precisely the request says so. */
    private record Match(Representation form, int weight, int precision) {}

    private Match match(List<MediaRange> ranges) {
        Match best = new Match(this, 0, 0);
        for (MediaRange range : ranges) {
            int precision = precision(range);
            if (precision > best.precision()) {
                best = new Match(this, range.weight(), precision);
            }
        }
        return best;
    }

    /** 0 if the range is of other things, 1 to 4 the more exactly it names this one. RFC 9110 section 12.5.1. */
    private int precision(MediaRange range) {
        if (range.type().equals("*/*")) {
            return 1;
        }
        return switch (this) {
            case ACTIVITY_JSON ->
                switch (range.type()) {
                    case "application/activity+json" -> 4;
                    case "application/json" -> 3;
                    case "application/*" -> 2;
                    default -> 0;
                };
            case LD_JSON -> {
                if (range.type().equals("application/*")) {
                    yield 2;
                }
                yield range.type().equals("application/ld+json") && range.allowsProfile(PROFILE) ? 4 : 0;
            }
            case PAGE ->
                switch (range.type()) {
                    case "text/html", "application/xhtml+xml" -> 4;
                    case "text/*" -> 2;
                    default -> 0;
                };
        };
    }
}
