package dev.linkspan.federation;

import java.util.Locale;

/** What stands below an actor's id. */
enum ActorPart {
    INBOX,
    OUTBOX,
    FOLLOWERS,
    FOLLOWING,
    FEATURED,
    /** Only where it is shown. */
    LIKED,
    /** The followers on the server that asks, for FEP-8fcf. */
    FOLLOWERS_SYNCHRONIZATION;

    /** The last segment of its path. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
