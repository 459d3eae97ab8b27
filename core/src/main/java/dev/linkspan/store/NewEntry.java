package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience.Application;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Audience.Named;
import dev.linkspan.store.Audience.OneLane;
import dev.linkspan.store.Audience.Subscribers;
import java.time.Instant;
import java.util.Optional;

/**
 * What to append to the log.
 *
 * @param key what makes the entry unique: for a first sight of an object its id, otherwise the activity's id
 * @param activityId the id of the activity that came in, or of our own if none came in
 * @param type what it is, such as {@code Create} or {@code Accept}: the type of the activity that came in, or of our own if
 *     none came in
 * @param orderKey entries with the same order key reach a destination in log order: the object's id
 * @param audience which lanes it concerns
 * @param received the exact bytes that came in, if some lane shall get them
 * @param own the activity of our own making, if some lane shall get it
 * @param undoes the id of our Announce that this entry takes back; that Announce is no longer found by its object
 * @param acceptedAt when it was accepted
 */
public record NewEntry(
        String key,
        String activityId,
        String type,
        String orderKey,
        Audience audience,
        Optional<Body> received,
        Optional<OwnActivity> own,
        Optional<String> undoes,
        Instant acceptedAt) {

    /**
     * The order key of an entry that is about everything: a destination gets it while nothing else is under way to it, and
     * nothing else while it is. It waits for no other, and no other waits for it to succeed.
     */
    public static final String ALONE = "*";

    /**
     * Checks that the bodies which the audience gets are there.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public NewEntry {
        boolean needsReceived =
                audience instanceof Application || (audience instanceof Subscribers s && s.gets(Form.RECEIVED));
        boolean needsOwn = audience instanceof OneLane || (audience instanceof Subscribers s && s.gets(Form.OWN));
        if (needsReceived && received.isEmpty()) {
            throw new IllegalArgumentException("received: none (expected: the body that " + audience + " gets)");
        }
        if (needsOwn && own.isEmpty()) {
            throw new IllegalArgumentException("own: none (expected: the activity that " + audience + " gets)");
        }
        if (audience instanceof Named named && own.isEmpty() && received.isEmpty()) {
            throw new IllegalArgumentException(
                    "own, received: none (expected: what " + named.sender() + " sends or hands on)");
        }
    }
}
