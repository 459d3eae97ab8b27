package dev.linkspan.server;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment in the past: so long ago ({@code 2h}), or the moment itself ({@code 2026-11-21T09:00:00Z}). */
final class PointInTime implements ITypeConverter<Instant> {

    private final InstantSource clock;

    /** Used by picocli. */
    PointInTime() {
        this(InstantSource.system());
    }

    PointInTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            return text.indexOf('T') > 0 ? Instant.parse(text) : clock.instant().minus(new TimeSpan().convert(text));
        } catch (DateTimeException | TypeConversionException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no moment (expected: so long ago, such as 2h, or such as 2026-11-21T09:00:00Z)");
        }
    }
}
