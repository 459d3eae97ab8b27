package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import java.util.Optional;

/**
 * Something that an instance published.
 *
 * @param activityId the activity's id
 * @param objectId the id of what it is about, a note or an actor
 * @param body the exact bytes that went to the relay
 * @param nanoTime when sending began, by {@link System#nanoTime()}
 * @param answer what the relay answered; empty if this software sends nothing to a relay for it
 */
public record Published(String activityId, String objectId, Body body, long nanoTime, Optional<Answer> answer) {

    /** Whether the relay took it. */
    public boolean isAccepted() {
        return answer.filter(Answer::isSuccess).isPresent();
    }
}
