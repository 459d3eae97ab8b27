package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;

/**
 * One POST that arrived at an inbox.
 *
 * @param nanoTime when it had arrived completely, by {@link System#nanoTime()}
 * @param path the path it was sent to
 * @param fields the field lines; order between different names is not kept
 * @param body the exact bytes
 * @param form in which form it came
 * @param type the activity's type, empty if unreadable
 * @param id the activity's id, empty if it has none
 * @param actor the activity's actor, empty if it has none
 * @param about the id of what it is about in the end: of the note, also when an Announce of it is undone
 * @param status the status it was answered with, 0 for none
 * @param fate what became of it
 * @param words why, in words
 */
public record Received(
        long nanoTime,
        String path,
        Fields fields,
        Body body,
        Form form,
        String type,
        String id,
        String actor,
        String about,
        int status,
        Fate fate,
        String words) {

    /** Whether it had its effect. */
    public boolean isTaken() {
        return fate == Fate.TAKEN;
    }

    /** One line for messages of failed tests. */
    @Override
    public String toString() {
        return form + " " + type + " of " + about + " by " + actor + " -> " + status + " " + fate + ": " + words;
    }
}
