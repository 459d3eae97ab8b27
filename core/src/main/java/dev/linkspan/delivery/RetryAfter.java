package dev.linkspan.delivery;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code Retry-After}: seconds, or a date in one of the three forms of HTTP. Whatever it says is clamped to 1 second
 * to 1 day, for it is a stranger's word; what is neither is ignored.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110 §10.2.3</a>
 */
final class RetryAfter {

    static final Duration LEAST = Duration.ofSeconds(1);
    static final Duration MOST = Duration.ofDays(1);

    private static final int MAX_LENGTH = 40; // the longest date form has 33 characters

    // RFC 9110 §5.6.7: IMF-fixdate, then the obsolete forms of RFC 850 and asctime.
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT),
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH));

    private RetryAfter() {}

    /** How long to wait; empty if the value says nothing. */
    static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (isNumber(text)) {
            BigInteger seconds = new BigInteger(text).min(BigInteger.valueOf(MOST.toSeconds()));
            return Optional.of(seconds.signum() < 0 ? LEAST : clamp(Duration.ofSeconds(seconds.longValue())));
        }
        return DATES.stream()
                .flatMap(form -> date(text, form).stream())
                .findFirst()
                .map(until -> clamp(Duration.between(now, until)));
    }

    private static Optional<Instant> date(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        return text.length() > start && text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
    }

    private static Duration clamp(Duration wish) {
        if (wish.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return wish.compareTo(MOST) > 0 ? MOST : wish;
    }
}
