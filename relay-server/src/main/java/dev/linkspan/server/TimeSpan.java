package dev.linkspan.server;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A span of time as people write it: a whole number with {@code s}, {@code m}, {@code h} or {@code d}. */
final class TimeSpan implements ITypeConverter<Duration> {

    private static final int MAX_DIGITS = 6;

    @Override
    public Duration convert(String text) {
        int digits = text.length() - 1;
        if (digits < 1 || digits > MAX_DIGITS || !text.chars().limit(digits).allMatch(c -> c >= '0' && c <= '9')) {
            throw unreadable(text);
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.charAt(digits)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> throw unreadable(text);
        };
    }

    private static TypeConversionException unreadable(String text) {
        return new TypeConversionException("'" + text + "' is no span of time (expected: such as 90m, 12h or 7d)");
    }
}
