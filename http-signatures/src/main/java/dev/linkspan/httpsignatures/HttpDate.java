package dev.linkspan.httpsignatures;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The value of a {@code Date} field. Reads the obsolete forms too, as every recipient must.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110 §5.6.7</a>
 */
final class HttpDate {

    // Not RFC_1123_DATE_TIME, which writes the first nine days of a month with one digit.
    private static final DateTimeFormatter IMF_FIXDATE = utc("EEE, dd MMM uuuu HH:mm:ss 'GMT'");

    private static final List<DateTimeFormatter> READ = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            utc("EEEE, dd-MMM-uu HH:mm:ss 'GMT'"), // RFC 850
            utc("EEE MMM ppd HH:mm:ss uuuu")); // asctime

    /** Longer than any form; what is longer is not even tried. */
    private static final int MAX_CHARS = 64;

    private HttpDate() {}

    static String format(Instant instant) {
        return IMF_FIXDATE.format(instant);
    }

    static Optional<Instant> parse(String value) {
        if (value.length() > MAX_CHARS) {
            return Optional.empty();
        }
        for (DateTimeFormatter form : READ) {
            Optional<Instant> date = parse(form, value);
            if (date.isPresent()) {
                return date;
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> parse(DateTimeFormatter form, String value) {
        try {
            return Optional.of(form.parse(value, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
    }
}
