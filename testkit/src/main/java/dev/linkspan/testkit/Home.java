package dev.linkspan.testkit;

import java.time.Instant;
import java.time.InstantSource;

/**
 * What the parts of one instance share.
 *
 * @param base its origin, without a slash at the end
 */
record Home(
        Profile profile,
        String base,
        InstantSource clock,
        Directory directory,
        Shelf shelf,
        Wire wire,
        Remote remote,
        RelayLink relay,
        Timeline timeline,
        People people) {

    String authority() {
        return base.substring("http://".length());
    }

    Instant now() {
        return clock.instant();
    }

    boolean isOwn(String id) {
        return id.startsWith(base + "/");
    }
}
