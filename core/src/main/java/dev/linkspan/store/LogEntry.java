package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience.Named;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of the log.
 *
 * @param offset its place
 * @param activityId the id of the activity
 * @param type what it is, such as {@code Create}; empty if it was written by a version that did not keep it
 * @param orderKey what it is about; entries with the same key reach a destination in log order
 * @param audience which lanes it concerns
 * @param received the exact bytes that came in, if some lane gets them
 * @param own the document of our own making, if some lane gets it
 * @param acceptedAt when it was accepted
 */
public record LogEntry(
        long offset,
        String activityId,
        String type,
        String orderKey,
        Audience audience,
        Optional<Body> received,
        Optional<Body> own,
        Instant acceptedAt) {

    /** What a recipient takes in memory besides the letters of its authority and its inbox, in bytes. */
    private static final int RECIPIENT_BYTES = 100;

    /**
     * Whether it stays until every lane has dealt with it, however old it gets: control messages, what takes something back,
     * and what is for the application. A lost Accept leaves a subscriber waiting, and a lost Delete leaves a post standing.
     */
    public boolean isLasting() {
        return Lasting.is(type, audience);
    }

    /** How much memory the bodies take, in bytes. */
    public long size() {
        return (long) received.map(Body::length).orElse(0)
                + own.map(Body::length).orElse(0);
    }

    /** Roughly how much memory it takes with the names of its recipients, who may be thousands, in bytes. */
    public long weight() {
        long names = 0;
        if (audience instanceof Named named) {
            for (Map.Entry<String, String> recipient : named.inboxes().entrySet()) {
                names += RECIPIENT_BYTES
                        + recipient.getKey().length()
                        + recipient.getValue().length();
            }
        }
        return size() + names;
    }
}
