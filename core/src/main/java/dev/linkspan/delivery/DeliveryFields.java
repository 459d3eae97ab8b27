package dev.linkspan.delivery;

import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.store.LogEntry;

/**
 * Says what goes with a delivery besides what every delivery has. The request's signature covers it, in either scheme.
 * Thread-safe; may block, for it is asked on the threads that sign. Who throws has the attempt made again later.
 */
@FunctionalInterface
public interface DeliveryFields {

    /** Nothing, with whatever entry: the default. */
    static DeliveryFields none() {
        return entry -> ForEntry.NONE;
    }

    /** What goes with one entry; asked once for all lanes while the entry is in memory. */
    ForEntry of(LogEntry entry);

    /** What goes with the deliveries of one entry. */
    @FunctionalInterface
    interface ForEntry {

        /** Nothing. */
        ForEntry NONE = (authority, inbox) -> Fields.none();

        /**
         * The fields of one attempt.
         *
         * @param authority the server that gets it
         * @param inbox where it goes
         */
        Fields to(String authority, String inbox);
    }
}
