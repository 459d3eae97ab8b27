package dev.linkspan.delivery;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.LogEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry in memory with what is computed of it once for all lanes, such as the digests of its bodies. Thread-safe. */
final class TailEntry {

    /** Roughly what one takes besides its weight, in bytes. */
    static final int OVERHEAD_BYTES = 512;

    private final LogEntry entry;
    private final long size;
    private @Nullable BodyDigest received; // null: not needed yet
    private @Nullable BodyDigest own; // null: not needed yet
    private DeliveryFields.@Nullable ForEntry fields; // null: not needed yet

    TailEntry(LogEntry entry) {
        this.entry = entry;
        this.size = entry.weight() + OVERHEAD_BYTES;
    }

    LogEntry entry() {
        return entry;
    }

    long offset() {
        return entry.offset();
    }

    /** Roughly what it takes, in bytes. */
    long size() {
        return size;
    }

    Optional<Body> body(Form form) {
        return switch (form) {
            case NONE -> Optional.empty();
            case RECEIVED -> entry.received();
            case OWN -> entry.own();
        };
    }

    synchronized DeliveryFields.ForEntry fields(DeliveryFields source) {
        fields = fields == null ? source.of(entry) : fields;
        return fields;
    }

    synchronized BodyDigest digest(Form form, Body body) {
        if (form == Form.RECEIVED) {
            received = received == null ? BodyDigest.of(body) : received;
            return received;
        }
        own = own == null ? BodyDigest.of(body) : own;
        return own;
    }
}
