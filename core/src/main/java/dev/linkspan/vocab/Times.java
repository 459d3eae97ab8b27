package dev.linkspan.vocab;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Dates and durations as servers write them: zones left out (taken for UTC), written {@code +0000}, a space for the T,
 * seconds left out, fractions of any length. Takes linear time.
 *
 * @see <a href="https://www.w3.org/TR/xmlschema11-2/#dateTime">XML Schema 1.1 Datatypes §3.3.7</a>
 */
final class Times {

    private static final int LONGEST = 64;

    private final String text;
    private int at;

    private Times(String text) {
        this.text = text;
    }

    static Optional<Instant> instant(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Times(stripped).instant());
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether a text that we read as a time is none by the specification. */
    static boolean isSloppy(String text) {
        try {
            OffsetDateTime.parse(text);
            return false;
        } catch (DateTimeException e) {
            return true;
        }
    }

    /** Years and months have no fixed length, so a duration with any is none here. */
    static Optional<Duration> duration(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Times(stripped).duration());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Instant instant() {
        LocalDate date = LocalDate.of(digits(4), next('-').digits(2), next('-').digits(2));
        if (date.getYear() == 0) {
            throw new DateTimeException("the year 0000");
        }
        if (at == text.length()) {
            return date.atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        if ("Tt ".indexOf(text.charAt(at++)) < 0) {
            throw new DateTimeException("no T");
        }
        int hour = digits(2);
        int minute = next(':').digits(2);
        int second = 0;
        int nanos = 0;
        if (peek() == ':') {
            second = next(':').digits(2);
            if (peek() == '.' || peek() == ',') {
                nanos = nanos();
            }
        }
        // The end of a day, and a leap second, as the instant that follows them.
        long over = hour == 24 && minute == 0 && second == 0 ? 24L * 3600 : 0;
        if (second == 60) {
            second = 59;
            over++;
        }
        LocalTime time = LocalTime.of(hour == 24 && over > 0 ? 0 : hour, minute, second, nanos);
        return LocalDateTime.of(date, time).toInstant(zone()).plusSeconds(over);
    }

    private ZoneOffset zone() {
        while (peek() == ' ') {
            at++;
        }
        if (at == text.length()) {
            return ZoneOffset.UTC;
        }
        char sign = text.charAt(at++);
        if (sign == 'Z' || sign == 'z') {
            end();
            return ZoneOffset.UTC;
        }
        if (sign != '+' && sign != '-') {
            throw new DateTimeException("no zone");
        }
        int hours = digits(2);
        if (peek() == ':') {
            at++;
        }
        int minutes = at < text.length() ? digits(2) : 0;
        end();
        int seconds = (hours * 60 + minutes) * 60;
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    private Duration duration() {
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        next('P');
        Duration sum = Duration.ZERO;
        boolean time = false;
        int parts = 0;
        while (at < text.length()) {
            if (!time && peek() == 'T') {
                at++;
                time = true;
                if (at == text.length()) {
                    throw new DateTimeException("nothing after T");
                }
            }
            sum = sum.plus(part(time));
            parts++;
        }
        if (parts == 0) {
            throw new DateTimeException("no part");
        }
        return negative ? sum.negated() : sum;
    }

    private Duration part(boolean time) {
        int start = at;
        while (isDigit(peek()) || peek() == '.') {
            at++;
        }
        BigDecimal amount = new BigDecimal(text.substring(start, at));
        char unit = peek();
        at++;
        long seconds =
                switch (time ? unit : Character.toLowerCase(unit)) {
                    case 'S' -> 1;
                    case 'M' -> 60;
                    case 'H' -> 3600;
                    case 'd' -> 24 * 3600;
                    case 'w' -> 7 * 24 * 3600;
                    default -> throw new DateTimeException("a unit without fixed length");
                };
        BigDecimal nanos = amount.multiply(BigDecimal.valueOf(seconds)).movePointRight(9);
        return Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    private int nanos() {
        at++;
        int start = at;
        int nanos = 0;
        int digits = 0;
        while (isDigit(peek())) {
            if (digits++ < 9) {
                nanos = nanos * 10 + (peek() - '0');
            }
            at++;
        }
        if (at == start) {
            throw new DateTimeException("no fraction");
        }
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            char c = peek();
            if (!isDigit(c)) {
                throw new DateTimeException("no digit");
            }
            value = value * 10 + (c - '0');
            at++;
        }
        return value;
    }

    private Times next(char expected) {
        if (peek() != expected) {
            throw new DateTimeException("no " + expected);
        }
        at++;
        return this;
    }

    private void end() {
        if (at != text.length()) {
            throw new DateTimeException("something follows");
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
