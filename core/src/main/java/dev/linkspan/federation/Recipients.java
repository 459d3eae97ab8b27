package dev.linkspan.federation;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who gets an activity.
 *
 * @param followers whether the sender's followers do
 * @param actors the ids of actors who do, ours among them
 * @param inboxes inboxes that do, whosever they are
 */
public record Recipients(boolean followers, Set<String> actors, Set<String> inboxes) {

    /** Copies the sets, in their order. */
    public Recipients {
        actors = Collections.unmodifiableSet(new LinkedHashSet<>(actors));
        inboxes = Collections.unmodifiableSet(new LinkedHashSet<>(inboxes));
    }

    /** The sender's followers. */
    public static Recipients ofFollowers() {
        return new Recipients(true, Set.of(), Set.of());
    }

    /** These actors. */
    public static Recipients ofActors(String... ids) {
        return new Recipients(false, new LinkedHashSet<>(List.of(ids)), Set.of());
    }

    /** These inboxes. */
    public static Recipients ofInboxes(String... inboxes) {
        return new Recipients(false, Set.of(), new LinkedHashSet<>(List.of(inboxes)));
    }

    /** Both these and others. */
    public Recipients and(Recipients others) {
        Set<String> allActors = new LinkedHashSet<>(actors);
        allActors.addAll(others.actors);
        Set<String> allInboxes = new LinkedHashSet<>(inboxes);
        allInboxes.addAll(others.inboxes);
        return new Recipients(followers || others.followers, allActors, allInboxes);
    }
}
