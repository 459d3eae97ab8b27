package dev.linkspan.federation;

import dev.linkspan.httpsignatures.Body;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** An instant as a value in the store. */
final class StoredInstant {

    private StoredInstant() {}

    static Body write(Instant instant) {
        return Body.of(instant.toString());
    }

    /** Empty if it is none: then it says nothing, and the next word replaces it. */
    static Optional<Instant> read(Body word) {
        try {
            return Optional.of(Instant.parse(word.text()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
