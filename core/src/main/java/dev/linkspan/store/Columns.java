package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values to and from columns: instants as milliseconds since 1970, absent values as NULL. */
final class Columns {

    private Columns() {}

    /** Milliseconds since 1970; what is too far away for a long becomes the nearest that is not. */
    static long millis(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException e) {
            return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static @Nullable Long millis(Optional<Instant> instant) {
        return instant.map(Columns::millis).orElse(null);
    }

    static @Nullable String text(Optional<String> text) {
        return text.orElse(null);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Body> optionalBody(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(Body::of);
    }
}
