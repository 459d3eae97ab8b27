package dev.linkspan.delivery;

import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LogEntry;
import java.util.Optional;

/**
 * Where an entry goes for one lane, and as which of its bodies.
 *
 * @param inbox the inbox
 * @param form which body; never {@link Form#NONE}
 */
record Destination(String inbox, Form form) {

    /** Where an entry goes for this lane; empty if it does not concern it. */
    static Optional<Destination> of(LogEntry entry, Lane lane) {
        Form form = lane.formOf(entry);
        if (form == Form.NONE) {
            return Optional.empty();
        }
        return switch (entry.audience()) {
            case Audience.OneLane one -> Optional.of(new Destination(one.inbox(), form));
            case Audience.Named named ->
                Optional.ofNullable(named.inboxes().get(lane.authority())).map(inbox -> new Destination(inbox, form));
            case Audience.Application application -> Optional.empty();
            case Audience.Subscribers subscribers -> lane.target().map(to -> new Destination(to.inbox(), form));
        };
    }
}
