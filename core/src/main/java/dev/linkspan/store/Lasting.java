package dev.linkspan.store;

import dev.linkspan.store.Audience.Application;
import dev.linkspan.store.Audience.OneLane;
import java.util.Set;

/** Which entries do not go by age. */
final class Lasting {

    /** What takes something back or answers; a post that comes too late is merely stale. */
    private static final Set<String> TYPES = Set.of("Accept", "Reject", "Undo", "Delete", "Move");

    private Lasting() {}

    static boolean is(NewEntry entry) {
        return is(entry.type(), entry.audience());
    }

    static boolean is(String type, Audience audience) {
        return audience instanceof OneLane || audience instanceof Application || TYPES.contains(type);
    }
}
