package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.time.Instant;

/**
 * An entry that the application could not deal with, as it came in.
 *
 * @param offset where it stood in the log
 * @param activityId the id of the activity
 * @param type what it is, such as {@code Create}
 * @param supplier the host that brought it, as in {@link Audience.Application}
 * @param note what the application wanted to know of it, as in {@link Audience.Application}
 * @param received the exact bytes that came in
 * @param failedAt when it was given up, to the millisecond
 * @param attempts how often it was tried
 * @param reason why it was given up, for the operator
 */
public record DeadLetter(
        long offset,
        String activityId,
        String type,
        String supplier,
        String note,
        Body received,
        Instant failedAt,
        int attempts,
        String reason) {

    /** This letter as it comes back from every form of the store. */
    DeadLetter asStored() {
        return new DeadLetter(
                offset,
                activityId,
                type,
                supplier,
                note,
                received,
                Instant.ofEpochMilli(Columns.millis(failedAt)),
                attempts,
                reason);
    }
}
