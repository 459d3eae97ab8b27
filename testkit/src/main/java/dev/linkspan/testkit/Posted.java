package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import java.util.Map;

/**
 * What somebody did on a fake instance, and what others answered.
 *
 * @param activityId the activity's id
 * @param objectId the id of what it is about
 * @param body the exact bytes that were sent
 * @param answers what each inbox answered, by its address; empty if it was for nobody
 */
public record Posted(String activityId, String objectId, Body body, Map<String, Answer> answers) {

    /** Copies the answers. */
    public Posted {
        answers = Map.copyOf(answers);
    }

    /** Whether it was for somebody, and all took it. */
    public boolean isAccepted() {
        return !answers.isEmpty() && answers.values().stream().allMatch(Answer::isSuccess);
    }
}
